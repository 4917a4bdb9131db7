/** DER: examples of X.690 and RFC 5280, and what OpenSSL reads of them stands in certificate-authority.test.ts. */
import assert from 'node:assert/strict';
import * as der from '../../lib/lab/der.js';

const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

const cases: readonly (readonly [what: string, value: Uint8Array, expected: string])[] = [
  ['true', der.boolean(true), '0101ff'],
  ['an integer of nothing', der.integer(Uint8Array.of(0, 0)), '020100'],
  ['an integer, as short as it goes', der.integer(Uint8Array.of(0, 0, 0x7f)), '02017f'],
  ['an integer whose first bit is set', der.integer(Uint8Array.of(0x80)), '02020080'],
  ['bits, of which seven are unused', der.bitString(Uint8Array.of(0x80), 7), '03020780'],
  ['an identifier (X.690 §8.19.5)', der.objectIdentifier('2.999.3'), '0603883703'],
  ['ecdsa-with-SHA256 (RFC 5758 §3.2)', der.objectIdentifier('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
  [
    'the last second of two digits',
    der.time(new Date('2049-12-31T23:59:59Z')),
    '170d3439313233313233353935395a',
  ],
  ['the first of four', der.time(new Date('2050-01-01T00:00:00Z')), '180f32303530303130313030303030305a'],
  ['a text that is not ASCII', der.utf8String('é'), '0c02c3a9'],
  ['a sequence in a tag', der.explicit(3, der.sequence(der.boolean(false))), 'a3053003010100'],
  ['a tag in place of another', der.tagged(7, Uint8Array.of(127, 0, 0, 1)), '87047f000001'],
  ['127 octets', der.octetString(new Uint8Array(127)).subarray(0, 2), '047f'],
  ['128 octets', der.octetString(new Uint8Array(128)).subarray(0, 3), '048180'],
  ['256 octets', der.octetString(new Uint8Array(256)).subarray(0, 4), '04820100'],
];

describe('lab: DER', () => {
  for (const [what, value, expected] of cases)
    it(`writes ${what}`, () => {
      assert.equal(hex(value), expected);
    });
});
