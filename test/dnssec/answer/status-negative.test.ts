/** NXDOMAIN and NODATA, said and proven (RFC 4035 §5.4, RFC 5155 §8, RFC 6604). */
import { unsigned } from '../forge.js';
import {
  alias,
  child,
  nsec,
  nsec3,
  nx,
  root,
  soa,
  spoilt,
  stranger,
  zone,
  statusTable,
  type Row,
} from '../status-zone.js';

const rows: readonly Row[] = [
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
    'NXDOMAIN by three zones, of which the deepest two are looked at: each proves nothing',
    'h.child.example. A',
    {
      rcode: nx,
      authority: [
        spoilt(root.signed('example. 300 NSEC x. NS DS RRSIG NSEC')),
        nsec.a,
        child.signed('a.child.example. 300 NSEC b.child.example. A RRSIG NSEC'),
      ],
    },
    'bogus|NXDOMAIN|||denial-unsound,denial-unsound',
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

describe('dnssec: the status of what says no', () => {
  statusTable(rows);
});
