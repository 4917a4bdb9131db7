import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { p256Key, p384Key, type KeyImport } from '../../lib/dnssec/public-key.js';

/** The prime of each field (SEC 2 §2.4.2, §2.5.1): a coordinate has to be less. */
const curves: readonly [name: 'P-256' | 'P-384', importKey: KeyImport, prime: string][] = [
  ['P-256', p256Key, 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'],
  [
    'P-384',
    p384Key,
    'fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff',
  ],
];

describe('dnssec/public-key', () => {
  for (const [name, importKey, prime] of curves) {
    const bytes = prime.length / 2;
    const { publicKey } = generateKeyPairSync('ec', {
      namedCurve: name,
      publicKeyEncoding: { format: 'der', type: 'spki' },
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    });
    const point = publicKey.subarray(-2 * bytes);
    const changed = (at: number): Buffer => {
      const copy = Buffer.from(point);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    };

    it(`imports the ${name} key that its bytes are`, () => {
      const expected: KeyObject = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
      assert.equal(importKey(point)?.equals(expected), true);
    });

    const refused: readonly [what: string, key: Buffer][] = [
      ['a point off the curve, x', changed(bytes - 1)],
      ['a point off the curve, y', changed(2 * bytes - 1)],
      ['zeros', Buffer.alloc(2 * bytes)],
      ['an x as large as the field', Buffer.concat([Buffer.from(prime, 'hex'), point.subarray(bytes)])],
      ['a y as large as the field', Buffer.concat([point.subarray(0, bytes), Buffer.from(prime, 'hex')])],
      ['a byte too few', point.subarray(1)],
      ['a byte too many', Buffer.concat([point, Buffer.alloc(1)])],
      ['nothing', Buffer.alloc(0)],
    ];
    for (const [what, key] of refused)
      it(`takes no ${name} key from ${what}`, () => {
        assert.equal(importKey(key), undefined);
      });
  }
});
