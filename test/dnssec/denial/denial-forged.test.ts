/**
 * Records that no sound zone has, each signed: overlapping spans, a lone record, odd parameters, too many. They prove no
 * more than what RFC 5155 §8 and RFC 6840 §4 let them.
 */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../../lib/dns/base32hex.js';
import { rrType } from '../../../lib/dns/codes.js';
import { parseName } from '../../../lib/dns/name.js';
import { parseRdata } from '../../../lib/dns/rdata-parse.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import {
  collectDenialRecords,
  hasRecords,
  proveNoData,
  proveNxDomain,
  proveNxName,
  type Denial,
  type DenialRecords,
} from '../../../lib/dnssec/denial/denial.js';
import { nsec3Hash, Nsec3Set, readNsec3 } from '../../../lib/dnssec/denial/nsec3.js';
import { ParseError } from '../../../lib/errors.js';
import { contextWith, ForgedZone, rrsetOf } from '../forge.js';

const zone = new ForgedZone('example.');
const collect = (rrsets: readonly RRset[], context = contextWith()): Promise<DenialRecords> =>
  collectDenialRecords(rrsets, zone, context);
const spoilt = (rrset: RRset): RRset => ({
  ...rrset,
  signatures: rrset.signatures.map((signature) => signature.map((byte, at) => (at === 60 ? byte ^ 1 : byte))),
});
const hashOf = (name: string): string => formatBase32Hex(nsec3Hash(parseName(name), new Uint8Array(), 0));

/** An NSEC3 at the hash of a name. */
function nsec3(owner: string, next: string, types: string, parameters = '1 0 0 -'): RRset {
  return zone.signed(`${hashOf(owner)}.example. 60 NSEC3 ${parameters} ${hashOf(next)} ${types}`);
}

/** Every text, its conclusion first. */
const shown = (denial: Denial | undefined): readonly (string | undefined)[] => [
  denial?.conclusion,
  ...(denial?.view.records ?? []),
];

