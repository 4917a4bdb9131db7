import { tokenRequired } from '../../../lib/audits/agent/token-required.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs } from './shared/evidence.js';

export const tokenRequiredTable: AuditTable = {
  audit: tokenRequired,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['turned-away'] },
    { title: 'open', profile, evidence: labAgent('agent-open-without-token'), says: ['open'] },
    {
      title: 'one of several open',
      profile: {
        ...profile,
        agent: {
          infoPath: '/info',
          protectedPath: '/v3/readers',
          protectedPaths: ['/v3/readers', '/lab/second'],
          inTimeMs: 1000,
        },
      },
      evidence: labAgent('agent-one-path-open'),
      says: ['turned-away', 'open'],
      shows: /\/lab\/second without a token is answered with 200/,
    },
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
