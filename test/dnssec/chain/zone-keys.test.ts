/** From a DS set or trust anchors to a zone's keys (RFC 4035 §5.2, RFC 4509 §3): which sets lead there and which do not. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rrType } from '../../../lib/dns/codes.js';
import { lowerName } from '../../../lib/dns/name.js';
import {
  dnskeyAnchor,
  dsAnchor,
  validate,
  type ValidateOptions,
  type Validation,
} from '../../../lib/dnssec/index.js';
import { readDnskey } from '../../../lib/dnssec/records/dnskey.js';
import { makeKey, type ZoneKey } from '../../../lib/lab/zone-key.js';
import { at, collidingKey, ForgedZone, rrsetOf, tableExchange } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const { key } = zone;

const withFlags = (flags: number): ZoneKey => {
  const made = makeKey('ECDSAP256SHA256', 'zsk');
  const rdata = Uint8Array.from(made.rdata);
  rdata.set([flags >> 8, flags & 0xff]);
  return { ...made, rdata, keyTag: readDnskey(rdata).keyTag };
};

interface DsChanges {
  readonly digestType?: number;
  readonly algorithm?: number;
  readonly tag?: number;
  /** Makes the digest a wrong one, each number another. */
  readonly wrong?: number;
}

const digestNames: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

function dsOf(of: ZoneKey, { digestType = 2, algorithm, tag, wrong = 0 }: DsChanges = {}): Uint8Array {
  const hash = createHash(digestNames[digestType] ?? 'sha256');
  const digest = hash.update(lowerName(zone.zone)).update(of.rdata).digest();
  digest.writeUInt16BE(digest.readUInt16BE(0) ^ wrong, 0);
  const keyTag = tag ?? of.keyTag;
  return Buffer.concat([
    Buffer.of(keyTag >> 8, keyTag & 0xff, algorithm ?? of.algorithm.number, digestType),
    digest,
  ]);
}

/** `www.example. A` where the root vouches for `example.` with this DS set, and it has these keys, signed by one. */
function check(
  ds: readonly Uint8Array[],
  dnskeys: readonly Uint8Array[],
  signer: ZoneKey = key,
  options: Partial<ValidateOptions> = {},
): Promise<Validation> {
  const by = new ForgedZone('example.', signer);
  const exchange = tableExchange({
    '. DNSKEY': { answer: [root.dnskeys] },
    'example. DS': { answer: [root.sign(rrsetOf(zone.zone, rrType.DS, ds))] },
    'example. DNSKEY':
      dnskeys.length === 0 ? {} : { answer: [by.sign(rrsetOf(zone.zone, rrType.DNSKEY, dnskeys))] },
    'www.example. A': { answer: [by.signed('www.example. 60 A 192.0.2.1')] },
  });
  return validate({ name: 'www.example', type: 'A' }, { exchange, anchors: [root.anchor], at, ...options });
}

const codes = (result: Validation): readonly string[] => result.reasons.map((reason) => reason.code);
const several = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_item, index) => item(index));
const colliding = (count: number): Uint8Array[] => several(count, (index) => collidingKey(key.rdata, index));
const wrongDs = (count: number): Uint8Array[] => several(count, (index) => dsOf(key, { wrong: index + 1 }));

interface Row {
  readonly what: string;
  readonly ds: readonly Uint8Array[];
  readonly keys?: readonly Uint8Array[];
  readonly signer?: ZoneKey;
  readonly options?: Partial<ValidateOptions>;
  readonly status: Validation['status'];
  readonly codes?: readonly string[];
  /** What the first reason says. */
  readonly says?: RegExp;
  /** What became of each DS. */
  readonly use?: readonly string[];
}

