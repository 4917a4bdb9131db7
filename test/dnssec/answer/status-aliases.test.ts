/** CNAME and DNAME on the way to an answer (RFC 1034 §3.6.2, RFC 6672). */
import { unsigned } from '../forge.js';
import {
  alias,
  dname,
  long,
  madeByDname,
  nsec,
  target,
  zone,
  statusTable,
  type Row,
} from '../status-zone.js';

const rows: readonly Row[] = [
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

describe('dnssec: the status of aliases', () => {
  statusTable(rows);
});
