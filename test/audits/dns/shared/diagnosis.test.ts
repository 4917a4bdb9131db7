/**
 * What tells a filter, an outage, a broken chain and a record that is not there from one another: each line of the decision by
 * an answer, and a second opinion, made for it.
 */
import assert from 'node:assert/strict';
import {
  deniesRoot,
  diagnose,
  diagnoseBoth,
  namesResolved,
} from '../../../../lib/audits/dns/shared/diagnosis.js';
import { outage } from '../../../../lib/audits/dns/outage.js';
import { audit } from '../../../../lib/audits/audit.js';
import { buildQuery, formatRdata, recording, rrType, type Exchange } from '../../../../lib/dns/index.js';
import { ExchangeError } from '../../../../lib/dns/exchange.js';
import { parseAnchors, validate } from '../../../../lib/dnssec/index.js';
import type { DnsEvidence, ResolverEvidence } from '../../../../lib/evidence/types.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { ForgedZone, tableExchange, unsigned, type TableEntry } from '../../../dnssec/forge.js';
import { collectedAt, evidenceWith, testProfile } from '../../case.js';

const at = new Date(collectedAt);
const { name } = testProfile;
const io = new ForgedZone('io.');
const zone = new ForgedZone('t1t.io.');
const anchors = `io. IN DNSKEY ${formatRdata(rrType.DNSKEY, io.key.rdata)}\n`;

type Table = Readonly<Record<string, TableEntry | 'silence'>>;
const signed: Table = {
  'io. DNSKEY': { answer: [io.dnskeys] },
  't1t.io. DS': { answer: [io.dsFor(zone)] },
  't1t.io. DNSKEY': { answer: [zone.dnskeys] },
  't1c.t1t.io. DS': { authority: [zone.signed('t1c.t1t.io. 300 NSEC zz.t1t.io. A RRSIG NSEC')] },
};
const plain: Table = {
  'io. DNSKEY': { answer: [io.dnskeys] },
  't1t.io. DS': { authority: [io.signed('t1t.io. 300 NSEC zz.io. NS RRSIG NSEC')] },
};

/** All that a resolver, or a witness, said to an ordinary program and to a validator. */
async function recordsOf(table: Table, source: 'resolver' | 'servers'): Promise<ResolverEvidence['records']> {
  const silent = new Set(Object.entries(table).flatMap(([key, entry]) => (entry === 'silence' ? [key] : [])));
  const known = Object.fromEntries(
    Object.entries(table).filter((pair): pair is [string, TableEntry] => pair[1] !== 'silence'),
  );
  const inner = tableExchange(known);
  const exchange: Exchange = (query, options) => {
    const before = inner.asked.length;
    const answer = inner(query, options);
    const [asked, type] = (inner.asked[before] ?? '').split(' ');
    const mnemonic = Object.entries(rrType).find(([, number]) => String(number) === type)?.[0] ?? '';
    return silent.has(`${asked ?? ''} ${mnemonic}`) || silent.has('*')
      ? Promise.reject(new ExchangeError('timeout', 'udp://192.0.2.53', 'nothing came'))
      : answer;
  };
  const kept = recording(exchange);
  for (const type of ['A', 'AAAA'] as const)
    await kept(buildQuery({ name, type: rrType[type] }, { udpPayloadSize: undefined })).catch(
      () => undefined,
    );
  const zones = Object.keys(table).flatMap((key) => (key.endsWith(' NS') ? [key.slice(0, -3)] : []));
  for (const asked of new Set(['.', ...zones]))
    await kept(buildQuery({ name: asked, type: rrType.NS }, { udpPayloadSize: undefined })).catch(
      () => undefined,
    );
  for (const type of ['A', 'AAAA'])
    await validate({ name, type }, { exchange: kept, at, source, anchors: parseAnchors(anchors, at) });
  return kept.records();
}

interface World {
  readonly resolver: Table;
  readonly witness?: Table;
}

async function evidenceOf({ resolver, witness }: World): Promise<DnsEvidence> {
  return {
    resolvers: [{ id: 'resolver', records: await recordsOf(resolver, 'resolver') }],
    system: [],
    anchors,
    ...(witness === undefined
      ? {}
      : { references: [{ id: 'the reference', records: await recordsOf(witness, 'resolver') }] }),
  };
}