const noZoneKey = withFlags(0x0001);
const revoked = withFlags(0x0181);
const second = makeKey('ED25519', 'ksk');
const zsk = makeKey('ECDSAP256SHA256', 'zsk');
const rows: readonly Row[] = [
  { what: 'the DS of its key', ds: [dsOf(key)], status: 'secure', use: ['matched'] },
  { what: 'SHA-1', ds: [dsOf(key, { digestType: 1 })], status: 'secure', use: ['matched'] },
  { what: 'SHA-384', ds: [dsOf(key, { digestType: 4 })], status: 'secure', use: ['matched'] },
  {
    what: 'SHA-1 beside SHA-256: the weaker does not count',
    ds: [dsOf(key, { digestType: 1 }), dsOf(key, { wrong: 1 })],
    status: 'bogus',
    codes: ['ds-mismatch'],
    use: ['unused', 'no-key'],
  },
  {
    what: 'SHA-1 beside SHA-256, where the caller lets it count',
    ds: [dsOf(key, { digestType: 1 }), dsOf(key, { wrong: 1 })],
    options: { allowWeakerDigest: true },
    status: 'secure',
    use: ['matched', 'no-key'],
  },
  {
    what: 'SHA-1 beside an unknown digest',
    ds: [dsOf(key, { digestType: 1 }), dsOf(key, { digestType: 9 })],
    status: 'secure',
    use: ['matched', 'unused'],
  },
  {
    what: 'an unknown digest',
    ds: [dsOf(key, { digestType: 9 })],
    status: 'insecure',
    codes: ['unsupported-digest'],
    use: ['unused'],
  },
  {
    what: 'an unknown algorithm',
    ds: [dsOf(key, { algorithm: 200 }), dsOf(key, { algorithm: 200, digestType: 4 })],
    status: 'insecure',
    codes: ['unsupported-algorithm'],
    use: ['unused', 'unused'],
  },
  {
    what: 'an algorithm that signs with SHA-1',
    ds: [dsOf(key, { algorithm: 5 })],
    status: 'insecure',
    codes: ['distrusted-algorithm'],
  },
  {
    what: 'another digest',
    ds: wrongDs(1),
    status: 'bogus',
    codes: ['ds-mismatch'],
    says: new RegExp(`No DS record .* \\(keys ${key.keyTag}\\)`),
    use: ['no-key'],
  },
  { what: 'another tag', ds: [dsOf(key, { tag: key.keyTag ^ 1 })], status: 'bogus', codes: ['ds-mismatch'] },
  { what: 'another algorithm', ds: [dsOf(key, { algorithm: 8 })], status: 'bogus', codes: ['ds-mismatch'] },
  { what: 'three that do not fit and one that does', ds: [...wrongDs(3), dsOf(key)], status: 'secure' },
  {
    what: 'four that do not fit: the one behind them is left',
    ds: [...wrongDs(4), dsOf(key)],
    status: 'bogus',
    codes: ['ds-mismatch', 'limit-ds'],
  },
  {
    what: 'many that name no key, and one that fits',
    ds: [...several(9, (index) => dsOf(key, { tag: (key.keyTag + index + 1) & 0xffff })), dsOf(key)],
    status: 'secure',
  },
  {
    what: 'the fourth key of its tag',
    ds: [dsOf(key)],
    keys: [...colliding(3), key.rdata],
    status: 'secure',
  },
  {
    what: 'the fifth key of its tag',
    ds: [dsOf(key)],
    keys: [...colliding(4), key.rdata],
    status: 'bogus',
    codes: ['ds-mismatch'],
  },
  {
    what: 'a key beside it that is cut short: the reader drops it, and the signature covers it',
    ds: [dsOf(key)],
    keys: [Buffer.of(1, 1, 3), key.rdata],
    status: 'bogus',
    codes: ['signature-invalid'],
  },
  { what: 'no DNSKEY', ds: [dsOf(key)], keys: [], status: 'bogus', codes: ['dnskey-missing'] },
  {
    what: 'a key that is no zone key',
    ds: [dsOf(noZoneKey)],
    keys: [noZoneKey.rdata],
    signer: noZoneKey,
    status: 'bogus',
    codes: ['key-not-for-zone'],
    says: /lacks the zone flag or protocol 3/,
    use: ['matched'],
  },
  {
    what: 'a revoked key',
    ds: [dsOf(revoked)],
    keys: [revoked.rdata],
    signer: revoked,
    status: 'bogus',
    codes: ['key-revoked'],
    says: /is revoked/,
  },
  {
    what: 'a revoked key and one that is no zone key',
    ds: [dsOf(noZoneKey), dsOf(revoked)],
    keys: [noZoneKey.rdata, revoked.rdata],
    signer: revoked,
    status: 'bogus',
    codes: ['key-revoked'],
  },
  {
    what: 'a revoked key and a good one',
    ds: [dsOf(revoked), dsOf(key)],
    keys: [revoked.rdata, key.rdata],
    status: 'secure',
    use: ['matched', 'matched'],
  },
  {
    what: 'a key that the DNSKEY RRset is not signed with',
    ds: [dsOf(zsk)],
    keys: [zsk.rdata, key.rdata],
    status: 'bogus',
    codes: ['key-missing'],
    use: ['matched'],
  },
  {
    what: 'two algorithms, one of which signs',
    ds: [dsOf(key), dsOf(second)],
    keys: [key.rdata, second.rdata],
    status: 'secure',
    use: ['matched', 'matched'],
  },
  {
    what: 'two algorithms, where the caller wants each to sign',
    ds: [dsOf(key), dsOf(second)],
    keys: [key.rdata, second.rdata],
    options: { requireAllAlgorithms: true },
    status: 'bogus',
    codes: ['key-missing'],
    says: /no valid signature by ED25519/,
  },
];

