/** A forged zone and the questions to it: what the tests of whole answers share. */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../lib/dns/base32hex.js';
import { parseName } from '../../lib/dns/name.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { validate, type ValidateOptions, type Validation } from '../../lib/dnssec/index.js';
import { nsec3Hash } from '../../lib/dnssec/denial/nsec3.js';
import { at, ForgedZone, tableExchange, unsigned, type TableEntry } from './forge.js';

export const root: ForgedZone = new ForgedZone('.');
export const zone: ForgedZone = new ForgedZone('example.');
export const child: ForgedZone = new ForgedZone('child.example.');
export const stranger: ForgedZone = new ForgedZone('stranger.');

/** The chain: @ a child d plain *.w x.y z. */
export const nsec: Readonly<Record<'apex' | 'a' | 'child' | 'd' | 'plain' | 'w' | 'x' | 'z', RRset>> = {
  apex: zone.signed('example. 300 NSEC a.example. NS SOA RRSIG NSEC DNSKEY'),
  a: zone.signed('a.example. 300 NSEC child.example. A RRSIG NSEC'),
  child: zone.signed('child.example. 300 NSEC d.example. NS DS RRSIG NSEC'),
  d: zone.signed('d.example. 300 NSEC plain.example. DNAME RRSIG NSEC'),
  plain: zone.signed('plain.example. 300 NSEC *.w.example. NS RRSIG NSEC'),
  w: zone.signed('*.w.example. 300 NSEC x.y.example. A RRSIG NSEC'),
  x: zone.signed('x.y.example. 300 NSEC z.example. A RRSIG NSEC'),
  z: zone.signed('z.example. 300 NSEC example. A RRSIG NSEC'),
};
export const soa: RRset = zone.signed('example. 300 SOA ns.example. host.example. 1 2 3 4 300');
export const spoilt = (rrset: RRset): RRset => ({
  ...rrset,
  signatures: rrset.signatures.map((signature) =>
    signature.map((byte, index) => (index === 60 ? byte ^ 1 : byte)),
  ),
});
/** At the hash of a name, up to just before it again: it covers all but the name. */
export const nsec3 = (
  name: string,
  types: string,
  parameters = '1 0 0 -',
  signer: ForgedZone = zone,
): RRset => {
  const iterations = Number(parameters.split(' ')[2]);
  const hash = formatBase32Hex(nsec3Hash(parseName(name), new Uint8Array(), iterations));
  return signer.signed(`${hash}.example. 300 NSEC3 ${parameters} ${hash} ${types}`);
};
export const made = (name: string, signedOwner: string, rdata = 'A 127.0.0.1'): RRset =>
  zone.signed(`${name} 300 ${rdata}`, { labels: signedOwner.split('.').length - 2, signedOwner });
export const alias = (to: string): RRset => zone.signed(`a.example. 300 CNAME ${to}`);
export const dname: RRset = zone.signed('d.example. 300 DNAME z.example.');
export const madeByDname: RRset = unsigned('h.d.example. 300 CNAME h.z.example.');
export const target: RRset = zone.signed('h.z.example. 300 A 127.0.0.1');
export const long: string = `${'x'.repeat(63)}.`.repeat(3);

const table: Readonly<Record<string, TableEntry>> = {
  '. DNSKEY': { answer: [root.dnskeys] },
  'example. DS': { answer: [root.dsFor(zone)] },
  'example. DNSKEY': { answer: [zone.dnskeys] },
  'child.example. DS': { answer: [zone.dsFor(child)] },
  'child.example. DNSKEY': { answer: [child.dnskeys] },
  'stranger. DS': { authority: [root.signed('stranger. 300 NSEC zzz. NS RRSIG NSEC')] },
  'plain.example. DS': { authority: [nsec.plain] },
  'a.example. DS': { authority: [nsec.a] },
  'd.example. DS': { authority: [nsec.d] },
  'z.example. DS': { authority: [nsec.z] },
  'h.z.example. DS': { authority: [nsec.z] },
  'h.d.example. DS': { authority: [nsec.d] },
  'q.example. DS': { authority: [nsec.plain, nsec.apex] },
  'w.example. DS': { authority: [nsec.plain] },
  'h.child.example. DS': {
    authority: [child.signed('h.child.example. 300 NSEC z.child.example. A RRSIG NSEC')],
  },
  'q.w.example. DS': { authority: [nsec.w] },
  'y.example. DS': { authority: [nsec.w] },
};

export const run = (
  name: string,
  type: string,
  entry: TableEntry | undefined,
  options: Partial<ValidateOptions> = {},
): Promise<Validation> => {
  const key = `${name} ${type}`;
  const exchange = tableExchange({ ...table, ...(entry === undefined ? {} : { [key]: entry }) });
  return validate({ name, type }, { exchange, anchors: [root.anchor], at, source: 'servers', ...options });
};
export const shown = ({ status, rcode, answer, denials, reasons }: Validation): string =>
  [
    status,
    rcode,
    answer.map((rrset) => (rrset.status === status ? rrset.type : `${rrset.type}:${rrset.status}`)).join(),
    denials.map(({ conclusion }) => conclusion).join(),
    reasons.map(({ code }) => code).join(),
  ].join('|');

export const nx = 3;
export type Row = readonly [what: string, question: string, entry: TableEntry | undefined, expected: string];

export function statusTable(rows: readonly Row[]): void {
  for (const [what, question, entry, expected] of rows)
    it(`${what}: ${expected}`, async () => {
      const [name = '', type = ''] = question.split(' ');
      const result = await run(name, type, entry);
      assert.equal(shown(result), expected, JSON.stringify(result.reasons));
    });
}
