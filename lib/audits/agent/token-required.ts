/** Whether a protected path turns a request without a token away: read without effect, and nothing of the answer is kept. */
import type { AgentHttpEvidence } from '../../evidence/agent.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'turned-away' | 'open' | 'other-status' | 'no-answer' | 'not-serving';

export const tokenRequired: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/token-required',
  title: 'Every endpoint turns a request without a token away',
  why: 'That JWT is on is what the program says of itself; that a request without a token gets 401 is what it does.',
  requires: ['agent'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
    'https://www.rfc-editor.org/rfc/rfc6750#section-3',
  ],
  limits: [
    'It tries the paths that the profile names (agent.protectedPath, agent.protectedPaths) and no others.',
  ],
  strength: (profile) => (profile.jwt?.required === true ? 'required' : 'none'),
  messages: {
    'turned-away': { status: 'pass', text: '{path} without a token is answered with {status}.' },
    open: {
      status: 'fail',
      text: '{path} without a token is answered with {status}: anybody who reaches the program may use it.',
      fix: { advice: 'Install the build with JWT, and see that agent/jwt says that it is on' },
    },
    'other-status': {
      status: 'warn',
      text: '{path} without a token is answered with {status}, which says neither yes nor no.',
      fix: { advice: 'Name in the profile (agent.protectedPath) a path that this version knows' },
    },
    'no-answer': {
      status: 'error',
      text: '{path} without a token got no answer: {reason}.',
      fix: { advice: 'Try again; where it stays like this, the program’s log says why' },
    },
    'not-serving': notServing,
  },
  run: ({ agent }, { profile }) =>
    overAnswers<MessageId>(agent, ({ withoutToken, furtherWithoutToken = [] }) => {
      const paths = [profile.agent?.protectedPath ?? '', ...(profile.agent?.protectedPaths ?? [])];
      return [...new Set(paths)].map((path, at) =>
        judge(path, at === 0 ? withoutToken : furtherWithoutToken.find((one) => one.path === path)?.response),
      );
    }),
});

function judge(path: string, answer: AgentHttpEvidence | undefined): Outcome<MessageId> {
  const status = answer?.status;
  if (status === undefined)
    return { message: 'no-answer', data: { path, reason: answer?.error?.message ?? 'it was not asked' } };
  const data = { path, status };
  if (status === 401 || status === 403) return { message: 'turned-away', data };
  return { message: status >= 200 && status < 300 ? 'open' : 'other-status', data };
}
