import { tokenRequired } from '../../../lib/audits/agent/token-required.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs, unseen } from './shared/evidence.js';

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
      shows: /got no answer: the connection was broken off/,
    },
    {
      title: 'not asked',
      profile,
      evidence: unseen('withoutToken'),
      says: ['no-answer'],
      shows: /\/v3\/readers without a token got no answer: it was not asked/,
    },
    ...(
      [
        [199, 'other-status'],
        [200, 'open'],
        [299, 'open'],
        [300, 'other-status'],
        [401, 'turned-away'],
        [402, 'other-status'],
        [403, 'turned-away'],
      ] as const
    ).map(([status, message]) => ({
      title: `status ${status}`,
      profile,
      evidence: seenAs((port) => ({ ...port, withoutToken: { ms: 1, status } })),
      says: [message],
    })),
    {
      title: 'a further path that was not asked for, beside one that was',
      profile: {
        ...profile,
        agent: { infoPath: '/info', protectedPath: '/a', protectedPaths: ['/b', '/c'], inTimeMs: 1000 },
      },
      evidence: seenAs((port) => ({
        ...port,
        withoutToken: { ms: 1, status: 401 },
        furtherWithoutToken: [{ path: '/c', response: { ms: 1, status: 200 } }],
      })),
      says: ['turned-away', 'no-answer', 'open'],
      shows: /\/b without a token got no answer/,
    },
    {
      title: 'a profile that does not ask',
      profile: { ...profile, agent: undefined } as never,
      evidence: labAgent(),
      says: ['turned-away'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
