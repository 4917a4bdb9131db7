/**
 * The status of whole answers: what stands in each section, what may be said of it (RFC 4035 §3 to §5, RFC 4592, RFC 5155 §8,
 * RFC 6604, RFC 6672), and for how long it may be kept.
 */
import assert from 'node:assert/strict';
import { formatBase32Hex } from '../../lib/dns/base32hex.js';
import { parseName } from '../../lib/dns/name.js';
import type { RRset } from '../../lib/dns/rrset.js';
import { createCache, validate, type ValidateOptions, type Validation } from '../../lib/dnssec/index.js';
import { nsec3Hash } from '../../lib/dnssec/nsec3.js';
import { at, ForgedZone, tableExchange, unsigned, type TableEntry } from './forge.js';

const root = new ForgedZone('.');
const zone = new ForgedZone('example.');
const child = new ForgedZone('child.example.');
const stranger = new ForgedZone('stranger.');

/** The chain: @ a child d plain *.w x.y z. */
const nsec = {
  apex: zone.signed('example. 300 NSEC a.example. NS SOA RRSIG NSEC DNSKEY'),
  a: zone.signed('a.example. 300 NSEC child.example. A RRSIG NSEC'),
  child: zone.signed('child.example. 300 NSEC d.example. NS DS RRSIG NSEC'),
  d: zone.signed('d.example. 300 NSEC plain.example. DNAME RRSIG NSEC'),
  plain: zone.signed('plain.example. 300 NSEC *.w.example. NS RRSIG NSEC'),
  w: zone.signed('*.w.example. 300 NSEC x.y.example. A RRSIG NSEC'),
  x: zone.signed('x.y.example. 300 NSEC z.example. A RRSIG NSEC'),
  z: zone.signed('z.example. 300 NSEC example. A RRSIG NSEC'),
};
const soa = zone.signed('example. 300 SOA ns.example. host.example. 1 2 3 4 300');
const spoilt = (rrset: RRset): RRset => ({
  ...rrset,
  signatures: rrset.signatures.map((signature) =>
    signature.map((byte, index) => (index === 60 ? byte ^ 1 : byte)),
  ),
});
/** At the hash of a name, up to just before it again: it covers all but the name. */
const nsec3 = (name: string, types: string, parameters = '1 0 0 -', signer = zone): RRset => {
  const iterations = Number(parameters.split(' ')[2]);
  const hash = formatBase32Hex(nsec3Hash(parseName(name), new Uint8Array(), iterations));
  return signer.signed(`${hash}.example. 300 NSEC3 ${parameters} ${hash} ${types}`);
};
const made = (name: string, signedOwner: string, rdata = 'A 127.0.0.1'): RRset =>
  zone.signed(`${name} 300 ${rdata}`, { labels: signedOwner.split('.').length - 2, signedOwner });
const alias = (to: string): RRset => zone.signed(`a.example. 300 CNAME ${to}`);
const dname = zone.signed('d.example. 300 DNAME z.example.');
const madeByDname = unsigned('h.d.example. 300 CNAME h.z.example.');
const target = zone.signed('h.z.example. 300 A 127.0.0.1');
const long = `${'x'.repeat(63)}.`.repeat(3);

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

const run = (
  name: string,
  type: string,
  entry: TableEntry | undefined,
  options: Partial<ValidateOptions> = {},
): Promise<Validation> => {
  const key = `${name} ${type}`;
  const exchange = tableExchange({ ...table, ...(entry === undefined ? {} : { [key]: entry }) });
  return validate({ name, type }, { exchange, anchors: [root.anchor], at, source: 'servers', ...options });
};
const shown = ({ status, rcode, answer, denials, reasons }: Validation): string =>
  [
    status,
    rcode,
    answer.map((rrset) => (rrset.status === status ? rrset.type : `${rrset.type}:${rrset.status}`)).join(),
    denials.map(({ conclusion }) => conclusion).join(),
    reasons.map(({ code }) => code).join(),
  ].join('|');

const nx = 3;
type Row = readonly [what: string, question: string, entry: TableEntry | undefined, expected: string];

