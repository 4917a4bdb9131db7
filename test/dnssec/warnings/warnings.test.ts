/** What an operator is warned of where the chain holds: a table of worlds, each with one thing amiss. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rrType } from '../../../lib/dns/codes.js';
import { lowerName } from '../../../lib/dns/name.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import { dnskeyAnchor, validate, type TrustAnchor, type Warning } from '../../../lib/dnssec/index.js';
import { nsec3Hash } from '../../../lib/dnssec/denial/nsec3.js';
import { formatBase32Hex } from '../../../lib/dns/base32hex.js';
import { makeKey } from '../../../lib/lab/zone-key.js';
import { at, ForgedZone, rrsetOf, tableExchange, type TableEntry } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const gone = new ForgedZone('example.');
const other = new ForgedZone('example.', makeKey('ED25519', 'ksk'));
const www = zone.signed('www.example. 60 A 127.0.0.1');

const bare = (rrset: RRset): RRset => ({ ...rrset, signatures: [] });
const keys = (...zones: readonly ForgedZone[]): RRset =>
  rrsetOf(
    zone.zone,
    rrType.DNSKEY,
    zones.map(({ key }) => key.rdata),
  );
const dsOf = (child: ForgedZone): Uint8Array => root.dsFor(child).rdata[0]!;
const ds = (...rdata: readonly Uint8Array[]): RRset => root.sign(rrsetOf(zone.zone, rrType.DS, rdata));

/** A DS by SHA-1, beside which a better one counts alone. */
function sha1Of(child: ForgedZone): Uint8Array {
  const digest = createHash('sha1').update(lowerName(child.zone)).update(child.key.rdata).digest();
  const { keyTag, algorithm } = child.key;
  return Buffer.concat([Buffer.from([keyTag >> 8, keyTag & 0xff, algorithm.number, 1]), digest]);
}

function wrongDigest(rdata: Uint8Array): Uint8Array {
  return rdata.map((byte, index) => (index === 10 ? byte ^ 1 : byte));
}

/** The proof that www.example. has no AAAA, by NSEC3 with this salt. */
function denial(salt: string): TableEntry {
  const bytes = Buffer.from(salt === '-' ? '' : salt, 'hex');
  const hash = formatBase32Hex(nsec3Hash(www.name, bytes, 0));
  const line = `${hash}.example. 60 NSEC3 1 0 0 ${salt} ${hash} A RRSIG`;
  return { authority: [zone.signed(line), zone.signed('example. 60 SOA ns. host. 1 1 1 1 60')] };
}

interface Case {
  readonly table?: Readonly<Record<string, TableEntry>>;
  readonly type?: string;
  readonly anchors?: readonly TrustAnchor[];
  /** Code, and what it says. */
  readonly warns: readonly (readonly [string, RegExp])[];
}

