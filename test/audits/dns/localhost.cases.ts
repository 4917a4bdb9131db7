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
      title: 'an answer without an address',
      evidence: { dns: { resolvers: [], system: [{ name: 'localhost', addresses: [] }] } },
      says: ['elsewhere'],
    },
    {
      title: 'an address of the device and another',
      evidence: {
        dns: { resolvers: [], system: [{ name: 'localhost', addresses: ['127.0.0.1', '192.0.2.1'] }] },
      },
      says: ['elsewhere'],
      shows: /127\.0\.0\.1, 192\.0\.2\.1/,
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