const positive: readonly Row[] = [
  ['an RRset', 'a.example. A', { answer: [zone.signed('a.example. 300 A 127.0.0.1')] }, 'secure|NOERROR|A||'],
  [
    'one with a wrong signature',
    'a.example. A',
    { answer: [spoilt(zone.signed('a.example. 300 A 127.0.0.1'))] },
    'bogus|NOERROR|A||signature-invalid',
  ],
  [
    'one without',
    'a.example. A',
    { answer: [unsigned('a.example. 300 A 127.0.0.1')] },
    'bogus|NOERROR|A||signature-missing',
  ],
  [
    'one signed by a name that is no zone',
    'a.example. A',
    { answer: [new ForgedZone('a.example.').signed('a.example. 300 A 127.0.0.1')] },
    'bogus|NOERROR|A||signature-foreign',
  ],
  [
    'one signed by a zone beside it',
    'a.example. A',
    { answer: [child.signed('a.example. 300 A 127.0.0.1')] },
    'bogus|NOERROR|A||signature-missing',
  ],
  [
    'one in an unsigned zone',
    'h.plain.example. A',
    { answer: [unsigned('h.plain.example. 300 A 127.0.0.1')] },
    'insecure|NOERROR|A||unsigned-delegation',
  ],
  [
    'one that an unsigned zone signs',
    'h.plain.example. A',
    { answer: [new ForgedZone('plain.example.').signed('h.plain.example. 300 A 127.0.0.1')] },
    'insecure|NOERROR|A||unsigned-delegation',
  ],
  [
    'one in a signed zone below',
    'h.child.example. A',
    { answer: [child.signed('h.child.example. 300 A 127.0.0.1')] },
    'secure|NOERROR|A||',
  ],
  [
    'one signed wrongly by the zone above, and rightly by its own',
    'h.child.example. A',
    { answer: [child.sign(spoilt(zone.signed('h.child.example. 300 A 127.0.0.1')))] },
    'secure|NOERROR|A||',
  ],
  [
    'one signed wrongly, where what lies below cannot be seen',
    'h.dark.example. A',
    { answer: [spoilt(zone.signed('h.dark.example. 300 A 127.0.0.1'))] },
    'bogus|NOERROR|A||signature-invalid,response-failure',
  ],
  [
    'one without a signature, where what lies below cannot be seen',
    'h.dark.example. A',
    { answer: [unsigned('h.dark.example. 300 A 127.0.0.1')] },
    'indeterminate|NOERROR|A||response-failure',
  ],
  ['no response', 'a.example. A', undefined, 'indeterminate|SERVFAIL|||response-failure'],
  // A DS is the parent's (RFC 4035 §2.4).
  ['a DS by the parent', 'child.example. DS', { answer: [zone.dsFor(child)] }, 'secure|NOERROR|DS||'],
  [
    'a DS by the child',
    'child.example. DS',
    { answer: [child.dsFor(child)] },
    'bogus|NOERROR|DS||signature-missing',
  ],
  [
    'a DS without signature',
    'child.example. DS',
    { answer: [{ ...zone.dsFor(child), signatures: [] }] },
    'bogus|NOERROR|DS||signature-missing',
  ],
  // Signatures are not signed (RFC 4035 §2.2).
  [
    'RRSIG',
    'a.example. RRSIG',
    { answer: [zone.signed('a.example. 300 A 127.0.0.1')] },
    'indeterminate|NOERROR|||unsignable',
  ],
  [
    'SIG',
    'a.example. SIG',
    { answer: [zone.signed('a.example. 300 A 127.0.0.1')] },
    'indeterminate|NOERROR|||unsignable',
  ],
  // Every RRset at the name, and no other (RFC 8482).
  [
    'ANY',
    'a.example. ANY',
    {
      answer: [
        zone.signed('a.example. 300 A 127.0.0.1'),
        zone.signed('a.example. 300 TXT "x"'),
        unsigned('b.example. 300 A 192.0.2.1'),
      ],
    },
    'secure|NOERROR|A,TXT||',
  ],
  [
    'ANY, one of them unsigned',
    'a.example. ANY',
    { answer: [zone.signed('a.example. 300 A 127.0.0.1'), unsigned('a.example. 300 TXT "x"')] },
    'bogus|NOERROR|A:secure,TXT||signature-missing',
  ],
  ['ANY at an alias', 'a.example. ANY', { answer: [alias('z.example.')] }, 'secure|NOERROR|CNAME||'],
  // A wildcard's use is proven (RFC 4035 §5.3.4).
  [
    'a wildcard',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [nsec.w] },
    'secure|NOERROR|A|no-closer-match|',
  ],
  [
    'a wildcard without proof',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')] },
    'bogus|NOERROR|A||denial-missing',
  ],
  [
    'a wildcard with another proof',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [nsec.a] },
    'bogus|NOERROR|A||denial-unsound',
  ],
  [
    'a wildcard with a spoilt proof',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [spoilt(nsec.w)] },
    'bogus|NOERROR|A||denial-missing,signature-invalid',
  ],
  [
    'a wildcard in an opt-out span',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [nsec3('w.example.', '', '1 1 0 -')] },
    'insecure|NOERROR|A|opt-out|opt-out',
  ],
  [
    'a wildcard by NSEC3',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [nsec3('w.example.', '')] },
    'secure|NOERROR|A|no-closer-match|',
  ],
  [
    'a wildcard with too many iterations',
    'q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.')], authority: [nsec3('w.example.', '', '1 0 151 -')] },
    'insecure|NOERROR|A|too-many-iterations|nsec3-iterations',
  ],
  [
    'a wildcard DNAME',
    'h.q.w.example. A',
    { answer: [made('q.w.example.', '*.w.example.', 'DNAME z.example.')], authority: [nsec.w] },
    'bogus|NOERROR|DNAME,CNAME||signature-wildcard',
  ],
  // Who believes the rcode believes what the records refute.
  [
    'NXDOMAIN with the RRset',
    'a.example. A',
    { rcode: nx, answer: [zone.signed('a.example. 300 A 127.0.0.1')] },
    'bogus|NOERROR|A:secure||denial-unsound',
  ],
  [
    'NXDOMAIN with an RRset of an unsigned zone',
    'h.plain.example. A',
    { rcode: nx, answer: [unsigned('h.plain.example. 300 A 127.0.0.1')] },
    'insecure|NOERROR|A||unsigned-delegation',
  ],
  [
    'NXDOMAIN of the target of the CNAME asked for',
    'a.example. CNAME',
    { rcode: nx, answer: [alias('q.example.')] },
    'secure|NXDOMAIN|CNAME||',
  ],
];

