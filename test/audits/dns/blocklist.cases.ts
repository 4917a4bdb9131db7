import { blocklist } from '../../../lib/audits/dns/blocklist.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const blocklistTable: AuditTable = {
  audit: blocklist,
  cases: [
    { title: 'a healthy name', evidence: placesEvidence(), says: ['not-blocked'] },
    {
      title: 'an Extended DNS Error',
      evidence: placesEvidence(['blocklist-ede']),
      says: ['blocked'],
      shows: /15 \(Blocked\).*category: proxies/,
    },
    {
      title: '0.0.0.0',
      evidence: placesEvidence(['blocklist-address']),
      says: ['blocked'],
      shows: /0\.0\.0\.0/,
    },
    {
      title: 'a block page',
      evidence: placesEvidence(['sinkhole']),
      says: ['blocked'],
      shows: /Cisco Umbrella/,
    },
    {
      title: 'a response policy zone',
      evidence: placesEvidence(['response-policy-zone']),
      says: ['blocked'],
      shows: /rpz\.corp\.example/,
    },
    { title: 'the whole name denied', evidence: placesEvidence(['nxdomain']), says: ['name-denied'] },
    {
      title: 'an address of the company',
      evidence: placesEvidence(['redirected']),
      says: ['redirected'],
      shows: /10\.20\.30\.40/,
    },
    {
      title: 'an address of the company, nobody else asked',
      evidence: placesEvidence(['redirected'], { alone: true }),
      says: ['redirected'],
    },
    {
      title: 'another address that the zone itself gives',
      evidence: placesEvidence(['wrong-address']),
      says: ['not-blocked'],
    },
    { title: 'rebinding protection', evidence: placesEvidence(['rebinding-filter']), says: ['not-blocked'] },
    { title: 'every name denied', evidence: placesEvidence(['denies-everything']), says: ['no-answer'] },
    { title: 'silence', evidence: placesEvidence(['timeout']), says: ['no-answer'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
