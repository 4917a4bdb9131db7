import { hostHeader } from '../../../lib/audits/agent/host-header.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs, unseen } from './shared/evidence.js';

export const hostHeaderTable: AuditTable = {
  audit: hostHeader,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['refused'], shows: /421/ },
    { title: 'any host', profile, evidence: labAgent('agent-any-host'), says: ['answered'] },
    {
      title: 'no answer',
      profile,
      evidence: seenAs((port) => ({ ...port, foreignHost: { ...noAnswer, isProgram: false } })),
      says: ['no-answer'],
      shows: /the connection was broken off/,
    },
    {
      title: 'no answer, and no reason',
      profile,
      evidence: seenAs((port) => ({ ...port, foreignHost: { ms: 5, isProgram: false } })),
      says: ['no-answer'],
      shows: /the connection ended/,
    },
    {
      title: 'not asked',
      profile,
      evidence: unseen('foreignHost'),
      says: ['no-answer'],
      shows: /the connection ended/,
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
