/** Keys that are not tried: the reason is the key's flaw or our limit, and not that its signature does not fit. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { verifyRRset } from '../../../lib/dnssec/signatures/verify.js';
import { makeKey, type ZoneKey } from '../../../lib/lab/zone-key.js';
import { contextWith, ForgedZone } from '../forge.js';

/** A key whose public part is as given; what it "signs" is rubbish of the right length. */
function keyOf(number: number, publicKey: Uint8Array, signatureBytes: number): ZoneKey {
  const rdata = Buffer.concat([Uint8Array.of(1, 1, 3, number), publicKey]);
  const { algorithm, privateKey } = makeKey('ECDSAP256SHA256', 'ksk');
  return {
    keyTag: readDnskey(rdata).keyTag,
    privateKey,
    rdata,
    algorithm: { ...algorithm, number, sign: () => Buffer.alloc(signatureBytes, 1) },
  };
}

const odd = (bytes: number): Buffer => Buffer.alloc(bytes, 0xc3);
const rsa = (exponent: Uint8Array, modulus: Uint8Array): Buffer =>
  Buffer.concat([
    exponent.length > 255
      ? Uint8Array.of(0, exponent.length >> 8, exponent.length & 0xff)
      : Uint8Array.of(exponent.length),
    exponent,
    modulus,
  ]);
const f4 = Uint8Array.of(1, 0, 1);

describe('dnssec: keys that are not tried', () => {
  const cases: readonly (readonly [
    what: string,
    number: number,
    key: Buffer,
    code: string,
    words?: RegExp,
  ])[] = [
    ['RSA, exponent of 64 bits', 8, rsa(odd(8), odd(256)), 'signature-invalid'],
    [
      'RSA, exponent of 65 bits',
      8,
      rsa(Buffer.concat([Uint8Array.of(1), odd(8)]), odd(256)),
      'limit-key',
      /exponent of 9 bytes; up to 8/,
    ],
    [
      'RSA, exponent of 64 bits with zeros before it',
      8,
      rsa(Buffer.concat([Buffer.alloc(3), odd(8)]), odd(256)),
      'signature-invalid',
    ],
    ['RSA, exponent of 300 bytes', 10, rsa(odd(300), odd(256)), 'limit-key', /exponent of 300 bytes/],
    ['RSA, 4,096 bits', 8, rsa(f4, odd(512)), 'signature-invalid'],
    ['RSA, 4,104 bits', 8, rsa(f4, odd(513)), 'limit-key', /modulus of 513 bytes; from 64 to 512/],
    ['RSA, 512 bits', 8, rsa(f4, odd(64)), 'signature-invalid'],
    ['RSA, 504 bits', 8, rsa(f4, odd(63)), 'limit-key'],
    ['RSA without a modulus', 8, Buffer.from([3, 1, 0, 1]), 'key-malformed'],
    ['RSA with an exponent of zeros', 8, rsa(Buffer.alloc(3), odd(256)), 'key-malformed'],
    ['P-256, 63 bytes', 13, odd(63), 'key-malformed', /63 bytes where its algorithm has 64/],
    ['P-384, 97 bytes', 14, odd(97), 'key-malformed', /97 bytes/],
    ['Ed25519, 33 bytes', 15, odd(33), 'key-malformed'],
    ['Ed448, no bytes', 16, odd(0), 'key-malformed'],
  ];
  for (const [what, number, key, code, words = /./] of cases)
    it(`${what}: ${code}`, async () => {
      const zone = new ForgedZone('example.', keyOf(number, key, number >= 13 ? 64 : 256));
      const result = await verifyRRset(zone.signed('example. 60 A 192.0.2.1'), zone, contextWith());
      assert.equal(result.verified, false);
      assert.deepEqual(
        result.reasons.map((reason) => reason.code),
        [code],
      );
      assert.match(result.reasons[0]?.message ?? '', words);
    });

  it('passes over a flawed key beside a sound one with the same tag', async () => {
    const sound = new ForgedZone('example.', makeKey('RSASHA256', 'ksk'));
    const tag = sound.key.keyTag;
    // Two bytes at the end make up for whatever the tag is off by.
    const flawed = Buffer.concat([sound.key.rdata.subarray(0, 4), rsa(odd(9), odd(256)), Buffer.alloc(4)]);
    for (let guess = 0; guess <= 0xffff && readDnskey(flawed).keyTag !== tag; guess += 1)
      flawed.writeUInt16BE(guess, flawed.length - 4 + (flawed.length % 2));
    assert.equal(readDnskey(flawed).keyTag, tag);
    const keys = [readDnskey(flawed), ...sound.keys];
    const result = await verifyRRset(
      sound.signed('example. 60 A 192.0.2.1'),
      sound.with(keys),
      contextWith({ keysPerTag: 1 }),
    );
    assert.equal(result.verified, true);
  });

  it('checks RSA keys with the exponents that signers use', async () => {
    for (const publicExponent of [3, 65_537, 0xffff_fffb]) {
      const pair = generateKeyPairSync('rsa', { modulusLength: 1_024, publicExponent });
      const base = makeKey('RSASHA256', 'ksk');
      const rdata = Buffer.concat([base.rdata.subarray(0, 4), base.algorithm.encode(pair.publicKey)]);
      const key = { ...base, rdata, privateKey: pair.privateKey, keyTag: readDnskey(rdata).keyTag };
      const zone = new ForgedZone('example.', key);
      const result = await verifyRRset(zone.signed('example. 60 A 192.0.2.1'), zone, contextWith());
      assert.equal(result.verified, true, String(publicExponent));
    }
  });
});
