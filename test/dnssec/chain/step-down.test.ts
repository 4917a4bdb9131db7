/** What the answer to one DS question makes of a name below a secure zone (RFC 4035 §5.2, RFC 6840 §4.4), and for how long. */
import assert from 'node:assert/strict';
import { rrType } from '../../../lib/dns/codes.js';
import { formatName, parseName } from '../../../lib/dns/name.js';
import { Asker } from '../../../lib/dnssec/ask.js';
import { createCache } from '../../../lib/dnssec/index.js';
import { Chain, type ChainOptions } from '../../../lib/dnssec/chain/chain.js';
import type { ZoneState } from '../../../lib/dnssec/chain/zone-state.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import { contextWith, ForgedZone, rrsetOf, tableExchange, unsigned, type TableEntry } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const child = new ForgedZone('sub.example.');
const name = parseName('sub.example.');
const base: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'sub.example. DNSKEY': { answer: [child.dnskeys] },
};

const context = contextWith();
const { atSeconds } = context;

function chainOver(
  table: Readonly<Record<string, TableEntry>>,
  options: Partial<ChainOptions> = {},
  own = context,
): Chain {
  const asker = new Asker(tableExchange({ ...base, ...table }), own.budget, new AbortController().signal);
  return new Chain(
    { anchors: [root.anchor], negativeAnchors: [], cache: undefined, inspect: false, ...options },
    asker,
    own,
  );
}

/** Zone, status, how it came to stand so, and the reasons. */
const shown = ({ zone, status, by, reasons }: ZoneState): string =>
  [formatName(zone), status, by, reasons.map(({ code }) => code).join()].join(' ').trim();

const withoutType = zone.signed('sub.example. 300 NSEC zzz.example. A RRSIG NSEC');
const delegated = zone.signed('sub.example. 300 NSEC zzz.example. NS RRSIG NSEC');
const covering = zone.signed('example. 300 NSEC zzz.example. NS SOA RRSIG NSEC DNSKEY');
const cname = zone.signed('sub.example. 300 CNAME target.example.');
const expanded = (line: string): RRset => zone.signed(line, { labels: 1, signedOwner: '*.example.' });
const spoilt = (rrset: RRset): RRset => ({
  ...rrset,
  signatures: rrset.signatures.map((one) => one.map((byte, index) => (index === 60 ? byte ^ 1 : byte))),
});
const good = root.dsFor(child).rdata[0]!;
const dsOf = (...rdata: readonly Uint8Array[]): RRset => zone.sign(rrsetOf(name, rrType.DS, rdata));
/** A DS whose digest is left out: four bytes, the fewest that can be read. */
const bare = Uint8Array.of(0, 1, 13, 2);

const noCut = 'example. secure ds';

