import { localhost } from '../../../lib/audits/dns/localhost.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const localhostTable: AuditTable = {
  audit: localhost,
  cases: [
    { title: 'a healthy machine', evidence: placesEvidence(), says: ['loopback'] },
    {
      title: 'another address',
      evidence: placesEvidence(['localhost-elsewhere']),
      says: ['elsewhere', 'hosts-elsewhere'],
      shows: /\/etc\/hosts:3/,
    },
    {
      title: 'no address',
      evidence: {
        dns: {
          resolvers: [],
          system: [{ name: 'localhost', error: { code: 'not-found', message: 'it has no address' } }],
        },
      },
      says: ['not-found'],
    },
    {
      title: 'no answer',
      evidence: {
        dns: {
          resolvers: [],
          system: [{ name: 'localhost', error: { code: 'timeout', message: 'no answer within 2500 ms' } }],
        },
      },
      says: ['no-answer'],
    },
    { title: 'nobody asked', evidence: {}, says: ['not-asked'] },
  ],
};
