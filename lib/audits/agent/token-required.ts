/** Whether a protected path turns a request without a token away: read without effect, and nothing of the answer is kept. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './ports.js';

type MessageId = 'turned-away' | 'open' | 'other-status' | 'no-answer' | 'not-serving';

export const tokenRequired: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/token-required',
  title: 'A request without a token is turned away',
  why: 'That JWT is on is what the program says of itself; that a request without a token gets 401 is what it does.',
  requires: ['agent'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2',
    'https://www.rfc-editor.org/rfc/rfc6750#section-3',
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
    overAnswers<MessageId>(agent, ({ withoutToken }) => {
      const path = profile.agent?.protectedPath ?? '';
      const status = withoutToken?.status;
      if (status === undefined) {
        const reason = withoutToken?.error?.message ?? 'it was not asked';
        return { message: 'no-answer', data: { path, reason } };
      }
      const data = { path, status };
      if (status === 401 || status === 403) return { message: 'turned-away', data };
      return { message: status >= 200 && status < 300 ? 'open' : 'other-status', data };
    }),
});