const first = ({ resolvers }: DnsEvidence): ResolverEvidence => resolvers[0]!;
const A = `${name}. A`;
const AAAA = `${name}. AAAA`;
const right = { answer: [zone.signed(`${name}. 300 A 127.0.0.1`)] };
const plainRight = { answer: [unsigned(`${name}. 300 A 127.0.0.1`)] };
const other = { answer: [unsigned(`${name}. 300 A 10.0.0.9`)] };
const otherSigned = { answer: [zone.signed(`${name}. 300 A 10.0.0.9`)] };
const noA = {
  authority: [
    zone.signed(`${name}. 300 NSEC zz.t1t.io. TXT RRSIG NSEC`),
    zone.signed('t1t.io. 300 SOA a. b. 1 2 3 4 5'),
  ],
};
const spoilt = {
  answer: right.answer.map((rrset) => ({
    ...rrset,
    signatures: rrset.signatures.map((one) => one.map((byte, index) => (index === 60 ? byte ^ 1 : byte))),
  })),
};
const empty: TableEntry = {};
const nxdomain: TableEntry = { rcode: 3 };
const refused: TableEntry = { rcode: 5 };
const servfail: TableEntry = { rcode: 2 };
const healthy: Table = { ...signed, [A]: right, [AAAA]: noA };
const plainHealthy: Table = { ...plain, [A]: plainRight, [AAAA]: empty };
const denying: Table = { ...plain, [A]: empty, [AAAA]: empty };
/** Neither a zone nor a name is answered for; what is not in a table is SERVFAIL. */
const refusing: Table = Object.fromEntries(
  [...Object.keys(signed), A, AAAA, '. NS', 'io. DS', '. DNSKEY'].map((key) => [key, refused]),
);

const wantsV6: Profile = { ...testProfile, expect: { ...testProfile.expect, a: [], aaaa: ['::1'] } };