const aliases: readonly Row[] = [
  [
    'an alias and its target',
    'a.example. A',
    { answer: [alias('h.z.example.'), target] },
    'secure|NOERROR|CNAME,A||',
  ],
  [
    'an alias to itself',
    'a.example. A',
    { answer: [alias('a.example.')] },
    'indeterminate|NOERROR|CNAME:secure||alias-loop',
  ],
  [
    'an alias to itself in capitals',
    'a.example. A',
    { answer: [alias('A.example.')] },
    'indeterminate|NOERROR|CNAME:secure||alias-loop',
  ],
  [
    'two targets',
    'a.example. A',
    { answer: [zone.signed(['a.example. 300 CNAME z.example.', 'a.example. 300 CNAME q.example.'])] },
    'bogus|NOERROR|CNAME:secure||alias-malformed',
  ],
  [
    'a DNAME, with the CNAME it makes',
    'h.d.example. A',
    { answer: [dname, madeByDname, target] },
    'secure|NOERROR|DNAME,CNAME,A||',
  ],
  ['a DNAME alone', 'h.d.example. A', { answer: [dname, target] }, 'secure|NOERROR|DNAME,CNAME,A||'],
  [
    'a DNAME without signature',
    'h.d.example. A',
    { answer: [{ ...dname, signatures: [] }, madeByDname, target] },
    'bogus|NOERROR|DNAME,CNAME||signature-missing',
  ],
  [
    'a DNAME with another CNAME',
    'h.d.example. A',
    { answer: [dname, unsigned('h.d.example. 300 CNAME x.z.example.'), target] },
    'bogus|NOERROR|DNAME:secure,CNAME:secure||dname-mismatch',
  ],
  [
    'a DNAME with two CNAMEs',
    'h.d.example. A',
    {
      answer: [
        dname,
        unsigned(['h.d.example. 300 CNAME h.z.example.', 'h.d.example. 300 CNAME x.z.example.']),
        target,
      ],
    },
    'bogus|NOERROR|DNAME:secure,CNAME:secure||dname-mismatch',
  ],
  [
    'a DNAME with two targets',
    'h.d.example. A',
    {
      answer: [
        zone.signed(['d.example. 300 DNAME z.example.', 'd.example. 300 DNAME y.example.']),
        madeByDname,
      ],
    },
    'bogus|NOERROR|DNAME:secure||alias-malformed',
  ],
  ['a DNAME beside the path', 'h.z.example. A', { answer: [dname, target] }, 'secure|NOERROR|A||'],
  [
    'a DNAME at the name itself',
    'd.example. A',
    { answer: [dname], authority: [nsec.d] },
    'secure|NOERROR||nodata|',
  ],
  ['a DNAME that was asked for', 'd.example. DNAME', { answer: [dname] }, 'secure|NOERROR|DNAME||'],
  [
    'the deeper of two DNAMEs',
    'h.s.d.example. A',
    { answer: [dname, zone.signed('s.d.example. 300 DNAME z.example.'), target] },
    'secure|NOERROR|DNAME,CNAME,A||',
  ],
  [
    'a CNAME of its own below a DNAME',
    'h.d.example. A',
    { answer: [dname, zone.signed('h.d.example. 300 CNAME h.z.example.'), target] },
    'secure|NOERROR|CNAME,A||',
  ],
  [
    'the CNAME that a DNAME makes, asked for',
    'h.d.example. CNAME',
    { answer: [dname, madeByDname] },
    'secure|NOERROR|DNAME,CNAME||',
  ],
  ['a CNAME, asked for', 'a.example. CNAME', { answer: [alias('z.example.')] }, 'secure|NOERROR|CNAME||'],
  // YXDOMAIN where what the DNAME makes is too long (RFC 6672 §2.2).
  [
    'a DNAME that makes too long a name',
    `${long}d.example. A`,
    { rcode: 6, answer: [zone.signed(`d.example. 300 DNAME ${'y'.repeat(60)}.example.`)] },
    'secure|YXDOMAIN|DNAME||',
  ],
  [
    'a DNAME that makes too long a name, without the rcode',
    `${long}d.example. A`,
    { answer: [zone.signed(`d.example. 300 DNAME ${'y'.repeat(60)}.example.`)] },
    'bogus|NOERROR|DNAME:secure||alias-malformed',
  ],
];

