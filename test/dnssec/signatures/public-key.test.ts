import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  ecdsaKey,
  edwardsKey,
  p256Key,
  remembered,
  rsaFlaw,
  rsaKey,
  splitRsaKey,
  type KeyImport,
} from '../../../lib/dnssec/signatures/public-key.js';

/** The prime of each field (SEC 2 §2.4.2, §2.5.1): a coordinate has to be less. */
const p256Prime = 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';
const curves: readonly [name: 'P-256' | 'P-384', importKey: KeyImport, prime: string, how: string][] = [
  ['P-256', p256Key, p256Prime, 'at a start'],
  ['P-256', ecdsaKey('P-256', 64), p256Prime, 'among many'],
  [
    'P-384',
    ecdsaKey('P-384', 96),
    'fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff',
    'among many',
  ],
];

describe('dnssec/public-key', () => {
  for (const [name, importKey, prime, how] of curves) {
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

    it(`imports the ${name} key that its bytes are, ${how}`, async () => {
      const expected: KeyObject = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
      assert.equal((await importKey(point))?.equals(expected), true);
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
      it(`takes no ${name} key from ${what}, ${how}`, async () => {
        assert.equal(await importKey(key), undefined);
      });
  }

  it('keeps a key that was imported, and of each kind its own', async () => {
    let imports = 0;
    const importKey = remembered('test', (bytes) => {
      imports += 1;
      return p256Key(bytes);
    });
    const other = remembered('other', () => undefined);
    const { publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { format: 'der', type: 'spki' },
      privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    });
    const point = publicKey.subarray(-64);
    const [first, second] = await Promise.all([importKey(point), importKey(Uint8Array.from(point))]);
    assert.ok(first);
    assert.equal(second, first, 'two at once wait for one import');
    assert.equal(await importKey(point), first);
    assert.equal(imports, 1);
    assert.equal(await other(point), undefined);
    // What is no key is tried anew: it is not worth its place.
    assert.equal(await importKey(Buffer.alloc(64)), undefined);
    assert.equal(await importKey(Buffer.alloc(64)), undefined);
    assert.equal(imports, 3);
  });

  it('lets the oldest go when there are more than 512', async () => {
    let imports = 0;
    const some = generateKeyPairSync('ed25519').publicKey;
    const importKey = remembered('many', () => {
      imports += 1;
      return some;
    });
    const key = (at: number): Uint8Array => Buffer.from(`many ${at}`);
    for (let at = 0; at < 600; at++) await importKey(key(at));
    imports = 0;
    for (let at = 599; at >= 300; at--) await importKey(key(at));
    assert.equal(imports, 0, 'those used last are kept');
    await importKey(key(0));
    assert.equal(imports, 1, 'the first is not');
  });

  const modulus = (bytes: number, first = 0x80): string =>
    first
      .toString(16)
      .padStart(2, '0')
      .padEnd(bytes * 2, '1');
  const rsa: readonly [what: string, hex: string, code: string | undefined][] = [
    ['512 bits', `0103${modulus(64)}`, undefined],
    ['4,096 bits', `03010001${modulus(512)}`, undefined],
    ['504 bits', `03010001${modulus(63)}`, 'limit-key'],
    ['4,104 bits', `03010001${modulus(513)}`, 'limit-key'],
    ['4,096 bits after zeros', `030100010000${modulus(512)}`, undefined],
    ['an exponent of 64 bits', `088000000000000001${modulus(128)}`, undefined],
    ['an exponent of 65 bits', `09010000000000000001${modulus(128)}`, 'limit-key'],
    ['a long length of the exponent', `000003010001${modulus(128)}`, undefined],
    ['an exponent of nothing but zeros', `020000${modulus(128)}`, 'key-malformed'],
    ['no exponent', `00${modulus(128)}`, 'key-malformed'],
    ['no length', '', 'key-malformed'],
    ['no modulus', '03010001', 'key-malformed'],
    ['an exponent cut short', '030100', 'key-malformed'],
  ];
  for (const [what, hex, code] of rsa)
    it(`${code === undefined ? 'imports' : 'does not use'} an RSA key of ${what}`, async () => {
      const bytes = Buffer.from(hex, 'hex');
      assert.equal(rsaFlaw(bytes)?.code, code);
      assert.equal((await rsaKey(bytes)) !== undefined, code === undefined);
    });

  it('splits an RSA key as RFC 3110 §2 has it', () => {
    const hexOf = (hex: string): readonly string[] | undefined => {
      const parts = splitRsaKey(Buffer.from(hex, 'hex'));
      return (
        parts && [Buffer.from(parts.exponent).toString('hex'), Buffer.from(parts.modulus).toString('hex')]
      );
    };
    assert.deepEqual(hexOf('0103ab'), ['03', 'ab']);
    assert.deepEqual(hexOf('03010001abcd'), ['010001', 'abcd']);
    assert.deepEqual(hexOf('000001030abc'), ['03', '0abc']);
    assert.deepEqual(hexOf(`000100${'07'.repeat(256)}ee`), ['07'.repeat(256), 'ee']);
    assert.deepEqual(hexOf('0200030000ab'), ['03', 'ab']);
    assert.deepEqual(hexOf('010300'), ['03', '']);
    assert.equal(hexOf('0103'), undefined);
    assert.equal(hexOf('000000ab'), undefined);
  });

  it('takes an Edwards key of the curve’s length alone (RFC 8080 §3)', async () => {
    for (const [curve, bytes] of [
      ['Ed25519', 32],
      ['Ed448', 57],
    ] as const) {
      const { publicKey } = curve === 'Ed448' ? generateKeyPairSync('ed448') : generateKeyPairSync('ed25519');
      const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-bytes);
      const importKey = edwardsKey(curve, bytes);
      assert.equal((await importKey(key))?.equals(publicKey), true);
      assert.equal(await importKey(key.subarray(1)), undefined);
    }
  });
});