/** Cause, what gave it away, who says otherwise. */
const rows: readonly (readonly [what: string, world: World, expected: string, profile?: Profile])[] = [
  ['the right address', { resolver: healthy }, 'given | |'],
  ['the right address of an unsigned zone', { resolver: plainHealthy }, 'given | |'],
  ['another that the zone signs', { resolver: { ...healthy, [A]: otherSigned } }, 'given | |'],
  [
    'another that the zone signs, though a witness has the right one',
    { resolver: { ...healthy, [A]: otherSigned }, witness: healthy },
    'given | |',
  ],
  [
    'another that the zone does not sign',
    { resolver: { ...healthy, [A]: other } },
    'redirected | 10.0.0.9 stands in its place |',
  ],
  [
    'another in a signed zone, and a witness',
    { resolver: { ...healthy, [A]: other }, witness: healthy },
    'redirected | 10.0.0.9 stands in its place | the reference',
  ],
  [
    'another in an unsigned zone, which may be right',
    { resolver: { ...plainHealthy, [A]: other } },
    'given | |',
  ],
  [
    'another in an unsigned zone, and a witness',
    { resolver: { ...plainHealthy, [A]: other }, witness: plainHealthy },
    'redirected | 10.0.0.9 stands in its place | the reference',
  ],
  [
    'another in an unsigned zone, and a witness that has it too',
    { resolver: { ...plainHealthy, [A]: other }, witness: { ...plainHealthy, [A]: other } },
    'given | |',
  ],
  [
    'another beside the right one, unsigned',
    {
      resolver: {
        ...healthy,
        [A]: { answer: [unsigned([`${name}. 300 A 10.0.0.9`, `${name}. 300 A 127.0.0.1`])] },
      },
      witness: healthy,
    },
    'given | |',
  ],
  [
    'two others, unsigned',
    {
      resolver: {
        ...healthy,
        [A]: { answer: [unsigned([`${name}. 300 A 10.0.0.8`, `${name}. 300 A 10.0.0.9`])] },
      },
    },
    'redirected | 10.0.0.8, 10.0.0.9 stands in its place |',
  ],
  ['no address, where none is expected', { resolver: denying }, 'none-expected | |', wantsV6],
  [
    'NXDOMAIN, where no address is expected and the name is',
    { resolver: { ...denying, [A]: nxdomain, [AAAA]: nxdomain } },
    'name-denied | NXDOMAIN |',
    wantsV6,
  ],
  [
    'a denial that DNSSEC proves',
    { resolver: { ...healthy, [A]: noA } },
    'missing | its denial is proven by DNSSEC |',
  ],
  [
    'a denial that a witness repeats',
    { resolver: denying, witness: denying },
    'missing | there is none according to the reference either |',
  ],
  [
    'a denial, and a witness with another address, which is not the one expected',
    { resolver: denying, witness: { ...plainHealthy, [A]: other } },
    'missing | there is none according to the reference either |',
  ],
  [
    'a denial, and a witness with the address',
    { resolver: denying, witness: plainHealthy },
    'rebinding | an empty answer | the reference',
  ],
  ['a denial in an unsigned zone, and nobody else', { resolver: denying }, 'unexplained | no answer |'],
  [
    'a denial in a signed zone without its proof, and nobody else',
    { resolver: { ...healthy, [A]: empty } },
    'rebinding | an empty answer |',
  ],
  [
    'a denial, and a witness whose answer does not validate: none',
    { resolver: { ...healthy, [A]: empty }, witness: { ...healthy, [A]: spoilt } },
    'rebinding | an empty answer |',
  ],
  [
    'NXDOMAIN for both types',
    { resolver: { ...plainHealthy, [A]: nxdomain, [AAAA]: nxdomain }, witness: plainHealthy },
    'name-denied | NXDOMAIN | the reference',
  ],
  [
    'NXDOMAIN for the address alone',
    { resolver: { ...plainHealthy, [A]: nxdomain }, witness: plainHealthy },
    'rebinding | NXDOMAIN | the reference',
  ],
  [
    'NXDOMAIN for the address, silence for the other type',
    { resolver: { ...plainHealthy, [A]: nxdomain, [AAAA]: 'silence' } },
    'rebinding | NXDOMAIN |',
  ],
  ['REFUSED to all', { resolver: refusing }, 'refuses-all | REFUSED |'],
  [
    'REFUSED to all but for a name that is denied',
    { resolver: { ...refusing, 't1t.io. DS': nxdomain } },
    'name-denied | REFUSED |',
  ],
  [
    'REFUSED for both types',
    { resolver: { ...healthy, [A]: refused, [AAAA]: refused } },
    'name-denied | REFUSED |',
  ],
  ['REFUSED for the address alone', { resolver: { ...healthy, [A]: refused } }, 'rebinding | REFUSED |'],
  [
    'REFUSED for the address, SERVFAIL for the other type, and a witness',
    { resolver: { ...healthy, [A]: refused, [AAAA]: servfail }, witness: healthy },
    'rebinding | REFUSED | the reference',
  ],
  ['SERVFAIL to all', { resolver: {} }, 'fails-all | SERVFAIL |'],
  [
    'SERVFAIL for both types',
    { resolver: { ...healthy, [A]: servfail, [AAAA]: servfail } },
    'fails-for-name | SERVFAIL |',
  ],
  [
    'SERVFAIL for both types, and a witness whose data does not validate',
    {
      resolver: { ...healthy, [A]: servfail, [AAAA]: servfail },
      witness: { ...healthy, [A]: spoilt },
    },
    'broken-chain | SERVFAIL |',
  ],
  [
    'SERVFAIL for both types, and a witness that leaves out a proof: nothing is broken',
    { resolver: { ...healthy, [A]: servfail, [AAAA]: servfail }, witness: { ...healthy, [A]: empty } },
    'fails-for-name | SERVFAIL |',
  ],
  [
    'REFUSED for both types, and a witness whose data does not validate',
    { resolver: { ...healthy, [A]: refused, [AAAA]: refused }, witness: { ...healthy, [A]: spoilt } },
    'name-denied | REFUSED |',
  ],
  ['SERVFAIL for the address alone', { resolver: { ...healthy, [A]: servfail } }, 'rebinding | SERVFAIL |'],
  [
    'SERVFAIL for the address alone, and a witness whose data does not validate',
    { resolver: { ...healthy, [A]: servfail }, witness: { ...healthy, [A]: spoilt } },
    'broken-chain | SERVFAIL |',
  ],
  [
    'NXDOMAIN for the root as well',
    { resolver: { ...denying, '. NS': nxdomain, [A]: nxdomain } },
    'denies-all | NXDOMAIN |',
  ],
  [
    '0.0.0.0',
    { resolver: { ...healthy, [A]: { answer: [unsigned(`${name}. 300 A 0.0.0.0`)] } } },
    'blocked | 0.0.0.0 is how blocklists answer |',
  ],
  ['silence', { resolver: { '*': 'silence' } }, 'silent | nothing came |'],
  [
    'silence for the address',
    { resolver: { ...healthy, [A]: 'silence' } },
    'silent-for-name | nothing came |',
  ],
  [
    'silence for the address, an answer for the other type, and for no other name',
    { resolver: { [A]: 'silence', [AAAA]: empty } },
    'silent | nothing came |',
  ],
  [
    'silence for the address, SERVFAIL for all else',
    { resolver: { [A]: 'silence' } },
    'silent | nothing came |',
  ],
];