describe('dnssec/denial: records that no sound zone has', () => {
  it('takes of overlapping spans the one with the deepest encloser', async () => {
    const wide = zone.signed('a.example. 60 NSEC zz.example. A RRSIG NSEC');
    const narrow = zone.signed('v.w.example. 60 NSEC y.w.example. A RRSIG NSEC');
    for (const given of [
      [wide, narrow],
      [narrow, wide],
    ])
      assert.deepEqual(shown(proveNxDomain(await collect(given), parseName('x.w.example.'))), [
        'nxdomain',
        'v.w.example. NSEC y.w.example. A RRSIG NSEC',
        'a.example. NSEC zz.example. A RRSIG NSEC',
      ]);
  });

  it('takes of one RRset the record that counts, beside one that RFC 5155 §8.2 says to ignore', async () => {
    const at = (flags: number): string =>
      `${hashOf('a.example.')}.example. 60 NSEC3 1 ${flags} 0 - ${hashOf('a.example.')} TXT`;
    for (const flags of [
      [2, 0],
      [0, 2],
    ])
      assert.equal(
        shown(proveNoData(await collect([zone.signed(flags.map(at))]), parseName('a.example.'), rrType.A))[0],
        'nodata',
      );
  });

  it('says nothing of the DS below a wildcard that is an apex', async () => {
    const name = parseName('x.w.example.');
    const apex = (types: string): RRset[] => [
      zone.signed(`*.w.example. 60 NSEC z.w.example. ${types} RRSIG NSEC`),
      nsec3('w.example.', 'w.example.', 'A'),
      nsec3('*.w.example.', '*.w.example.', types),
    ];
    for (const [index, kind] of [
      [0, 'NSEC'],
      [2, 'NSEC3'],
    ] as const) {
      const given = (types: string): RRset[] => (index === 0 ? [apex(types)[0]!] : apex(types).slice(1));
      const sound = proveNoData(await collect(given('A')), name, rrType.DS);
      assert.equal(sound?.conclusion, 'wildcard-nodata', kind);
      assert.equal(proveNoData(await collect(given('NS SOA')), name, rrType.DS), undefined, kind);
    }
  });

  it('takes compact denial by NSEC3, of a name that holds nothing else', async () => {
    const said = async (types: string, name = 'www.example.'): Promise<string | undefined> =>
      proveNxName(await collect([nsec3('www.example.', 'example.', types)]), parseName(name))?.conclusion;
    assert.equal(await said('RRSIG TYPE128'), 'nxdomain');
    assert.equal(await said('A RRSIG TYPE128'), undefined);
    assert.equal(await said('RRSIG'), undefined);
    assert.equal(await said('RRSIG TYPE128', 'x.www.example.'), undefined);
  });

  it('denies no name that has a record, whatever another covers', async () => {
    const all = [nsec3('example.', 'example.', 'NS SOA'), nsec3('www.example.', 'example.', 'A')];
    assert.equal(proveNxDomain(await collect(all), parseName('nope.example.'))?.conclusion, 'nxdomain');
    assert.equal(proveNxDomain(await collect(all), parseName('www.example.')), undefined);
  });

  it('covers by a record that is alone in its ring all but its own name', () => {
    const rdata = parseRdata(rrType.NSEC3, `1 0 0 - ${hashOf('example.')} NS SOA`);
    const alone = readNsec3(parseName(`${hashOf('example.')}.example.`), rdata, zone.zone);
    assert.ok(alone);
    const set = new Nsec3Set(zone.zone, [alone], contextWith().budget);
    assert.equal(set.cover(parseName('example.')), undefined);
    assert.equal(set.match(parseName('example.')), alone);
    for (const name of ['a.example.', 'b.example.', 'c.example.', 'd.example.'])
      assert.equal(set.cover(parseName(name)), alone, name);
  });

  it('pays for the hash of a name once', async () => {
    const context = contextWith();
    const records = await collect([nsec3('example.', 'example.', 'NS SOA')], context);
    assert.equal(proveNxDomain(records, parseName('nope.example.'))?.conclusion, 'nxdomain');
    // The name, its encloser, the wildcard.
    assert.equal(context.budget.nsec3Hashes, 3);
    proveNoData(records, parseName('NOPE.example.'), rrType.A);
    assert.equal(context.budget.nsec3Hashes, 3);
  });

  const own = hashOf('www.example.');
  const hashes: readonly [what: string, owner: string, rdata: string, read: boolean | 'malformed'][] = [
    ['flags 0', `${own}.example.`, `1 0 1 AB ${own} A`, true],
    ['the opt-out flag', `${own}.example.`, `1 1 1 AB ${own} A`, true],
    ['another flag', `${own}.example.`, `1 2 1 AB ${own} A`, false],
    ['another flag beside opt-out', `${own}.example.`, `1 129 1 AB ${own} A`, false],
    ['another algorithm', `${own}.example.`, `2 0 1 AB ${own} A`, false],
    ['an owner two labels below', `${own}.www.example.`, `1 0 1 AB ${own} A`, false],
    ['the zone’s own name', 'example.', `1 0 1 AB ${own} A`, false],
    ['the root', '.', `1 0 1 AB ${own} A`, false],
    ['an owner of another zone', `${own}.test.`, `1 0 1 AB ${own} A`, false],
    ['an owner that is no hash', `${'w'.repeat(32)}.example.`, `1 0 1 AB ${own} A`, 'malformed'],
    ['an owner’s hash of 19 bytes', `${own.slice(0, 31)}.example.`, `1 0 1 AB ${own} A`, 'malformed'],
    ['a next hash of 15 bytes', `${own}.example.`, `1 0 1 AB ${own.slice(0, 24)} A`, 'malformed'],
  ];
  for (const [what, owner, text, read] of hashes)
    it(`${read === true ? 'reads' : 'does not read'} an NSEC3 with ${what}`, () => {
      const parsed = (): unknown => readNsec3(parseName(owner), parseRdata(rrType.NSEC3, text), zone.zone);
      if (read === 'malformed')
        assert.throws(parsed, (error) => error instanceof ParseError && error.code === 'bad-nsec3');
      else assert.equal(parsed() !== undefined, read);
    });

  it('reads of an NSEC3 all that it says', () => {
    const record = readNsec3(
      parseName(`${own}.example.`),
      parseRdata(rrType.NSEC3, `1 1 258 ABCD ${hashOf('example.')} A TXT`),
      zone.zone,
    );
    assert.ok(record);
    assert.deepEqual(
      [record.optOut, record.iterations, Buffer.from(record.salt).toString('hex'), [...record.types]],
      [true, 258, 'abcd', [1, 16]],
    );
    assert.equal(formatBase32Hex(record.ownerHash), own);
    assert.equal(formatBase32Hex(record.nextHash), hashOf('example.'));
  });

  it('leaves what is malformed, and keeps the rest', async () => {
    const cut = zone.sign(rrsetOf(parseName('a.example.'), rrType.NSEC, [Buffer.of(3, 0x61)]));
    const good = zone.signed('www.example. 60 NSEC z.example. A RRSIG NSEC');
    const foreign = nsec3('www.example.', 'www.example.', 'A', '2 0 0 -');
    const records = await collect([cut, foreign, good]);
    assert.deepEqual([records.nsecs.length, records.nsec3s.length], [1, 0]);
    assert.equal(hasRecords(await collect([cut, foreign])), false);
    assert.equal(hasRecords(records), true);
    assert.equal(hasRecords(await collect([nsec3('www.example.', 'www.example.', 'A')])), true);
  });

  it('looks only at the signatures of NSEC and NSEC3, and keeps the least TTL', async () => {
    const context = contextWith();
    const nothing = await collect([spoilt(zone.signed('www.example. 60 A 192.0.2.1'))], context);
    assert.deepEqual(nothing.reasons, []);
    assert.equal(context.budget.signatureChecks, 0);
    assert.equal(nothing.ttlSeconds, Number.POSITIVE_INFINITY);
    const ttls = [60, 20, 40].map((ttl, index) =>
      zone.signed(`n${index}.example. ${ttl} NSEC z.example. A RRSIG NSEC`),
    );
    assert.equal((await collect(ttls)).ttlSeconds, 20);
  });

  it('takes a record that another zone signed as well', async () => {
    const other = new ForgedZone('.');
    const both = other.sign(zone.signed('www.example. 60 NSEC z.example. A RRSIG NSEC'));
    const denial = proveNoData(await collect([both]), parseName('www.example.'), rrType.AAAA);
    assert.equal(denial?.conclusion, 'nodata');
    assert.equal(denial.view.optOut, false);
  });

  it('ends the search at eight records with wrong signatures', async () => {
    const good = zone.signed('www.example. 60 NSEC z.example. A RRSIG NSEC');
    const wrong = (count: number): RRset[] =>
      Array.from({ length: count }, (_item, index) =>
        spoilt(zone.signed(`n${index}.example. 60 NSEC z.example. A RRSIG NSEC`)),
      );
    assert.equal((await collect([...wrong(7), good])).nsecs.length, 1);
    assert.equal((await collect([...wrong(8), good])).nsecs.length, 0);
    assert.equal((await collect([...wrong(8), good])).reasons.length, 8);
  });

  it('takes four sets of NSEC3 parameters, and hashes none with too many iterations', async () => {
    const sets = ['1 0 0 -', '1 0 1 -', '1 0 0 AA', '1 0 1 AA', '1 0 2 -'].map((parameters) =>
      nsec3('www.example.', 'www.example.', 'A', parameters),
    );
    const records = await collect([...sets, nsec3('example.', 'example.', 'A', '1 0 0 -')]);
    assert.deepEqual(
      records.nsec3s.map((set) => [set.iterations, set.records.length]),
      [
        [0, 2],
        [1, 1],
        [0, 1],
        [1, 1],
      ],
    );
    const at = async (iterations: number): Promise<Denial | undefined> =>
      proveNoData(
        await collect([nsec3('x.example.', 'x.example.', 'A', `1 0 ${iterations} -`)], contextWith()),
        parseName('www.example.'),
        rrType.A,
      );
    assert.equal(await at(150), undefined);
    const over = await at(151);
    assert.equal(over?.conclusion, 'too-many-iterations');
    assert.equal(over.view.iterations, 151);
    assert.equal(over.view.records.length, 1);
  });

  it('shows the records used, with opt-out where one has it', async () => {
    const optOut = nsec3('example.', 'example.', 'NS SOA', '1 1 0 -');
    const denial = proveNxDomain(await collect([optOut]), parseName('nope.example.'));
    assert.deepEqual(shown(denial), [
      'opt-out',
      `${hashOf('example.')}.example. NSEC3 1 1 0 - ${hashOf('example.')} NS SOA`,
    ]);
    assert.equal(denial?.view.optOut, true);
    assert.equal(denial.view.mechanism, 'NSEC3');
    // The encloser's record has the flag, what covers the name has not: no delegation is hidden.
    const mixed = [
      nsec3('example.', 'www.example.', 'NS SOA', '1 1 0 -'),
      nsec3('www.example.', 'example.', 'A'),
    ];
    const nodata = proveNoData(await collect(mixed), parseName('example.'), rrType.A);
    assert.deepEqual([nodata?.conclusion, nodata?.view.optOut], ['nodata', true]);
    // The one name here whose hash lies behind www's, and so in a span without the flag.
    const behind = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
      .map((label) => `${label}.example.`)
      .find((name) => hashOf(name) > hashOf('www.example.') || hashOf(name) < hashOf('example.'));
    const nxdomain = proveNxDomain(await collect(mixed), parseName(behind ?? ''));
    assert.deepEqual([nxdomain?.conclusion, nxdomain?.view.optOut], ['nxdomain', true]);
    const plain = [nsec3('example.', 'example.', 'NS SOA')];
    assert.equal(proveNoData(await collect(plain), parseName('example.'), rrType.A)?.view.optOut, false);
  });

  it('says of the DS of the root by NSEC3 what it says by NSEC: it has no parent that could', async () => {
    const root = new ForgedZone('.');
    const given = [root.signed(`${hashOf('.')}. 60 NSEC3 1 0 0 - ${hashOf('.')} NS SOA`)];
    const records = await collectDenialRecords(given, root, contextWith());
    assert.equal(proveNoData(records, parseName('.'), rrType.DS)?.conclusion, 'nodata');
    assert.equal(proveNoData(records, parseName('.'), rrType.NS), undefined);
  });
});