const negative: readonly Row[] = [
  [
    'NXDOMAIN',
    'q.example. A',
    { rcode: nx, authority: [soa, nsec.plain, nsec.apex] },
    'secure|NXDOMAIN||nxdomain|',
  ],
  [
    'NXDOMAIN without its SOA',
    'q.example. A',
    { rcode: nx, authority: [nsec.plain, nsec.apex] },
    'secure|NXDOMAIN||nxdomain|',
  ],
  [
    'NXDOMAIN with a spoilt SOA',
    'q.example. A',
    { rcode: nx, authority: [spoilt(soa), nsec.plain, nsec.apex] },
    'bogus|NXDOMAIN|||signature-invalid',
  ],
  [
    'NXDOMAIN with an unsigned SOA',
    'q.example. A',
    { rcode: nx, authority: [unsigned('example. 300 SOA . . 1 2 3 4 5'), nsec.plain, nsec.apex] },
    'bogus|NXDOMAIN|||signature-missing',
  ],
  [
    'NXDOMAIN with the SOA of another zone',
    'q.example. A',
    { rcode: nx, authority: [unsigned('. 300 SOA . . 1 2 3 4 5'), nsec.plain, nsec.apex] },
    'secure|NXDOMAIN||nxdomain|',
  ],
  [
    'NXDOMAIN without the wildcard’s proof',
    'q.example. A',
    { rcode: nx, authority: [soa, nsec.plain] },
    'bogus|NXDOMAIN|||denial-unsound',
  ],
  [
    'NXDOMAIN with a spoilt proof',
    'q.example. A',
    { rcode: nx, authority: [spoilt(nsec.plain)] },
    'bogus|NXDOMAIN|||signature-invalid,denial-missing',
  ],
  ['NXDOMAIN with nothing', 'q.example. A', { rcode: nx }, 'bogus|NXDOMAIN|||denial-missing'],
  [
    'NXDOMAIN proven, and NOERROR said',
    'q.example. A',
    { authority: [soa, nsec.plain, nsec.apex] },
    'bogus|NOERROR|||denial-unsound',
  ],
  [
    'NXDOMAIN by NSEC3',
    'q.example. A',
    { rcode: nx, authority: [soa, nsec3('example.', 'NS SOA')] },
    'secure|NXDOMAIN||nxdomain|',
  ],
  [
    'NXDOMAIN in an opt-out span',
    'q.example. A',
    { rcode: nx, authority: [soa, nsec3('example.', 'NS SOA', '1 1 0 -')] },
    'insecure|NXDOMAIN||opt-out|opt-out',
  ],
  [
    'NXDOMAIN with too many iterations',
    'q.example. A',
    { rcode: nx, authority: [nsec3('example.', 'NS SOA', '1 0 151 -')] },
    'insecure|NXDOMAIN||too-many-iterations|nsec3-iterations',
  ],
  ['NODATA', 'a.example. AAAA', { authority: [soa, nsec.a] }, 'secure|NOERROR||nodata|'],
  [
    'NODATA of a type that is there',
    'a.example. A',
    { authority: [soa, nsec.a] },
    'bogus|NOERROR|||denial-unsound',
  ],
  [
    'NODATA with too many iterations',
    'a.example. AAAA',
    { authority: [nsec3('a.example.', 'A', '1 0 151 -')] },
    'insecure|NOERROR||too-many-iterations|nsec3-iterations',
  ],
  ['NODATA of a wildcard', 'q.w.example. AAAA', { authority: [nsec.w] }, 'secure|NOERROR||wildcard-nodata|'],
  [
    'NODATA in an opt-out span',
    'q.example. DS',
    { authority: [nsec3('example.', 'NS SOA', '1 1 0 -')] },
    'insecure|NOERROR||opt-out|opt-out',
  ],
  // Old servers say NXDOMAIN for empty non-terminals: what is proven stands, with NSEC.
  [
    'NXDOMAIN for an empty non-terminal',
    'y.example. A',
    { rcode: nx, authority: [nsec.w] },
    'secure|NOERROR||empty-non-terminal|',
  ],
  ['NXDOMAIN for NODATA', 'a.example. AAAA', { rcode: nx, authority: [nsec.a] }, 'secure|NOERROR||nodata|'],
  [
    'NXDOMAIN for NODATA by NSEC3',
    'a.example. AAAA',
    { rcode: nx, authority: [nsec3('a.example.', 'A')] },
    'bogus|NXDOMAIN|||denial-unsound',
  ],
  [
    'NXDOMAIN for NODATA in an opt-out span',
    'a.example. DS',
    { rcode: nx, authority: [nsec3('a.example.', 'A', '1 1 0 -')] },
    'bogus|NXDOMAIN|||denial-unsound',
  ],
  // At the end of aliases what is proven stands, whatever is said (RFC 6604 §2.1).
  [
    'NXDOMAIN at the end, said',
    'a.example. A',
    { rcode: nx, answer: [alias('q.example.')], authority: [nsec.plain, nsec.apex] },
    'secure|NXDOMAIN|CNAME|nxdomain|',
  ],
  [
    'NXDOMAIN at the end, NOERROR said',
    'a.example. A',
    { answer: [alias('q.example.')], authority: [nsec.plain, nsec.apex] },
    'secure|NXDOMAIN|CNAME|nxdomain|',
  ],
  [
    'NODATA at the end, by NSEC3, NXDOMAIN said',
    'a.example. AAAA',
    { rcode: nx, answer: [alias('z.example.')], authority: [nsec3('z.example.', 'A')] },
    'secure|NOERROR|CNAME|nodata|',
  ],
  // Of a zone cut, both sides (RFC 4035 §3.1.4.1).
  [
    'NODATA of the DS of an unsigned delegation',
    'plain.example. DS',
    { authority: [nsec.plain] },
    'secure|NOERROR||nodata|',
  ],
  [
    'NODATA of the DS of a delegation that has one',
    'child.example. DS',
    { authority: [nsec.child] },
    'bogus|NOERROR|||denial-unsound',
  ],
  [
    'NODATA of the DS by the child',
    'child.example. DS',
    { authority: [child.signed('child.example. 300 NSEC z.child.example. NS SOA RRSIG NSEC DNSKEY')] },
    'bogus|NOERROR|||denial-missing',
  ],
  [
    'NODATA of the DS of the root',
    '. DS',
    { authority: [root.signed('. 300 NSEC example. NS SOA RRSIG NSEC DNSKEY')] },
    'secure|NOERROR||nodata|',
  ],
  [
    'NODATA in the child',
    'h.child.example. AAAA',
    { authority: [child.signed('h.child.example. 300 NSEC z.child.example. A RRSIG NSEC')] },
    'secure|NOERROR||nodata|',
  ],
  [
    'NODATA in the child, with what its parent says',
    'h.child.example. AAAA',
    { authority: [nsec.child, child.signed('h.child.example. 300 NSEC z.child.example. A RRSIG NSEC')] },
    'secure|NOERROR||nodata|',
  ],
  [
    'NXDOMAIN below a cut, by the parent',
    'h.child.example. A',
    { rcode: nx, authority: [nsec.child, nsec.apex] },
    'bogus|NXDOMAIN|||denial-unsound',
  ],
  [
    'a proof by another zone',
    'a.example. AAAA',
    { authority: [stranger.signed('a.example. 300 NSEC b.example. A RRSIG NSEC')] },
    'bogus|NOERROR|||denial-missing',
  ],
  [
    'a signed record that is no proof',
    'a.example. AAAA',
    { authority: [zone.signed('example. 300 NS ns.example.')] },
    'bogus|NOERROR|||denial-missing',
  ],
  ['NODATA in an unsigned zone', 'h.plain.example. A', {}, 'insecure|NOERROR|||unsigned-delegation'],
  [
    'NXDOMAIN in an unsigned zone',
    'h.plain.example. A',
    { rcode: nx },
    'insecure|NXDOMAIN|||unsigned-delegation',
  ],
  [
    'nothing, where what lies below cannot be seen',
    'h.dark.example. A',
    {},
    'indeterminate|NOERROR|||response-failure',
  ],
  [
    'no proof, where what lies below cannot be seen',
    'h.dark.example. A',
    { authority: [nsec.a] },
    'bogus|NOERROR|||denial-unsound,response-failure',
  ],
];