describe('audits/dns: why a resolver gives no address, or another', () => {
  for (const [what, world, expected, profile = testProfile] of rows)
    it(`${what}: ${expected}`, async () => {
      const dns = await evidenceOf(world);
      const { cause, sign, witness, type } = await diagnose(dns, first(dns), profile, 'A', at);
      assert.equal(`${cause} | ${sign} | ${witness ?? ''}`.replaceAll('  ', ' ').trim(), expected);
      assert.equal(type, 'A');
    });

  it('looks at the other type too, and says of each which it is', async () => {
    const dns = await evidenceOf({ resolver: { ...healthy, [A]: nxdomain, [AAAA]: nxdomain } });
    const both = await diagnoseBoth(dns, first(dns), testProfile, at);
    assert.deepEqual(
      both.map(({ type, cause }) => [type, cause]),
      [
        ['A', 'name-denied'],
        ['AAAA', 'name-denied'],
      ],
    );
    const plain = await evidenceOf({ resolver: healthy });
    const right = await diagnoseBoth(plain, first(plain), testProfile, at);
    assert.deepEqual(
      right.map(({ type, cause }) => [type, cause]),
      [
        ['A', 'given'],
        ['AAAA', 'none-expected'],
      ],
    );
    assert.equal('witness' in right[0]!, false);
  });

  it('names what a resolver resolved beside the name itself, each once', async () => {
    const dns = await evidenceOf({ resolver: { ...healthy, '. NS': empty, 'io. DNSKEY': nxdomain } });
    assert.deepEqual([...namesResolved(first(dns), name)].sort(), ['io', 't1t.io', 'the root']);
    assert.equal(deniesRoot(first(dns)), false);
    const failing = await evidenceOf({ resolver: {} });
    assert.deepEqual(namesResolved(first(failing), name), []);
  });
});

describe('audits/dns: which words an outage is told in', () => {
  for (const [what, world, expected] of [
    [
      'a resolver that works',
      { resolver: { ...healthy, '. NS': empty } },
      'works | resolves names: the root, t1t.io, io.',
    ],
    [
      'a resolver that resolved many names, of which four are told',
      { resolver: { ...healthy, '. NS': empty, 'a.test. NS': empty, 'b.test. NS': empty } },
      'works | resolves names: the root, a.test, b.test, t1t.io.',
    ],
    [
      'a resolver that is asked for the name alone',
      { resolver: { [A]: right, [AAAA]: noA } },
      'works | resolves names: t1c.t1t.io.',
    ],
    ['silence', { resolver: { '*': 'silence' } }, 'silent | answers nothing at all: nothing came.'],
    [
      'silence for the name',
      { resolver: { ...healthy, [A]: 'silence' } },
      'silent-for-name | answers for other names and not for t1c.t1t.io: nothing came. Something on the way drops this question or its answer.',
    ],
    [
      'SERVFAIL for the name',
      { resolver: { ...healthy, [A]: servfail, [AAAA]: servfail } },
      'fails-for-name | fails at every question about t1c.t1t.io (SERVFAIL), and resolves others.',
    ],
    [
      'SERVFAIL for the other type alone, which is no outage',
      { resolver: { ...healthy, [AAAA]: servfail, '. NS': empty } },
      'works | resolves names: the root, t1t.io, io.',
    ],
    [
      'silence for the other type alone',
      { resolver: { ...healthy, [AAAA]: 'silence' } },
      'silent-for-name | answers for other names and not for t1c.t1t.io: nothing came. Something on the way drops this question or its answer.',
    ],
  ] as const satisfies readonly (readonly [string, World, string])[])
    it(`${what}: ${expected}`, async () => {
      const dns = await evidenceOf(world);
      const { findings } = await audit(testProfile, evidenceWith({ dns }), { only: [outage.id] });
      const told = findings.map(({ id, message }) => `${id.slice(outage.id.length + 1)} | ${message}`);
      assert.deepEqual(
        told.map((text) => text.replace('resolver ', '')),
        [expected],
      );
    });
});
