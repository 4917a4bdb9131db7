import { resolverValidates } from '../../../lib/audits/dnssec/resolver-validates.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const resolverValidatesTable: AuditTable = {
  audit: resolverValidates,
  cases: [
    { title: 'a resolver that validates', evidence: placesEvidence(), says: ['validates'] },
    { title: 'one that does not', evidence: placesEvidence(['no-validation']), says: ['does-not-validate'] },
    {
      title: 'one that strips signatures',
      evidence: placesEvidence(['stripped-signatures']),
      says: ['strips-signatures'],
    },
    {
      title: 'one that vouches for what it made up',
      evidence: placesEvidence(['vouches-for-bogus']),
      says: ['vouches-for-bogus'],
    },
    { title: 'an answer replaced by a filter', evidence: placesEvidence(['sinkhole']), says: ['validates'] },
    { title: 'silence', evidence: placesEvidence(['timeout']), says: ['no-response'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
