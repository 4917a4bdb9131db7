/** Which signatures and keys may vouch for an RRset (RFC 4035 §5.3), and what is said of those that may not. */
import assert from 'node:assert/strict';
import { rrType } from '../../../lib/dns/codes.js';
import { parseName } from '../../../lib/dns/name.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import {
  signaturesOf,
  signersOf,
  verifyRRset,
  type Unverified,
  type Verified,
} from '../../../lib/dnssec/signatures/verify.js';
import { makeKey, type ZoneKey } from '../../../lib/lab/zone-key.js';
import { at, collidingKey, contextWith, ForgedZone, rrsetOf, type SignatureChanges } from '../forge.js';

const now = at.getTime() / 1_000;
const day = 86_400;
const record = 'www.example. 3600 A 192.0.2.1';

/** A key with other flags and another protocol, and the tag that goes with them. */
function keyWith(flags: number, protocol = 3, number?: number): ZoneKey {
  const key = makeKey('ECDSAP256SHA256', 'zsk');
  const rdata = Uint8Array.from(key.rdata);
  rdata.set([flags >> 8, flags & 0xff, protocol, number ?? key.algorithm.number]);
  const algorithm = { ...key.algorithm, number: number ?? key.algorithm.number };
  return { ...key, algorithm, rdata, keyTag: readDnskey(rdata).keyTag };
}

function codesOf(result: Verified | Unverified): readonly string[] {
  return result.verified ? [] : result.reasons.map((reason) => reason.code);
}

