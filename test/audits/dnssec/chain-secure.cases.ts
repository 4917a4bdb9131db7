import { chainSecure } from '../../../lib/audits/dnssec/chain-secure.js';
import type { AuditTable } from '../case.js';
import { labEvidence, labEvidenceFor, placesEvidence } from '../lab-evidence.js';

export const chainSecureTable: AuditTable = {
  audit: chainSecure,
  cases: [
    { title: 'a healthy zone', evidence: labEvidence(), says: ['secure'], shows: /the root → io → t1t\.io/ },
    {
      title: 'an expired signature',
      evidence: labEvidence('expired-signature'),
      says: ['bogus'],
      shows: /expired/,
    },
    {
      title: 'a signature of tomorrow',
      evidence: labEvidence('not-yet-valid'),
      says: ['bogus'],
      shows: /not-yet-valid/,
    },
    {
      title: 'a DS that matches no key',
      evidence: labEvidence('wrong-ds'),
      says: ['bogus'],
      shows: /ds-mismatch.*t1t\.io\. IN DS \d+ 13 2 [0-9A-F]{64}/s,
    },
    {
      title: 'stripped signatures',
      evidence: labEvidence('stripped-signatures'),
      says: ['unfit-resolver'],
      shows: /hands on no signature .*Nobody else was asked/,
      forbids: ['bogus'],
    },
    {
      title: 'stripped signatures, where others were asked',
      evidence: placesEvidence(['stripped-signatures']),
      says: ['unfit-resolver'],
      shows: /The chain is secure by the zone’s own servers, secure by the reference/,
    },
    {
      title: 'a changed address',
      evidence: labEvidence('flipped-byte'),
      says: ['bogus'],
      shows: /signature-invalid/,
      forbids: ['insecure', 'indeterminate'],
    },
    {
      title: 'a denial without proof',
      evidence: labEvidence('rebinding-filter'),
      says: ['bogus'],
      forbids: ['insecure', 'indeterminate'],
    },
    {
      title: 'a signed zone without a DS',
      evidence: labEvidence('no-ds'),
      says: ['no-ds'],
      shows: /t1t\.io\. IN DS \d+ 13 2 [0-9A-F]{64}/,
      forbids: ['insecure'],
    },
    { title: 'a zone that is not signed', evidence: labEvidence('unsigned-delegation'), says: ['insecure'] },
    {
      title: 'a partner’s name in an unsigned zone',
      evidence: labEvidenceFor('unsigned.example'),
      profile: { name: 'unsigned.example', dnssec: 'advised' },
      says: ['insecure'],
    },
    {
      title: 'a resolver that denies the root',
      evidence: labEvidence('denies-everything'),
      says: ['unfit-resolver'],
      shows: /says that the root itself does not exist/,
    },
    { title: 'silence', evidence: labEvidence('timeout'), says: ['indeterminate'] },
    { title: 'no resolver at all', evidence: { dns: { resolvers: [] } }, says: ['no-resolver'] },
  ],
};
