import { certificate } from '../../../lib/audits/agent/certificate.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs } from './evidence.js';

export const certificateTable: AuditTable = {
  audit: certificate,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['valid'] },
    {
      title: 'expired',
      profile,
      evidence: labAgent('agent-certificate-expired'),
      says: ['expired'],
      shows: /2026-11-22/,
    },
    {
      title: 'not yet valid',
      profile,
      evidence: labAgent('agent-certificate-not-yet-valid'),
      says: ['not-yet-valid'],
    },
    {
      title: 'five days left',
      profile,
      evidence: labAgent('agent-certificate-ends-soon'),
      says: ['ends-soon'],
    },
    {
      title: 'another name',
      profile,
      evidence: labAgent('agent-certificate-other-name'),
      says: ['other-name'],
      shows: /for localhost and not for t1c\.t1t\.io/,
    },
    {
      title: 'nobody’s root',
      profile,
      evidence: labAgent('agent-certificate-untrusted'),
      says: ['untrusted'],
      shows: /Nobody Knows CA/,
    },
    { title: 'a company’s root', profile, evidence: labAgent('agent-tls-company-root'), says: ['valid'] },
    {
      title: 'one that names the machine',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain: [], withheld: true } },
      ),
      says: ['withheld'],
    },
    {
      title: 'one that is none',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, chain: ['AAAA'] } },
      ),
      says: ['withheld'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