describe('dnssec/verify', () => {
  const keys: readonly [what: string, key: ZoneKey, codes: readonly string[]][] = [
    ['a zone key', keyWith(0x0100), []],
    ['a zone key that is an entry point', keyWith(0x0101), []],
    ['a key with a flag that has no meaning', keyWith(0x8100), []],
    ['no zone key', keyWith(0x0000), ['key-not-for-zone']],
    ['an entry point that is no zone key', keyWith(0x0001), ['key-not-for-zone']],
    ['every flag but that of a zone key and revoked', keyWith(0xfe7f), ['key-not-for-zone']],
    ['protocol 2', keyWith(0x0100, 2), ['key-not-for-zone']],
    ['protocol 0', keyWith(0x0100, 0), ['key-not-for-zone']],
    ['a revoked key', keyWith(0x0180), ['key-revoked']],
    ['a revoked key that is no zone key', keyWith(0x0080), ['key-revoked']],
    ['an algorithm that is not supported', keyWith(0x0100, 3, 200), ['unsupported-algorithm']],
  ];
  for (const [what, key, codes] of keys)
    it(`${codes.length === 0 ? 'takes' : 'does not take'} the signature of ${what}`, async () => {
      const zone = new ForgedZone('example.', key);
      const result = await verifyRRset(zone.signed(record), zone, contextWith());
      assert.deepEqual(codesOf(result), codes);
      assert.equal(result.verified, codes.length === 0);
    });

  const zone = new ForgedZone('example.');
  const other = new ForgedZone('example.');

  it('names the key that is not there', async () => {
    const result = await verifyRRset(zone.signed(record), other, contextWith());
    assert.deepEqual(codesOf(result), ['key-missing']);
    const sameTag = readDnskey(Uint8Array.from(zone.key.rdata, (byte, index) => (index === 3 ? 8 : byte)));
    const tagOnly = { ...sameTag, keyTag: zone.key.keyTag };
    assert.deepEqual(codesOf(await verifyRRset(zone.signed(record), zone.with([tagOnly]), contextWith())), [
      'key-missing',
    ]);
  });

  it('takes no signature by another zone', async () => {
    const parent = new ForgedZone('.', zone.key);
    assert.deepEqual(codesOf(await verifyRRset(parent.signed(record), zone, contextWith())), [
      'signature-foreign',
    ]);
  });

  it('says that a key is revoked where one of those of its tag is', async () => {
    const [key] = zone.keys;
    const named = [
      { ...key!, flags: 0x0000 },
      { ...key!, flags: 0x0180 },
    ];
    for (const keys of [named, [...named].reverse()])
      assert.deepEqual(codesOf(await verifyRRset(zone.signed(record), zone.with(keys), contextWith())), [
        'key-revoked',
      ]);
    assert.ok((await verifyRRset(zone.signed(record), zone.with([...named, key!]), contextWith())).verified);
  });

  it('takes the signature that holds, wherever it stands', async () => {
    const rrset = zone.signed(record);
    const [good] = rrset.signatures;
    const bad = Uint8Array.from(good!, (byte, index) => (index === 40 ? byte ^ 1 : byte));
    for (const signatures of [
      [good!, bad],
      [bad, good!],
      [Buffer.of(1, 2, 3), good!],
    ])
      assert.ok((await verifyRRset({ ...rrset, signatures }, zone, contextWith())).verified);
    const none = await verifyRRset({ ...rrset, signatures: [bad, Buffer.of(1)] }, zone, contextWith());
    assert.deepEqual(codesOf(none), ['signature-invalid', 'signature-malformed']);
    assert.deepEqual(codesOf(await verifyRRset({ ...rrset, signatures: [] }, zone, contextWith())), [
      'signature-missing',
    ]);
  });

  // The lifetime of each is 31 days or as told: the skew allowed is a tenth of it, at most 300 seconds.
  const signatures: readonly [what: string, changes: SignatureChanges, codes: readonly string[]][] = [
    ['that ends this second', { expirationSeconds: now }, []],
    ['that ended 300 seconds ago', { expirationSeconds: now - 300 }, []],
    ['that ended 301 seconds ago', { expirationSeconds: now - 301 }, ['signature-expired']],
    ['that begins in 300 seconds', { inceptionSeconds: now + 300 }, []],
    ['that begins in 301 seconds', { inceptionSeconds: now + 301 }, ['signature-not-yet-valid']],
    [
      'of a minute that ended seven seconds ago',
      { inceptionSeconds: now - 67, expirationSeconds: now - 7 },
      ['signature-expired'],
    ],
    [
      'of a minute that ended six seconds ago',
      { inceptionSeconds: now - 66, expirationSeconds: now - 6 },
      [],
    ],
    ['of no length', { inceptionSeconds: now, expirationSeconds: now }, []],
    [
      'that ends before it begins',
      { inceptionSeconds: now, expirationSeconds: now - 1 },
      ['signature-expired-before-valid'],
    ],
    ['with more labels than the owner', { labels: 3 }, ['signature-labels']],
    ['with fewer labels than the zone', { labels: 0, signedOwner: '*.' }, ['signature-labels']],
    ['with as many as the zone: a wildcard', { labels: 1, signedOwner: '*.example.' }, []],
    ['of a wildcard below another name', { labels: 1, signedOwner: '*.www.example.' }, ['signature-invalid']],
    ['with another TTL than the original', { originalTtlSeconds: 60 }, []],
  ];
  for (const [what, changes, codes] of signatures)
    it(`${codes.length === 0 ? 'takes' : 'does not take'} a signature ${what}`, async () => {
      const result = await verifyRRset(zone.signed(record, changes), zone, contextWith());
      assert.deepEqual(codesOf(result), codes);
    });

  it('signs the signer’s name in lower case, however it is written (RFC 4034 §3.1.8.1)', async () => {
    const rrset = zone.signed(record);
    const written = rrset.signatures.map((one) =>
      one.map((byte, at) => (at >= 18 && at < 18 + zone.zone.length && byte >= 0x61 ? byte - 0x20 : byte)),
    );
    assert.ok((await verifyRRset({ ...rrset, signatures: written }, zone, contextWith())).verified);
  });

  it('allows a clock to be off by as much as it is told at least, whatever the lifetime', async () => {
    const limits = { clockSkewSeconds: { minimum: 60, maximum: 300 } };
    for (const [endedSecondsAgo, codes] of [
      [60, []],
      [61, ['signature-expired']],
    ] as const) {
      const changes = { inceptionSeconds: now - 120, expirationSeconds: now - endedSecondsAgo };
      const result = await verifyRRset(zone.signed(record, changes), zone, contextWith(limits));
      assert.deepEqual(codesOf(result), codes);
    }
  });

  it('keeps an RRset no longer than its TTLs and its signature allow (RFC 4035 §5.3.3)', async () => {
    const ttl = async (changes: SignatureChanges, received = 3_600): Promise<number | undefined> => {
      const rrset = { ...zone.signed(record, changes), ttlSeconds: received };
      const result = await verifyRRset(rrset, zone, contextWith());
      return result.verified ? result.ttlSeconds : undefined;
    };
    assert.equal(await ttl({}), 3_600);
    assert.equal(await ttl({}, 1_800), 1_800);
    assert.equal(await ttl({ originalTtlSeconds: 60 }), 60);
    assert.equal(await ttl({ expirationSeconds: now + 10 }), 10);
    assert.equal(await ttl({ expirationSeconds: now - 10 }), 0);
  });

  const one = (result: Verified | Unverified): string =>
    result.verified ? '' : (result.reasons[0]?.message ?? '');
  it('says of which RRset, key and time it speaks', async () => {
    const tag = zone.key.keyTag;
    const by = `the signature by key ${tag} (ECDSAP256SHA256) of example.`;
    const said = async (changes: SignatureChanges): Promise<string> =>
      one(await verifyRRset(zone.signed(record, changes), zone, contextWith()));
    assert.equal(
      await said({ expirationSeconds: now - 301 }),
      `www.example. A: ${by} expired (2026-11-23T12:00:00.000Z to 2026-11-24T11:54:59.000Z)`,
    );
    assert.equal(await said({ labels: 3 }), `www.example. A: ${by} counts 3 labels, more than the owner has`);
    const missing = await verifyRRset(zone.signed(record), other, contextWith());
    assert.equal(
      one(missing),
      `www.example. A: key ${tag} (ECDSAP256SHA256) of example., which signed it, is not in the zone's DNSKEY RRset`,
    );
    assert.deepEqual(missing.verified ? undefined : missing.reasons[0]?.signature, {
      name: 'www.example.',
      type: 'A',
      signerName: 'example.',
      keyTag: tag,
      algorithm: 13,
      inception: '2026-11-23T12:00:00.000Z',
      expiration: '2026-12-24T12:00:00.000Z',
    });
    const bare = await verifyRRset(
      { ...zone.signed(record), signatures: [Buffer.of(1)] },
      zone,
      contextWith(),
    );
    assert.equal(one(bare), 'www.example. A: a signature is cut short');
    assert.equal('signature' in (bare.verified ? {} : (bare.reasons[0] ?? {})), false);
  });

  it('does not count the asterisk of a wildcard among its labels (RFC 4034 §3.1.3)', async () => {
    for (const [labels, codes] of [
      [1, []],
      [2, ['signature-labels']],
    ] as const) {
      const result = await verifyRRset(
        zone.signed('*.example. 3600 A 192.0.2.1', { labels }),
        zone,
        contextWith(),
      );
      assert.deepEqual(codesOf(result), codes);
      // Asked for by its own name, it is no expansion.
      if (result.verified) assert.equal(result.wildcard, undefined);
    }
  });

  it('names the wildcard that it was made from', async () => {
    const made = zone.signed(record, { labels: 1, signedOwner: '*.example.' });
    const result = await verifyRRset(made, zone, contextWith());
    assert.ok(result.verified);
    assert.equal(result.proof.wildcard, '*.example.');
    const plain = await verifyRRset(zone.signed(record), zone, contextWith());
    assert.equal(plain.verified && 'wildcard' in plain.proof, false);
  });

  it('lists the algorithms of all signatures that can be read, each once, in order', async () => {
    const second = new ForgedZone('example.', makeKey('ED25519', 'zsk'));
    const first = second.signed(record);
    const both = zone.sign(zone.sign({ ...first, signatures: [Buffer.of(1), ...first.signatures] }));
    const result = await verifyRRset(both, zone, contextWith());
    assert.deepEqual(result.verified && result.proof.algorithms, [13, 15]);
  });

  it('says which signature proved it', async () => {
    const result = await verifyRRset(zone.signed(record), zone, contextWith());
    assert.ok(result.verified);
    assert.deepEqual(result.proof, {
      name: 'www.example.',
      type: 'A',
      signerName: 'example.',
      keyTag: zone.key.keyTag,
      algorithm: 13,
      mnemonic: 'ECDSAP256SHA256',
      algorithms: [13],
      inception: new Date((now - day) * 1_000).toISOString(),
      expiration: new Date((now + 30 * day) * 1_000).toISOString(),
      originalTtlSeconds: 3_600,
      receivedTtlSeconds: 3_600,
      ttlSeconds: 3_600,
    });
    assert.equal(result.wildcard, undefined);
  });

  it('tries four keys of one tag and eight signatures, and says so', async () => {
    const colliding = (count: number): ReturnType<typeof readDnskey>[] =>
      Array.from({ length: count }, (_item, index) => readDnskey(collidingKey(zone.key.rdata, index)));
    const rrset = zone.signed(record);
    assert.ok((await verifyRRset(rrset, zone.with([...colliding(3), ...zone.keys]), contextWith())).verified);
    const fourth = await verifyRRset(rrset, zone.with(colliding(4)), contextWith());
    assert.deepEqual(codesOf(fourth), ['signature-invalid']);
    const fifth = await verifyRRset(rrset, zone.with([...colliding(4), ...zone.keys]), contextWith());
    assert.deepEqual(codesOf(fifth), ['limit-key-tags', 'signature-invalid']);
    const wrong = (count: number): Uint8Array[] =>
      Array.from({ length: count }, (_item, index) =>
        Uint8Array.from(rrset.signatures[0]!, (byte, place) => (place === 40 + index ? byte ^ 1 : byte)),
      );
    const eighth = { ...rrset, signatures: [...wrong(7), rrset.signatures[0]!] };
    assert.ok((await verifyRRset(eighth, zone, contextWith())).verified);
    const ninth = { ...rrset, signatures: [...wrong(8), rrset.signatures[0]!] };
    assert.deepEqual(codesOf(await verifyRRset(ninth, zone, contextWith())), [
      'signature-invalid',
      'limit-signatures',
    ]);
  });

  it('wants a signature of each algorithm that is required', async () => {
    const second = new ForgedZone('example.', makeKey('ED25519', 'zsk'));
    const both = second.sign(zone.signed(record));
    const signer = (...numbers: number[]): Parameters<typeof verifyRRset>[1] => ({
      zone: zone.zone,
      keys: [...zone.keys, ...second.keys],
      requiredAlgorithms: new Set(numbers),
    });
    assert.ok((await verifyRRset(both, signer(13, 15), contextWith())).verified);
    assert.ok((await verifyRRset(zone.signed(record), signer(13), contextWith())).verified);
    const one = await verifyRRset(zone.signed(record), signer(13, 15), contextWith());
    assert.deepEqual(codesOf(one), ['key-missing']);
    const third = await verifyRRset(both, signer(13, 15, 8), contextWith());
    assert.deepEqual(codesOf(third), ['key-missing']);
    assert.match(third.verified ? '' : (third.reasons[0]?.message ?? ''), /RSASHA256/);
  });

  it('takes an algorithm of the caller’s own, which knows of no flaws in keys', async () => {
    const verify = (): boolean => true;
    const algorithms = new Map([[13, { number: 13, mnemonic: 'OWN', verify }]]);
    const result = await verifyRRset(zone.signed(record), zone, { ...contextWith(), algorithms });
    assert.ok(result.verified);
  });

  it('lists the signatures that can be read as they came, whether or not they hold', () => {
    const rrset = zone.signed(record, { expirationSeconds: now - day });
    const { signatures } = other.sign({ ...rrset, signatures: [Buffer.of(1), ...rrset.signatures] });
    const rest = { name: 'www.example.', type: 'A', signerName: 'example.', algorithm: 13 };
    const inception = '2026-11-23T12:00:00.000Z';
    assert.deepEqual(signaturesOf({ ...rrset, signatures }, now), [
      { ...rest, keyTag: zone.key.keyTag, inception, expiration: '2026-11-23T12:00:00.000Z' },
      { ...rest, keyTag: other.key.keyTag, inception, expiration: '2026-12-24T12:00:00.000Z' },
    ]);
  });

  it('lists the zones that sign at or above the owner, the deepest first', () => {
    const rrset = rrsetOf(parseName('www.child.example.'), rrType.A, [Buffer.of(192, 0, 2, 1)]);
    const signers = [
      'example.',
      'child.example.',
      'CHILD.example.',
      'other.example.',
      '.',
      'x.www.child.example.',
    ];
    const signed = signers.reduce((so, apex) => new ForgedZone(apex).sign(so), rrset);
    const given = { ...signed, signatures: [Buffer.of(0), ...signed.signatures] };
    assert.deepEqual(
      signersOf(given).map((name) => Buffer.from(name).toString('latin1').toLowerCase()),
      ['\x05child\x07example\0', '\x07example\0', '\0'],
    );
  });
});
