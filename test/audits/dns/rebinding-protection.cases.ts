import { rebindingProtection } from '../../../lib/audits/dns/rebinding-protection.js';
import type { AuditTable } from '../case.js';
import { placesEvidence } from '../lab-evidence.js';

export const rebindingProtectionTable: AuditTable = {
  audit: rebindingProtection,
  cases: [
    { title: 'a healthy name', evidence: placesEvidence(), says: ['gives-it'] },
    {
      title: 'loopback addresses stripped',
      evidence: placesEvidence(['rebinding-filter']),
      says: ['filtered'],
      shows: /an empty answer.*according to the zone’s own servers/,
    },
    {
      title: 'stripped, and called blocked',
      evidence: placesEvidence(['rebinding-ede']),
      says: ['filtered'],
    },
    { title: 'NXDOMAIN for A alone', evidence: placesEvidence(['rebinding-nxdomain']), says: ['filtered'] },
    { title: 'REFUSED for A alone', evidence: placesEvidence(['rebinding-refused']), says: ['filtered'] },
    { title: 'SERVFAIL for A alone', evidence: placesEvidence(['rebinding-servfail']), says: ['filtered'] },
    {
      title: 'nobody else asked',
      evidence: placesEvidence(['rebinding-filter'], { alone: true }),
      says: ['probably'],
    },
    {
      title: 'a record that is missing',
      evidence: placesEvidence([], { name: 'nowhere.t1t.io' }),
      profile: { name: 'nowhere.t1t.io' },
      says: ['other-cause'],
      shows: /no such record/,
    },
    {
      title: 'an unsigned zone and nobody else asked',
      evidence: placesEvidence([], { alone: true, name: 'nowhere.unsigned.example' }),
      profile: { name: 'nowhere.unsigned.example' },
      says: ['other-cause'],
    },
    { title: 'a blocklist', evidence: placesEvidence(['blocklist-ede']), says: ['other-cause'] },
    { title: 'all names denied', evidence: placesEvidence(['denies-everything']), says: ['other-cause'] },
    { title: 'an outage', evidence: placesEvidence(['outage']), says: ['other-cause'] },
    { title: 'silence', evidence: placesEvidence(['timeout']), says: ['other-cause'] },
    { title: 'a broken chain', evidence: placesEvidence(['expired-signature']), says: ['gives-it'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
