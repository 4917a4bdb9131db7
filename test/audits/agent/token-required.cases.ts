import { tokenRequired } from '../../../lib/audits/agent/token-required.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs } from './evidence.js';

export const tokenRequiredTable: AuditTable = {
  audit: tokenRequired,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['turned-away'] },
    { title: 'open', profile, evidence: labAgent('agent-open-without-token'), says: ['open'] },
    {
      title: '404',
      profile,
      evidence: seenAs((port) => ({ ...port, withoutToken: { ms: 1, status: 404 } })),
      says: ['other-status'],
    },
    {
      title: 'no answer',
      profile,
      evidence: seenAs((port) => ({ ...port, withoutToken: noAnswer })),
      says: ['no-answer'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