describe('dnssec/chain: one label down', () => {
  const rows: readonly (readonly [what: string, entry: TableEntry | undefined, expected: string])[] = [
    ['a DS that fits a key', { answer: [dsOf(good)] }, 'sub.example. secure ds'],
    // A record that does not fit its type is none of the message's.
    [
      'beside a DS cut short',
      { answer: [{ ...dsOf(good), rdata: [Uint8Array.of(0, 1, 13), good] }] },
      'sub.example. secure ds',
    ],
    ['a DS without its digest alone', { answer: [dsOf(bare)] }, 'sub.example. bogus ds ds-mismatch'],
    [
      'a DS whose signature does not hold',
      { answer: [spoilt(dsOf(good))] },
      'sub.example. bogus nothing signature-invalid',
    ],
    [
      'a DS made from a wildcard, with a proof that the name is not there',
      {
        answer: [zone.sign(rrsetOf(name, rrType.DS, [good]), { labels: 1, signedOwner: '*.example.' })],
        authority: [covering],
      },
      'sub.example. bogus nothing signature-wildcard',
    ],
    ['no answer', undefined, 'sub.example. indeterminate nothing response-failure'],
    ['proof of no NS: no zone cut', { authority: [withoutType] }, noCut],
    ['proof of NS without DS', { authority: [delegated] }, 'sub.example. insecure no-ds unsigned-delegation'],
    ['nothing at all', {}, 'sub.example. bogus nothing denial-missing'],
    [
      'a proof of another name',
      { authority: [zone.signed('a.example. 300 NSEC b.example. A RRSIG NSEC')] },
      'sub.example. bogus nothing ds-unproven',
    ],
    [
      'a proof whose signature does not hold',
      { authority: [spoilt(withoutType)] },
      'sub.example. bogus nothing denial-missing,signature-invalid',
    ],
    ['an alias at the name (RFC 1034 §3.6.2)', { answer: [cname] }, noCut],
    [
      'an alias whose signature does not hold',
      { answer: [spoilt(cname)], authority: [withoutType] },
      'sub.example. bogus nothing signature-invalid',
    ],
    [
      'an alias at another name',
      { answer: [zone.signed('www.example. 300 CNAME target.example.')] },
      'sub.example. bogus nothing denial-missing',
    ],
    [
      'an alias made from a wildcard, with a proof that the name is not there',
      { answer: [expanded('sub.example. 300 CNAME target.example.')], authority: [covering] },
      noCut,
    ],
    [
      'an alias made from a wildcard, without one',
      { answer: [expanded('sub.example. 300 CNAME target.example.')] },
      'sub.example. bogus nothing denial-missing',
    ],
    [
      'an alias made from a wildcard, with one that does not hold',
      { answer: [expanded('sub.example. 300 CNAME target.example.')], authority: [spoilt(covering)] },
      'sub.example. bogus nothing denial-missing,signature-invalid',
    ],
    [
      'an alias made from a wildcard, and the name is there',
      { answer: [expanded('sub.example. 300 CNAME target.example.')], authority: [withoutType] },
      'sub.example. bogus nothing ds-unproven',
    ],
    ['a DNAME above it (RFC 6672 §2.4)', { answer: [zone.signed('example. 300 DNAME other.')] }, noCut],
    [
      'a DNAME above it, and the alias that is made of it',
      { answer: [unsigned('sub.example. 300 CNAME sub.other.'), zone.signed('example. 300 DNAME other.')] },
      noCut,
    ],
    [
      'a DNAME above it that does not hold',
      { answer: [spoilt(zone.signed('example. 300 DNAME other.'))], authority: [withoutType] },
      'sub.example. bogus nothing signature-invalid',
    ],
    [
      'a DNAME at the name itself, which leaves the name as it is',
      { answer: [zone.signed('sub.example. 300 DNAME other.')] },
      'sub.example. bogus nothing denial-missing',
    ],
    [
      'a DNAME beside it',
      { answer: [zone.signed('zzz.example. 300 DNAME other.')] },
      'sub.example. bogus nothing denial-missing',
    ],
    [
      'another type above it',
      { answer: [zone.signed('example. 300 TXT x')] },
      'sub.example. bogus nothing denial-missing',
    ],
  ];
  for (const [what, entry, expected] of rows)
    it(`${what}: ${expected}`, async () => {
      const table = entry === undefined ? {} : { 'sub.example. DS': entry };
      assert.equal(shown(await chainOver(table).zoneOf(name)), expected);
    });

  it('shows the DS records that can be read, the ones without a digest too', async () => {
    const entry = { answer: [{ ...dsOf(bare, good), rdata: [Uint8Array.of(0, 1, 13), bare, good] }] };
    const state = await chainOver({ 'sub.example. DS': entry }).zoneOf(name);
    assert.deepEqual(
      state.ds.map(({ digest }) => digest.length),
      [0, 32],
    );
  });

  // 300 seconds are the TTL of each proof, 60 that of the zone's DS in the last two rows.
  const short = { answer: [root.sign({ ...root.dsFor(zone), signatures: [], ttlSeconds: 60 })] };
  for (const [what, entry, seconds, above] of [
    ['no zone cut', { authority: [withoutType] }, 300, undefined],
    ['an alias', { answer: [cname] }, 300, undefined],
    ['an unsigned delegation', { authority: [delegated] }, 300, undefined],
    ['no zone cut, below a zone that is kept for less', { authority: [withoutType] }, 60, short],
    ['a signed zone of 3,600 seconds', { answer: [dsOf(good)] }, 3_600, undefined],
  ] as const)
    it(`keeps for ${seconds} seconds: ${what}`, async () => {
      const cache = createCache();
      const table = { 'sub.example. DS': entry, ...(above === undefined ? {} : { 'example. DS': above }) };
      await chainOver(table, { cache }).zoneOf(name);
      assert.deepEqual(
        [seconds - 1, seconds].map((after) => cache.knowsZone(name, atSeconds + after)),
        [true, false],
      );
    });

  it('goes each way once, whoever asks', async () => {
    const own = contextWith();
    const chain = chainOver({ 'sub.example. DS': { answer: [dsOf(good)] } }, {}, own);
    const [one, other] = await Promise.all([chain.zoneOf(name), chain.zoneOf(parseName('SUB.example.'))]);
    assert.equal(one, other);
    const { signatureChecks } = own.budget;
    assert.equal(await chain.zoneOf(name), one);
    assert.equal(own.budget.signatureChecks, signatureChecks);
  });

  it('stops above the name where the way is not secure any more, and asks nothing further', async () => {
    const own = contextWith();
    const exchange = tableExchange({ ...base, 'sub.example. DS': { authority: [delegated] } });
    const asker = new Asker(exchange, own.budget, new AbortController().signal);
    const chain = new Chain(
      { anchors: [root.anchor], negativeAnchors: [], cache: undefined, inspect: false },
      asker,
      own,
    );
    assert.equal(
      shown(await chain.zoneOf(parseName('a.b.sub.example.'))),
      'sub.example. insecure no-ds unsigned-delegation',
    );
    assert.deepEqual(exchange.asked, ['. 48', 'example. 43', 'example. 48', 'sub.example. 43']);
  });

  it('shows the keys of a zone that its parent has no DS for, those that can be read', async () => {
    const keys = { ...child.dnskeys, rdata: [Uint8Array.of(1, 0, 3), child.key.rdata] };
    const table = {
      'sub.example. DS': { authority: [delegated] },
      'sub.example. DNSKEY': { answer: [keys] },
    };
    const state = await chainOver(table, { inspect: true }).zoneOf(name);
    assert.equal(shown(state), 'sub.example. insecure no-ds signed-without-ds');
    assert.deepEqual(
      state.keys.map(({ keyTag }) => keyTag),
      [child.key.keyTag],
    );
    assert.deepEqual((await chainOver(table).zoneOf(name)).keys, []);
  });

  for (const [what, entry] of [
    ['that do not sign themselves', { answer: [{ ...child.dnskeys, signatures: [] }] }],
    ['of another name', { answer: [zone.dnskeys] }],
    ['that it fails to give', undefined],
  ] as const)
    it(`calls a zone unsigned that has keys ${what}`, async () => {
      const table: Record<string, TableEntry> = { 'sub.example. DS': { authority: [delegated] } };
      table['sub.example. DNSKEY'] = entry ?? { rcode: 2 };
      const state = await chainOver(table, { inspect: true }).zoneOf(name);
      assert.equal(shown(state), 'sub.example. insecure no-ds unsigned-delegation');
      assert.deepEqual(state.keys, []);
    });

  for (const [what, anchors, signer, reaches] of [
    ['a zone above, and no other anchor between', [root.anchor], '.', true],
    ['the zone of the anchor', [zone.anchor], 'example.', true],
    ['a zone below the anchor', [root.anchor], 'example.', true],
    ['a zone above an island of trust', [root.anchor, zone.anchor], '.', false],
    ['no anchor at all', [], '.', true],
  ] as const)
    it(`${reaches ? 'lets' : 'does not let'} a signature reach the name: ${what}`, () => {
      assert.equal(chainOver({}, { anchors }).reaches(parseName(signer), name), reaches);
    });

  it('counts a negative anchor only where no anchor stands at the name, in whatever case', async () => {
    const negativeAnchors = [parseName('EXAMPLE.')];
    assert.equal(
      shown(await chainOver({}, { negativeAnchors }).zoneOf(name)),
      'example. insecure negative-anchor negative-anchor',
    );
    const closer = await chainOver({}, { negativeAnchors, anchors: [zone.anchor] }).zoneOf(zone.zone);
    assert.equal(shown(closer), 'example. secure anchor');
    assert.equal(
      shown(await chainOver({}, { anchors: [] }).zoneOf(name)),
      '. indeterminate nothing no-anchor',
    );
  });

  it('lets others ask what was asked ahead, once it is closed', () => {
    const cache = createCache();
    const chain = chainOver({}, { cache });
    chain.prefetch(name, true);
    assert.equal(cache.claim(name), false);
    chain.close();
    assert.equal(cache.claim(name), true);
  });
});
