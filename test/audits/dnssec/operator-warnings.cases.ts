import { operatorWarnings } from '../../../lib/audits/dnssec/operator-warnings.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const operatorWarningsTable: AuditTable = {
  audit: operatorWarnings,
  cases: [
    { title: 'a healthy zone', evidence: placesEvidence(), says: ['none'] },
    {
      title: 'signatures that end soon',
      evidence: placesEvidence(['signatures-end-soon']),
      says: ['warning'],
      shows: /t1t\.io\. .*expires on 2026-11-26/,
    },
    {
      title: 'NSEC3 iterations',
      evidence: placesEvidence(['nsec3-iterations']),
      says: ['warning'],
      shows: /50 iterations.*nsec3-iterations/,
    },
    {
      title: 'a DS that the zone asks for and its parent has not',
      evidence: placesEvidence(['cds-differs']),
      says: ['warning'],
      shows: /t1t\.io\. publishes CDS \d+, its parent has DS \d+ \(RFC 7344 §4\.1\).*cds-differs/,
    },
    { title: 'a broken zone', evidence: placesEvidence(['wrong-ds']), says: ['not-secure'] },
    { title: 'nobody asked', evidence: { dns: { resolvers: [] } }, says: ['nobody-asked'] },
  ],
};
