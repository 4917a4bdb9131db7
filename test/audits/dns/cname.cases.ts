import { cname } from '../../../lib/audits/dns/cname.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const cnameTable: AuditTable = {
  audit: cname,
  cases: [
    { title: 'a healthy name', evidence: placesEvidence(), says: ['no-alias'] },
    {
      title: 'an alias into another zone',
      evidence: placesEvidence(['alias-elsewhere']),
      says: ['alias-elsewhere'],
      shows: /t1c\.t1t\.io → connector\.unsigned\.example/,
    },
    {
      title: 'an alias in its own zone',
      evidence: placesEvidence([], { name: 'alias.t1t.io' }),
      profile: { name: 'alias.t1t.io' },
      says: ['alias'],
    },
    {
      title: 'an alias to itself',
      evidence: placesEvidence([], { name: 'loop.t1t.io' }),
      profile: { name: 'loop.t1t.io' },
      says: ['loop'],
    },
    { title: 'silence', evidence: placesEvidence(['timeout'], { alone: true }), says: ['no-answer'] },
  ],
};