describe('dnssec/zone-keys', () => {
  for (const row of rows)
    it(`${row.status} by ${row.what}`, async () => {
      const result = await check(row.ds, row.keys ?? [key.rdata], row.signer, row.options);
      assert.equal(result.status, row.status);
      assert.deepEqual(codes(result), row.codes ?? []);
      if (row.says !== undefined) assert.match(result.reasons[0]?.message ?? '', row.says);
      const shown = result.chain.find((link) => link.zone === 'example.')?.ds.map(({ use }) => use);
      if (row.use !== undefined) assert.deepEqual(shown, row.use);
    });

  const anchors: readonly [
    what: string,
    anchors: NonNullable<ValidateOptions['anchors']>,
    status: string,
    codes: readonly string[],
  ][] = [
    ['its DS', [dsAnchor(zone.zone, dsOf(key))], 'secure', []],
    ['its key', [dnskeyAnchor(zone.zone, key.rdata)], 'secure', []],
    ['both', [dsAnchor(zone.zone, dsOf(key)), dnskeyAnchor(zone.zone, key.rdata)], 'secure', []],
    [
      'a DS that is not its own, and its key',
      [dsAnchor(zone.zone, dsOf(zsk)), dnskeyAnchor(zone.zone, key.rdata)],
      'secure',
      [],
    ],
    ['a DS that is not its own', [dsAnchor(zone.zone, dsOf(zsk))], 'bogus', ['anchor-mismatch']],
    ['a key that is not its own', [dnskeyAnchor(zone.zone, zsk.rdata)], 'bogus', ['anchor-mismatch']],
    [
      'an algorithm that is not supported',
      [
        dnskeyAnchor(
          zone.zone,
          Uint8Array.from(key.rdata, (byte, index) => (index === 3 ? 200 : byte)),
        ),
      ],
      'insecure',
      ['unsupported-algorithm'],
    ],
    [
      'a DS of no known digest',
      [dsAnchor(zone.zone, dsOf(key, { digestType: 9 }))],
      'insecure',
      ['unsupported-digest'],
    ],
  ];
  for (const [what, given, status, expected] of anchors)
    it(`${status} by the trust anchor: ${what}`, async () => {
      const result = await check([dsOf(key)], [key.rdata], key, { anchors: given });
      assert.equal(result.status, status);
      assert.deepEqual(codes(result), expected);
      if (expected[0] === 'anchor-mismatch')
        assert.match(result.reasons[0]?.message ?? '', /No trust anchor fits/);
      assert.equal(result.chain[0]?.by, 'anchor');
    });
});
