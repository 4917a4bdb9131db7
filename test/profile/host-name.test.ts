import assert from 'node:assert/strict';
import { toHostName } from '../../lib/profile/host-name.js';

describe('profile: host names', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['t1c.t1t.io', 't1c.t1t.io'],
    ['T1C.t1t.IO.', 't1c.t1t.io'],
    ['localhost', 'localhost'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER。example', 'xn--bcher-kva.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
    [`${'a'.repeat(64)}.example`, undefined],
    [Array(50).fill('abcde').join('.'), undefined],
    ['', undefined],
    ['.', undefined],
    ['a..b', undefined],
    ['-a.example', undefined],
    ['a-.example', undefined],
    ['_a.example', undefined],
    ['*.example', undefined],
    ['a b.example', undefined],
    ['a\tb.example', undefined],
    ['127.0.0.1', undefined],
    ['0x7f', undefined],
    ['1.2', undefined],
    ['[::1]', undefined],
    ['a.example:80', undefined],
    ['https://a.example', undefined],
    ['a.example/', undefined],
    ['a%2eexample', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text.slice(0, 40))} → ${expected?.slice(0, 40) ?? 'none'}`, () => {
      assert.equal(toHostName(text), expected);
    });
  }
});
