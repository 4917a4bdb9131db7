import { foreignOrigin } from '../../../lib/audits/agent/foreign-origin.js';
import type { AuditTable } from '../case.js';
import { agentProfile as profile, labAgent, noAnswer, seenAs, unseen } from './shared/evidence.js';

const foreign = 'https://staylocal-probe.invalid';

const answering = (headers: Readonly<Record<string, string>>) =>
  seenAs((port) => ({ ...port, foreignOrigin: { origin: foreign, ms: 1, status: 200, headers } }));

export const foreignOriginTable: AuditTable = {
  audit: foreignOrigin,
  cases: [
    { title: 'the healthy program', profile, evidence: labAgent(), says: ['kept-out'] },
    { title: 'every origin', profile, evidence: labAgent('agent-lets-every-origin-in'), says: ['let-in'] },
    {
      title: 'the star',
      profile,
      evidence: answering({ 'access-control-allow-origin': '*' }),
      says: ['may-read'],
      shows: /without credentials \(\*\)/,
    },
    {
      title: 'its origin, without credentials',
      profile,
      evidence: answering({ 'access-control-allow-origin': foreign }),
      says: ['may-read'],
    },
    {
      title: 'no answer',
      profile,
      evidence: seenAs((port) => ({ ...port, foreignOrigin: { origin: foreign, ...noAnswer } })),
      says: ['no-answer'],
      shows: /staylocal-probe\.invalid got no answer, and so no verdict: the connection was broken off/,
    },
    {
      title: 'not asked',
      profile,
      evidence: unseen('foreignOrigin'),
      says: ['no-answer'],
      shows: /another origin got no answer, and so no verdict: it was not asked/,
    },
    {
      title: 'no headers',
      profile,
      evidence: seenAs((port) => ({ ...port, foreignOrigin: { origin: foreign, ms: 1, status: 500 } })),
      says: ['kept-out'],
    },
    { title: 'no program', profile, evidence: labAgent('agent-not-running'), says: ['not-serving'] },
  ],
};