const cases: Readonly<Record<string, Case>> = {
  'a healthy world': { warns: [] },
  'a DS whose key is gone': {
    table: { 'example. DS': { answer: [ds(dsOf(zone), dsOf(gone))] } },
    warns: [['ds-without-key', new RegExp(`a DS for key ${gone.key.keyTag} .* no such key`)]],
  },
  'a DS by SHA-1 whose key is gone, beside a better one': {
    table: { 'example. DS': { answer: [ds(dsOf(zone), sha1Of(gone))] } },
    warns: [['ds-without-key', /digest type 1.* no such key/]],
  },
  'a DS by SHA-1 of the same key': {
    table: { 'example. DS': { answer: [ds(dsOf(zone), sha1Of(zone))] } },
    warns: [],
  },
  'a DS whose digest fits no key, beside one that does': {
    table: { 'example. DS': { answer: [ds(wrongDigest(dsOf(zone)), dsOf(zone))] } },
    warns: [['ds-without-key', /which does not fit that key/]],
  },
  'a DS of an algorithm that signs nothing': {
    table: { 'example. DS': { answer: [ds(dsOf(zone), dsOf(other))] } },
    warns: [
      ['ds-without-key', /ED25519.* no such key/],
      ['ds-algorithm-unsigned', /a DS of ED25519, and no key of that algorithm signs/],
    ],
  },
  'a key of an algorithm that signs nothing': {
    table: { 'example. DNSKEY': { answer: [zone.sign(keys(zone, other))] } },
    warns: [['algorithm-incomplete', /has a key of ED25519, .* on example\. DNSKEY, www\.example\. A$/]],
  },
  'a key of an algorithm that signs the keys alone': {
    table: { 'example. DNSKEY': { answer: [other.sign(zone.sign(keys(zone, other)))] } },
    warns: [['algorithm-incomplete', /no signature by that algorithm is on www\.example\. A$/]],
  },
  'two algorithms that both sign': {
    table: {
      'example. DS': { answer: [ds(dsOf(zone), dsOf(other))] },
      'example. DNSKEY': { answer: [other.sign(zone.sign(keys(zone, other)))] },
      'www.example. A': { answer: [other.sign(www)] },
    },
    warns: [],
  },
  'two keys of one algorithm, of which one signs': {
    table: { 'example. DNSKEY': { answer: [zone.sign(keys(zone, gone))] } },
    warns: [],
  },
  'NSEC3 with a salt': {
    table: { 'www.example. AAAA': denial('AABB') },
    type: 'AAAA',
    warns: [['nsec3-salt', /example\. uses NSEC3 with a salt/]],
  },
  'NSEC3 without': { table: { 'www.example. AAAA': denial('-') }, type: 'AAAA', warns: [] },
  'a key-signing key of the root that is not among the anchors': {
    table: {
      '. DNSKEY': { answer: [root.sign({ ...bare(root.dnskeys), rdata: [root.key.rdata, gone.key.rdata] })] },
    },
    warns: [['key-without-anchor', new RegExp(`^\\. publishes the key-signing key ${gone.key.keyTag} `)]],
  },
  'two of them that both are': {
    table: {
      '. DNSKEY': { answer: [root.sign({ ...bare(root.dnskeys), rdata: [root.key.rdata, gone.key.rdata] })] },
    },
    anchors: [root.anchor, dnskeyAnchor(root.zone, gone.key.rdata)],
    warns: [],
  },
};

describe('dnssec/warnings', () => {
  for (const [what, { table = {}, type = 'A', anchors = [root.anchor], warns }] of Object.entries(cases))
    it(`says what is amiss with ${what}`, async () => {
      const exchange = tableExchange({
        '. DNSKEY': { answer: [root.dnskeys] },
        'example. DS': { answer: [root.dsFor(zone)] },
        'example. DNSKEY': { answer: [zone.dnskeys] },
        'www.example. A': { answer: [www] },
        ...table,
      });
      const result = await validate({ name: 'www.example', type }, { exchange, anchors, at });
      assert.equal(result.status, 'secure', JSON.stringify(result.reasons));
      const shown = ({ code, message }: Warning): string => `${code}: ${message}`;
      assert.deepEqual(
        result.warnings.map(({ code }) => code),
        warns.map(([code]) => code),
        result.warnings.map(shown).join('\n'),
      );
      for (const [index, [, says]] of warns.entries()) {
        const warning = result.warnings[index];
        assert.match(warning?.message ?? '', says);
        assert.match(warning?.reference ?? '', /^RFC \d+/);
        assert.ok((warning?.fix.length ?? 0) > 10);
      }
    });

  it('shows CDS and CDNSKEY where it inspects, signed ones alone', async () => {
    const cds = zone.sign(rrsetOf(zone.zone, rrType.CDS, [dsOf(zone)]));
    const cdnskey = rrsetOf(zone.zone, rrType.CDNSKEY, [zone.key.rdata]);
    const exchange = tableExchange({
      '. DNSKEY': { answer: [root.dnskeys] },
      'example. DS': { answer: [root.dsFor(zone)] },
      'example. DNSKEY': { answer: [zone.dnskeys] },
      'www.example. A': { answer: [www] },
      'example. CDS': { answer: [cds] },
      'example. CDNSKEY': { answer: [cdnskey] },
    });
    const ask = { exchange, anchors: [root.anchor], at };
    const question = { name: 'www.example', type: 'A' };
    const { childSignals } = await validate(question, { ...ask, inspect: true });
    assert.equal(childSignals?.zone, 'example.');
    assert.match(childSignals.cds.join('\n'), new RegExp(`^${zone.key.keyTag} 13 2 [0-9A-F]{64}$`));
    assert.deepEqual(childSignals.cdnskey, []);
    assert.equal((await validate(question, ask)).childSignals, undefined);
  });
});