describe('dnssec: the status of answers', () => {
  for (const [kind, rows] of Object.entries({ 'an RRset': positive, aliases, '"no"': negative }))
    describe(kind, () => {
      for (const [what, question, entry, expected] of rows)
        it(`${what}: ${expected}`, async () => {
          const [name = '', type = ''] = question.split(' ');
          const result = await run(name, type, entry);
          assert.equal(shown(result), expected, JSON.stringify(result.reasons));
        });
    });

  it('follows as many aliases as are allowed', async () => {
    const links = ['a', 'b', 'c', 'd', 'e'].map((label, index) =>
      zone.signed(`${label}.example. 300 CNAME ${'bcdeh'[index] ?? ''}${label === 'e' ? '.z' : ''}.example.`),
    );
    const answer = [...links, target];
    assert.equal(
      shown(await run('a.example.', 'A', { answer }, { limits: { aliases: 5 } })),
      'secure|NOERROR|CNAME,CNAME,CNAME,CNAME,CNAME,A||',
    );
    assert.equal(
      shown(await run('a.example.', 'A', { answer }, { limits: { aliases: 4 } })),
      'indeterminate|NOERROR|CNAME:secure,CNAME:secure,CNAME:secure,CNAME:secure,CNAME:secure||limit-aliases',
    );
  });

  const ttl = (rrset: RRset, ttlSeconds: number): RRset => ({ ...rrset, ttlSeconds });
  // Seconds for which the whole may be kept: the least of all that it rests on (RFC 4035 §5.3.3, RFC 2308 §5).
  const lives: readonly [what: string, question: string, entry: TableEntry, seconds: number][] = [
    ['an RRset', 'a.example. A', { answer: [ttl(zone.signed('a.example. 300 A 127.0.0.1'), 40)] }, 40],
    [
      'a wildcard',
      'q.w.example. A',
      { answer: [ttl(made('q.w.example.', '*.w.example.'), 40)], authority: [ttl(nsec.w, 20)] },
      20,
    ],
    [
      'a wildcard that is kept less than its proof',
      'q.w.example. A',
      { answer: [ttl(made('q.w.example.', '*.w.example.'), 20)], authority: [ttl(nsec.w, 40)] },
      20,
    ],
    ['NODATA', 'a.example. AAAA', { authority: [ttl(soa, 60), ttl(nsec.a, 30)] }, 30],
    [
      'NODATA that is kept less than its proof',
      'a.example. AAAA',
      { authority: [ttl(soa, 30), ttl(nsec.a, 60)] },
      30,
    ],
    ['NODATA without SOA', 'a.example. AAAA', { authority: [ttl(nsec.a, 25)] }, 25],
    ['an alias', 'a.example. A', { answer: [ttl(alias('h.z.example.'), 15), target] }, 15],
    ['the target of an alias', 'a.example. A', { answer: [alias('h.z.example.'), ttl(target, 15)] }, 15],
  ];
  for (const [what, question, entry, seconds] of lives)
    it(`keeps ${what} for ${seconds} seconds`, async () => {
      const [name = '', type = ''] = question.split(' ');
      const cache = createCache();
      const after = async (later: number): Promise<number> =>
        (await run(name, type, entry, { cache, at: new Date(at.getTime() + later * 1000) })).cost.queries;
      assert.ok((await after(0)) > 0);
      assert.equal(await after(seconds - 1), 0);
      assert.ok((await after(seconds + 1)) > 0);
    });

  it('shows what the answer rests on', async () => {
    const result = await run('q.w.example.', 'A', {
      answer: [made('q.w.example.', '*.w.example.')],
      authority: [nsec.w],
    });
    assert.deepEqual(
      result.chain.map(({ zone: of, status, by }) => `${of} ${status} ${by}`),
      ['. secure anchor', 'example. secure ds'],
    );
    assert.deepEqual(result.answer[0]?.data, ['127.0.0.1']);
    assert.equal(result.answer[0]?.proof?.wildcard, '*.w.example.');
    assert.match(result.denials[0]?.records[0] ?? '', /^\*\.w\.example\. NSEC x\.y\.example\. A RRSIG NSEC$/);
    const dark = await run('h.dark.example.', 'A', undefined);
    assert.deepEqual(
      [dark.status, dark.chain.map(({ zone: of }) => of).slice(0, 2)],
      ['indeterminate', ['.', 'example.']],
    );
    const below = await run('h.plain.example.', 'A', {});
    const denial = below.chain.find(({ by }) => by === 'no-ds')?.denial;
    assert.equal(denial?.conclusion, 'unsigned-delegation');
    const used = result.chain.map(({ keys }) => keys.map((key) => key.used));
    assert.deepEqual(used, [[true], [true]]);
  });
});
