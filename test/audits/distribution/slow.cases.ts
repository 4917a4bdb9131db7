import { slow } from '../../../lib/audits/distribution/slow.js';
import type { AuditTable } from '../case.js';
import { see, sharedCases } from './shared/seen.js';

export const slowTable: AuditTable = {
  audit: slow,
  cases: [
    ...sharedCases,
    { title: '62 ms', evidence: see(), says: ['quick'], shows: /62 ms/ },
    {
      title: 'a service that takes three seconds',
      evidence: see({ probe: { http: { ms: 3000, status: 200, headers: {} } } }),
      says: ['slow'],
      shows: /HTTP 3000 ms/,
    },
    {
      title: 'a stricter profile',
      evidence: see(),
      profile: { distribution: { slowMs: 50 } },
      says: ['slow'],
    },
  ],
};
