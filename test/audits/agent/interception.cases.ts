import { interception } from '../../../lib/audits/agent/interception.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs } from './shared/evidence.js';

export const interceptionTable: AuditTable = {
  audit: interception,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['public-root'] },
    {
      title: 'a company’s root',
      profile,
      evidence: labAgent('agent-tls-company-root'),
      says: ['machine-root'],
      shows: /Corp Example Inspection CA/,
    },
    {
      title: 'a security program',
      profile,
      evidence: labAgent('agent-tls-security-program'),
      says: ['known-product'],
      shows: /Avast/,
    },
    { title: 'nobody’s root', profile, evidence: labAgent('agent-certificate-untrusted'), says: ['no-root'] },
    {
      title: 'a root that the user named',
      profile,
      evidence: seenAs((port) =>
        port.tls === undefined ? port : { ...port, tls: { ...port.tls, trustedBy: 'named' } },
      ),
      says: ['named-root'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
