import { cookies } from '../../../lib/audits/agent/cookies.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, seenAs } from './shared/evidence.js';

export const cookiesTable: AuditTable = {
  audit: cookies,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['none'] },
    {
      title: 'one',
      profile,
      evidence: labAgent('agent-sets-cookie'),
      says: ['set'],
      shows: /version 3\.8\.4 sets session;/,
    },
    ...(
      [
        ['3.4.9', 'older'],
        ['3.5', 'set'],
        ['v3.5.0', 'set'],
        ['3.10.1-rc.1', 'set'],
        ['beta', 'version-unknown'],
      ] as const
    ).map(([version, message]) => ({
      title: `version ${version}`,
      profile,
      evidence: seenAs((port) => ({
        ...port,
        said: { version },
        info: { ms: 1, status: 200, cookies: ['a'] },
      })),
      says: [message],
    })),
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
