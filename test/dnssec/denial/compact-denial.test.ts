/** Compact denial of existence (RFC 9824): one record at the name that is asked for, made for the question. */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../../lib/dns/base32hex.js';
import { parseName } from '../../../lib/dns/name.js';
import type { RRset } from '../../../lib/dns/rrset.js';
import { nsec3Hash } from '../../../lib/dnssec/denial/nsec3.js';
import { validate } from '../../../lib/dnssec/index.js';
import { at, ForgedZone, tableExchange, type TableEntry } from '../forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const chain: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
};
const soa = zone.signed('example. 300 SOA ns.example. host.example. 1 2 3 4 300');
const byNsec = (name: string, types: string): RRset => zone.signed(`${name} 300 NSEC \\000.${name} ${types}`);
/** From just before the name's hash would do as well; RFC 9824 §4 has the name's own hash and the next. */
function byNsec3(name: string, types: string): RRset {
  const hash = nsec3Hash(parseName(name), new Uint8Array(), 0);
  const next = Buffer.from(hash);
  next.writeUInt8(((next.at(-1) ?? 0) + 1) & 0xff, next.length - 1);
  return zone.signed(`${formatBase32Hex(hash)}.example. 300 NSEC3 1 0 0 - ${formatBase32Hex(next)} ${types}`);
}

const nxdomain = 3;
type Row = readonly [what: string, type: string, said: number, proof: RRset, expected: string];
const name = 'gone.example.';
const rows: readonly Row[] = [
  ['no such name', 'A', 0, byNsec(name, 'RRSIG NSEC NXNAME'), 'secure NXDOMAIN nxdomain'],
  [
    'no such name, to Compact Answers OK',
    'A',
    nxdomain,
    byNsec(name, 'RRSIG NSEC NXNAME'),
    'secure NXDOMAIN nxdomain',
  ],
  ['no such name, ANY', 'ANY', 0, byNsec(name, 'RRSIG NSEC NXNAME'), 'secure NXDOMAIN nxdomain'],
  [
    'no such name, ANY, to Compact Answers OK',
    'ANY',
    nxdomain,
    byNsec(name, 'RRSIG NSEC NXNAME'),
    'secure NXDOMAIN nxdomain',
  ],
  ['no such name, CNAME', 'CNAME', 0, byNsec(name, 'RRSIG NSEC NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['no such name, NXNAME itself', 'NXNAME', 0, byNsec(name, 'RRSIG NSEC NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['no such name, DS', 'DS', 0, byNsec(name, 'RRSIG NSEC NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['an empty non-terminal', 'A', 0, byNsec(name, 'RRSIG NSEC'), 'secure NOERROR nodata'],
  ['an empty non-terminal, ANY', 'ANY', 0, byNsec(name, 'RRSIG NSEC'), 'secure NOERROR nodata'],
  ['a name without the type', 'A', 0, byNsec(name, 'AAAA RRSIG NSEC'), 'secure NOERROR nodata'],
  ['a name with something, ANY', 'ANY', 0, byNsec(name, 'AAAA RRSIG NSEC'), 'bogus NOERROR'],
  // A record that says both is no proof that the name is not there.
  ['NXNAME beside a type', 'A', 0, byNsec(name, 'A RRSIG NSEC NXNAME'), 'bogus NOERROR'],
  ['NXNAME beside another type', 'A', 0, byNsec(name, 'AAAA RRSIG NSEC NXNAME'), 'secure NOERROR nodata'],
  ['NXNAME beside another type, ANY', 'ANY', 0, byNsec(name, 'AAAA RRSIG NSEC NXNAME'), 'bogus NOERROR'],
  ['NXNAME beside CNAME', 'A', 0, byNsec(name, 'CNAME RRSIG NSEC NXNAME'), 'bogus NOERROR'],
  ['NXNAME at a delegation', 'A', 0, byNsec(name, 'NS RRSIG NSEC NXNAME'), 'insecure NOERROR'],
  ['NXNAME at another name', 'A', 0, byNsec('other.example.', 'RRSIG NSEC NXNAME'), 'bogus NOERROR'],
  [
    'NXNAME above the name',
    'A',
    0,
    zone.signed('example. 300 NSEC \\000.example. RRSIG NSEC NXNAME'),
    'bogus NOERROR',
  ],
  ['NSEC3, no such name', 'A', 0, byNsec3(name, 'NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['NSEC3, no such name, signed', 'A', nxdomain, byNsec3(name, 'RRSIG NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['NSEC3, no such name, ANY', 'ANY', 0, byNsec3(name, 'NXNAME'), 'secure NXDOMAIN nxdomain'],
  ['NSEC3, an empty non-terminal', 'A', 0, byNsec3(name, ''), 'secure NOERROR nodata'],
  ['NSEC3, NXNAME beside a type', 'A', 0, byNsec3(name, 'A NXNAME'), 'bogus NOERROR'],
  ['NSEC3, NXNAME at another name', 'A', 0, byNsec3('other.example.', 'NXNAME'), 'bogus NOERROR'],
];

describe('dnssec: compact denial (RFC 9824)', () => {
  for (const [what, type, said, proof, expected] of rows)
    it(`${what}: ${expected}`, async () => {
      const exchange = tableExchange({
        ...chain,
        [`${name} ${type}`]: { rcode: said, authority: [soa, proof] },
        // Whether there is a zone at the name, where that is looked at.
        [`${name} DS`]: { rcode: said, authority: [soa, proof] },
      });
      const result = await validate({ name, type }, { exchange, anchors: [root.anchor], at });
      const shown = [result.status, result.rcode, ...result.denials.map(({ conclusion }) => conclusion)];
      assert.equal(shown.join(' '), expected, JSON.stringify(result.reasons));
    });

  it('the target of an alias', async () => {
    const exchange = tableExchange({
      ...chain,
      'alias.example. A': {
        answer: [zone.signed(`alias.example. 300 CNAME ${name}`)],
        authority: [soa, byNsec(name, 'RRSIG NSEC NXNAME')],
      },
    });
    const result = await validate(
      { name: 'alias.example', type: 'A' },
      { exchange, anchors: [root.anchor], at },
    );
    assert.deepEqual([result.status, result.rcode], ['secure', 'NXDOMAIN']);
  });
});
