import { outage } from '../../../lib/audits/dns/outage.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const outageTable: AuditTable = {
  audit: outage,
  cases: [
    { title: 'a healthy resolver', evidence: placesEvidence(), says: ['works'] },
    { title: 'silence', evidence: placesEvidence(['timeout']), says: ['silent'] },
    {
      title: 'silence for the name alone',
      evidence: placesEvidence(['drops-name']),
      says: ['silent-for-name'],
    },
    { title: 'REFUSED to all', evidence: placesEvidence(['refused']), says: ['refuses-all'] },
    { title: 'SERVFAIL to all', evidence: placesEvidence(['outage']), says: ['fails-all'] },
    {
      title: 'NXDOMAIN for all, the root included',
      evidence: placesEvidence(['denies-everything']),
      says: ['denies-all'],
    },
    { title: 'SERVFAIL for the name', evidence: placesEvidence(['servfail']), says: ['fails-for-name'] },
    { title: 'rebinding protection', evidence: placesEvidence(['rebinding-servfail']), says: ['works'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
