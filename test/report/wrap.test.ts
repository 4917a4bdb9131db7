import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeForTerminal, jsonText } from '../../lib/report/escape.js';
import { wrap } from '../../lib/report/wrap.js';

describe('report: wrap', () => {
  const indents = { first: 2, rest: 4 };
  const cases: readonly (readonly [
    text: string,
    columns: number | undefined,
    expected: readonly string[],
  ])[] = [
    ['a b c', undefined, ['  a b c']],
    ['a b c', 80, ['  a b c']],
    ['aaa bbb ccc', 9, ['  aaa bbb', '    ccc']],
    ['aaa bbb ccc', 8, ['  aaa', '    bbb', '    ccc']],
    // To the column, and not beyond.
    ['aaa bbbb', 10, ['  aaa bbbb']],
    ['aaa bbbb', 9, ['  aaa', '    bbbb']],
    ['https://example.org/long a', 10, ['  https://example.org/long', '    a']],
    ['', 10, ['  ']],
  ];
  for (const [text, columns, expected] of cases) {
    it(`${JSON.stringify(text)} at ${columns ?? 'any width'}`, () => {
      assert.deepEqual(wrap(text, indents, columns), expected);
    });
  }

  it('loses no word, and breaks none', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 5, max: 40 }),
        (words, columns) => {
          const lines = wrap(words.join(' '), indents, columns);
          assert.deepEqual(
            lines.flatMap((line) => line.trim().split(' ')),
            words,
          );
          for (const line of lines) assert.ok(line.length <= columns || !line.trim().includes(' '));
        },
      ),
    );
  });
});

describe('report: escape', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain ü €', 'plain ü €'],
    ['a\u001b[31mb', 'a\\u{1b}[31mb'],
    ['a\nb\tc\r', 'a\\u{a}b\\u{9}c\\u{d}'],
    ['\u007f\u0085\u009b', '\\u{7f}\\u{85}\\u{9b}'],
    ['a\u200bb\u200c\u200d\u2060\u00ad', 'a\\u{200b}b\\u{200c}\\u{200d}\\u{2060}\\u{ad}'],
    ['\u{e0041}\u{e007f}', '\\u{e0041}\\u{e007f}'],
    ['\ufe0f\u{e0100}\u034f\u115f\u3164', '\\u{fe0f}\\u{e0100}\\u{34f}\\u{115f}\\u{3164}'],
    ['\ud800 x \udfff', '\\u{d800} x \\u{dfff}'],
    ['é 漢字 👍 e\u0301', 'é 漢字 👍 e\u0301'],
    ['\u202e\u2066\u200f\u061c\ufeff\u2028', '\\u{202e}\\u{2066}\\u{200f}\\u{61c}\\u{feff}\\u{2028}'],
  ];
  for (const [text, expected] of cases) {
    it(expected, () => {
      assert.equal(escapeForTerminal(text), expected);
    });
  }

  it('as JSON writes what lies beyond U+FFFF as a pair', () => {
    assert.equal(jsonText('a\u{e0041}\u200b👍'), '"a\\udb40\\udc41\\u200b👍"');
  });

  it('as JSON keeps every value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = jsonText(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(escapeForTerminal(text.replaceAll('\n', '')), text.replaceAll('\n', ''));
      }),
    );
  });
});
