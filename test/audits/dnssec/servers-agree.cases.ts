import { serversAgree } from '../../../lib/audits/dnssec/servers-agree.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const serversAgreeTable: AuditTable = {
  audit: serversAgree,
  cases: [
    { title: 'a healthy zone', evidence: placesEvidence(), says: ['agree'], shows: /All 3 servers/ },
    {
      title: 'a server with an old address',
      evidence: placesEvidence(['stale-server']),
      says: ['differs'],
      shows: /192\.0\.2\.5.*192\.0\.2\.66, bogus/,
    },
    { title: 'a server that is silent', evidence: placesEvidence(['silent-server']), says: ['silent'] },
    {
      title: 'a network that lets no DNS out',
      evidence: {
        dns: {
          resolvers: [],
          authoritative: {
            records: [],
            servers: [],
            error: { code: 'timeout', message: 'the walk from the root took longer than 2500 ms' },
          },
        },
      },
      says: ['unreachable'],
    },
    { title: 'nobody asked', evidence: { dns: { resolvers: [] } }, says: ['not-asked'] },
  ],
};
