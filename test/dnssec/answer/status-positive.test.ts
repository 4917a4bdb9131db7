/** RRsets as answers: whose signature counts, and what a wildcard's use needs (RFC 4035 §5.3, RFC 4592). */
import { ForgedZone, unsigned } from '../forge.js';
import { alias, child, made, nsec, nsec3, nx, spoilt, zone, statusTable, type Row } from '../status-zone.js';

const rows: readonly Row[] = [
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

describe('dnssec: the status of RRsets', () => {
  statusTable(rows);
});
