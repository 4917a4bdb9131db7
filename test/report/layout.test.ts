/** Lines of a terminal's width: what may break, and what may not. */
import assert from 'node:assert/strict';
import pc from 'picocolors';
import { commandLines, marked, phrases, type Style } from '../../lib/report/layout.js';

const style = (columns: number | undefined, breaksCommands = true): Style => ({
  colors: pc.createColors(false),
  columns,
  breaksCommands,
});
const indents = { first: 0, rest: 2 };

describe('report: layout', () => {
  it('ends a line behind a comma, and only where the next words do not fit', () => {
    assert.deepEqual(phrases(['aaa', 'bb', 'c'], indents, style(undefined)), ['aaa, bb, c']);
    assert.deepEqual(phrases(['aaa', 'bb', 'c'], indents, style(10)), ['aaa, bb, c']);
    assert.deepEqual(phrases(['aaa', 'bb', 'c'], indents, style(9)), ['aaa, bb,', '  c']);
    assert.deepEqual(phrases(['aaa', 'bb', 'c'], indents, style(8)), ['aaa, bb,', '  c']);
    assert.deepEqual(phrases(['aaa', 'bb', 'c'], indents, style(7)), ['aaa,', '  bb, c']);
    assert.deepEqual(phrases([], indents, style(7)), []);
    assert.deepEqual(phrases(['a\u001bb'], indents, style(70)), ['a\\u{1b}b']);
  });

  it('stands below the text of its mark, or where it is told to', () => {
    assert.deepEqual(marked('→', 'aa bb', 2, style(7), String), ['  → aa', '    bb']);
    assert.deepEqual(marked('→', 'aa bb', 2, style(7), String, 0), ['  → aa', 'bb']);
    assert.deepEqual(
      marked('→', 'aa', 2, style(undefined), (text) => `<${text}>`),
      ['  <→> aa'],
    );
  });

  it('breaks a command before its options alone, with room for the backslash', () => {
    const command = 'do it --one 1 --two 2';
    assert.deepEqual(commandLines(command, 2, style(25)), ['  $ do it --one 1 --two 2']);
    assert.deepEqual(commandLines(command, 2, style(24)), ['  $ do it --one 1 \\', '      --two 2']);
    assert.deepEqual(commandLines(command, 2, style(19)), ['  $ do it --one 1 \\', '      --two 2']);
    assert.deepEqual(commandLines(command, 2, style(18)), [
      '  $ do it \\',
      '      --one 1 \\',
      '      --two 2',
    ]);
    assert.deepEqual(commandLines(command, 2, style(10, false)), ['  $ do it --one 1 --two 2']);
    assert.deepEqual(commandLines(command, 2, style(undefined)), ['  $ do it --one 1 --two 2']);
    assert.deepEqual(commandLines('a\u202e', 0, style(undefined)), ['$ a\\u{202e}']);
  });
});
