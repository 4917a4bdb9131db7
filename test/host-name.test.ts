import assert from 'node:assert/strict';
import { readUrl, toHostName } from '../lib/host-name.js';

/** A name of so many characters in labels of 50 at most (RFC 1035 §2.3.4: 255 octets on the wire, so 253 written). */
const ofLength = (length: number): string =>
  `${'a'.repeat(49)}.`.repeat(5).slice(0, 250) + 'b'.repeat(length - 250);

describe('host names', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['t1c.t1t.io', 't1c.t1t.io'],
    ['T1C.t1t.IO.', 't1c.t1t.io'],
    ['localhost', 'localhost'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['BÜCHER。example', 'xn--bcher-kva.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
    [`${'a'.repeat(64)}.example`, undefined],
    [ofLength(253), ofLength(253)],
    [`${ofLength(253)}.`, ofLength(253)],
    [ofLength(254), undefined],
    [Array(50).fill('abcde').join('.'), undefined],
    ['faß.example', 'xn--fa-hia.example'],
    ['r3---sn-a.example', 'r3---sn-a.example'],
    // Node 20 takes these for no names, Node 24 and later do.
    ['xn--zzzzzzzz.example', undefined],
    ['xn--a', undefined],
    ['xn--', undefined],
    ['xn--a-.example', undefined],
    ['xn--xn--foo-a.example', undefined],
    // And here the other way about (RFC 5893), or by an older table.
    ['\u0661\u0662.example', undefined],
    ['a\u04c0.example', 'xn--a-c2b.example'],
    ['a\u200db.example', undefined],
    ['a\u0378.example', undefined],
    ['ü／x.example', undefined],
    ['\u0300a.example', undefined],
    ['ü'.repeat(5_000), undefined],
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

describe('URLs with international hosts', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['https://app.example:8443/x?y#z', 'https://app.example:8443/x?y#z'],
    ['https://BÜCHER.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
    ['https://jo:pw@bücher.example:1/', 'https://jo:pw@xn--bcher-kva.example:1/'],
    ['https://b%C3%BCcher.example/', 'https://xn--bcher-kva.example/'],
    ['tls://bücher.example:853', 'tls://xn--bcher-kva.example:853'],
    ['https://127.1/', 'https://127.0.0.1/'],
    ['https://[::1]/', 'https://[::1]/'],
    ['file:///ü', 'file:///%C3%BC'],
    ['https://xn--zzzzzzzz.example/', undefined],
    ['https://XN--A/', undefined],
    ['https:xn--a', undefined],
    ['https://x%6e--a/', undefined],
    ['https://a\u200db.example/', undefined],
    ['https://ü／x.example/', undefined],
    ['https://%ff/', undefined],
    ['https:\\\\bücher.example/', undefined],
    ['bücher.example', undefined],
  ];
  for (const [text, expected] of cases) {
    it(`${JSON.stringify(text)} → ${expected ?? 'none'}`, () => {
      assert.equal(readUrl(text)?.href, expected);
    });
  }
});
