/** Addresses as bytes, strictly and loosely; wildcards; text in its encodings: each at its bounds. */
import assert from 'node:assert/strict';
import {
  isLoopback,
  mapped,
  parseIpv4,
  parseIpv4Loose,
  parseIpv6,
  samePrefix,
  unmapped,
  type AddressBytes,
} from '../../lib/proxy/address.js';
import { parseTarget } from '../../lib/proxy/target.js';
import { encodeLike, openSource } from '../../lib/proxy/text.js';
import { matchesWildcard } from '../../lib/proxy/wildcard.js';

const shown = (bytes: AddressBytes | undefined): string => bytes?.join('.') ?? 'none';

describe('proxy: addresses', () => {
  for (const [text, strict, loose] of [
    ['127.0.0.1', '127.0.0.1', '127.0.0.1'],
    ['255.255.255.255', '255.255.255.255', '255.255.255.255'],
    ['256.0.0.1', 'none', 'none'],
    ['0.0.0.256', 'none', 'none'],
    ['1.2.3', 'none', '1.2.0.3'],
    ['1.2.3.4.5', 'none', 'none'],
    ['01.2.3.4', 'none', '1.2.3.4'],
    ['08.2.3.4', 'none', 'none'],
    ['0x7f.1', 'none', '127.0.0.1'],
    ['0X7F.1', 'none', '127.0.0.1'],
    ['1.16777215', 'none', '1.255.255.255'],
    ['1.16777216', 'none', 'none'],
    ['4294967295', 'none', '255.255.255.255'],
    ['4294967296', 'none', 'none'],
    ['1.2.65535', 'none', '1.2.255.255'],
    ['1.2.65536', 'none', 'none'],
    ['1.256.3', 'none', 'none'],
    ['1..2', 'none', 'none'],
    ['1.2.3.', 'none', 'none'],
    ['a.2.3.4', 'none', 'none'],
    ['1.2.3.a', 'none', 'none'],
    ['', 'none', 'none'],
  ] as const)
    it(`${text}: ${strict}, loosely ${loose}`, () => {
      assert.deepEqual([shown(parseIpv4(text)), shown(parseIpv4Loose(text))], [strict, loose]);
    });

  for (const [text, hex] of [
    ['::', '0'.repeat(32)],
    ['::1', `${'0'.repeat(31)}1`],
    ['1::', `0001${'0'.repeat(28)}`],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    // Two colons stand for at least one group (RFC 4291, section 2.2).
    ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
    ['1:2:3:4::5:6:7:8', undefined],
    ['1:2:3:4:5:6:7', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['::1::', undefined],
    ['::ffff:1.2.3.4', '00000000000000000000ffff01020304'],
    ['::1.2.3.4:1', undefined],
    ['::1.2.3.256', undefined],
    ['12345::', undefined],
    ['g::', undefined],
    ['fe80::1%eth0', undefined],
    ['1.2.3.4', undefined],
  ] as const)
    it(`${text}: ${hex ?? 'none'}`, () => {
      const bytes = parseIpv6(text);
      assert.equal(bytes === undefined ? undefined : Buffer.from(bytes).toString('hex'), hex);
    });

  it('one inside the other, and prefixes of whole and of parted bytes', () => {
    const v4 = [127, 0, 0, 1];
    assert.deepEqual(unmapped(mapped(v4)), v4);
    assert.deepEqual(unmapped([...Array<number>(10).fill(0), 255, 254, 127, 0, 0, 1]).length, 16);
    assert.deepEqual(unmapped([1, ...Array<number>(9).fill(0), 255, 255, 127, 0, 0, 1]).length, 16);
    for (const [bits, same] of [
      [0, true],
      [8, true],
      [12, true],
      [13, false],
      [32, false],
    ] as const)
      assert.equal(samePrefix([10, 0b1111_0000, 0, 0], [10, 0b1111_1000, 0, 0], bits), same, String(bits));
    assert.equal(samePrefix([10, 0, 0, 1], [10, 0, 0, 2], 31), false);
    assert.equal(samePrefix([10, 0, 0, 2], [10, 0, 0, 3], 31), true);
    assert.equal(samePrefix(v4, mapped(v4), 0), false);
    assert.deepEqual(
      [[127, 9, 9, 9], [128, 0, 0, 1], mapped(v4), [...Array<number>(15).fill(0), 1]].map(isLoopback),
      [true, false, false, true],
    );
  });

  it('a port of 0 is a number, and to JavaScript none', () => {
    const { port, truthyPort, explicitPort } = parseTarget('http://a.example:0/');
    assert.deepEqual([port, truthyPort, explicitPort], [0, 80, 0]);
    assert.equal(parseTarget('http://a.example:8080/').truthyPort, 8080);
    assert.equal(parseTarget('https://a.example/').truthyPort, 443);
  });
});

describe('proxy: wildcards', () => {
  for (const [pattern, text, literal, one, none] of [
    ['a?c', 'abc', false, true, true],
    ['a?c', 'ac', false, false, true],
    ['a?c', 'a?c', true, true, true],
    ['?', '', false, false, true],
    ['a*c', 'ac', true, true, true],
    ['a**c', 'axxc', true, true, true],
    ['*.b', 'a.b', true, true, true],
    ['*.b', '.b', true, true, true],
    ['*b?', 'ab', false, false, true],
    ['a', 'A', false, false, false],
    ['', '', true, true, true],
    ['*', '', true, true, true],
    ['a*', 'b', false, false, false],
  ] as const)
    it(`${pattern} and ${text || 'nothing'}`, () => {
      const found = (['literal', 'one', 'none-or-one'] as const).map((question) =>
        matchesWildcard(pattern, text, { question }),
      );
      assert.deepEqual(found, [literal, one, none]);
      assert.equal(matchesWildcard(pattern, text), literal);
    });
});

describe('proxy: encodings', () => {
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  for (const [title, bytes, expected] of [
    ['UTF-16 without a mark', utf16('abcd'), 'abcd'],
    ['the other way about', utf16('abcd').swap16(), 'abcd'],
    ['zeros on both sides', Buffer.from([0x61, 0, 0, 0x62, 0x61, 0, 0, 0x62]), 'not-text'],
    ['a zero on the other side', Buffer.from([0, 0x61, 0, 0]), 'not-text'],
    ['few zeros', Buffer.concat([Buffer.from('abcdefgh'), Buffer.from([0])]), 'not-text'],
    ['UTF-8', Buffer.from('é'), 'é'],
    ['what is none', Buffer.from([0x61, 0xe9]), 'aé'],
    ['a mark of UTF-8 before what is none', Buffer.from([0xef, 0xbb, 0xbf, 0xe9]), 'bad-encoding'],
  ] as const)
    it(`${title}: ${expected}`, () => {
      if (/^(?:not-text|bad-encoding)$/.test(expected))
        assert.throws(() => openSource(bytes, 'f'), { code: expected });
      else {
        assert.equal(openSource(bytes, 'f').text, expected);
        assert.deepEqual(Buffer.from(encodeLike(bytes, 'f', expected) ?? []), bytes);
      }
    });

  it('has no place for what an old encoding does not know', () => {
    const old = Buffer.from([0x61, 0xe9]);
    assert.equal(encodeLike(old, 'f', 'a\u0416'), undefined);
    assert.deepEqual(Buffer.from(encodeLike(old, 'f', 'a\u20ac') ?? []), Buffer.from([0x61, 0x80]));
    assert.equal(openSource(Buffer.from([0x80, 0x92, 0x9f, 0xe9]), 'f').text, '\u20ac\u2019\u0178\u00e9');
  });
});
