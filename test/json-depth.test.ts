import assert from 'node:assert/strict';
import { jsonTooDeepAt, parseBoundedJson } from '../lib/json-depth.js';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

describe('how deep JSON may be nested', () => {
  const cases: readonly (readonly [title: string, text: string, at: number | undefined])[] = [
    ['the limit', nested(100), undefined],
    ['one more', nested(101), 100],
    ['objects as well', '{"a":'.repeat(101), 500],
    ['brackets that are closed count no more', '[]'.repeat(1000), undefined],
    ['brackets in a text do not count', `"${'['.repeat(1000)}"`, undefined],
    ['nor behind an escaped quote', `"\\"${'['.repeat(1000)}"`, undefined],
    ['an escaped backslash ends no text later', `["\\\\", ${nested(100)}]`, 106],
    ['nor in a comment', `// ${'['.repeat(1000)}\n/* ${'['.repeat(1000)} */ 1`, undefined],
    ['a quote in a comment opens no text', `// "\n${nested(101)}`, 105],
    ['nor does one in a comment of several lines', `/* " */${nested(101)}`, 107],
    ['a comment ends where it ends', `/* */${nested(101)}`, 105],
    ['a text without an end', `"${'['.repeat(1000)}`, undefined],
    ['a comment without an end', `/*${'['.repeat(1000)}`, undefined],
    ['a slash by itself', `/${nested(101)}`, 101],
    ['a text of many characters', `"${'a'.repeat(10_000_000)}"`, undefined],
  ];
  for (const [title, text, at] of cases) {
    it(title, () => {
      assert.equal(jsonTooDeepAt(text), at);
    });
  }

  it('is held when it is parsed', () => {
    assert.deepEqual(parseBoundedJson('[{"a":1}]'), [{ a: 1 }]);
    assert.throws(() => parseBoundedJson(nested(101)), SyntaxError);
    assert.throws(() => parseBoundedJson('{'), SyntaxError);
  });
});
