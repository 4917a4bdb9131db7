import { cname } from '../../../lib/audits/dns/cname.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';
import { saidBy } from './shared/said.js';

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
    {
      title: 'an alias whose zone nobody tells',
      evidence: saidBy({
        't1c.t1t.io A': {
          answer: [
            't1c.t1t.io. 60 CNAME A.x.example.',
            'other.example. 60 CNAME z.example.',
            'a.X.example. 60 CNAME b.example.',
          ],
        },
      }),
      says: ['alias'],
      shows: /t1c\.t1t\.io → A\.x\.example → b\.example\./,
    },
    {
      title: 'aliases that lead to one in their midst',
      evidence: saidBy({
        't1c.t1t.io A': {
          answer: [
            't1c.t1t.io. 60 CNAME a.example.',
            'a.example. 60 CNAME b.example.',
            'b.example. 60 CNAME A.example.',
          ],
        },
      }),
      says: ['loop'],
      shows: /t1c\.t1t\.io → a\.example → b\.example → A\.example\./,
    },
    {
      title: 'an answer without the name',
      evidence: saidBy({ 't1c.t1t.io A': { answer: ['other.example. 60 CNAME a.example.'] } }),
      says: ['no-alias'],
    },
    {
      title: 'an empty answer',
      evidence: saidBy({ 't1c.t1t.io A': {} }),
      says: ['no-answer'],
    },
    { title: 'silence', evidence: placesEvidence(['timeout'], { alone: true }), says: ['no-answer'] },
  ],
};
