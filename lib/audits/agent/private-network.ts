/**
 * Whether a preflight that also asks for private network access still comes out well. Chrome 98 to 141 put that header on
 * its preflights and only warned where it got no leave; Chrome 142 asks the user instead (Local Network Access) and wants
 * no header. So its absence is nothing; a program that breaks on the question is.
 */
import { defineAudit, type Audit } from '../define.js';
import { preflightCheck } from './shared/cross-origin.js';
import { notServing, overAnswers } from './shared/ports.js';
import { requestedHeaders } from './preflight.js';

type MessageId = 'allowed' | 'ignored' | 'rejected' | 'no-preflight' | 'not-serving';

export const privateNetwork: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/private-network',
  title: 'Asking for private network access does no harm',
  why: 'Chrome and Edge before 142 ask on each preflight for leave to reach a private network. No version enforced the answer, and newer ones ask the user in its place; but a program that rejects a preflight for the question is closed to the older ones.',
  requires: ['agent'],
  references: [
    'https://developer.chrome.com/blog/pna-on-hold',
    'https://developer.chrome.com/blog/local-network-access',
    'https://wicg.github.io/local-network-access/',
  ],
  limits: ['It sends the header that older versions sent; that such a version then goes on is not tried.'],
  messages: {
    allowed: {
      status: 'pass',
      text: 'it gives leave (Access-Control-Allow-Private-Network); newer browsers ask the user.',
    },
    ignored: {
      status: 'pass',
      text: 'it does not answer the question for private network access, which no browser enforces: Chrome from 142 on asks the user.',
    },
    rejected: {
      status: 'warn',
      text: 'it answers the preflight, and rejects it ({status}) once it asks for private network access: Chrome and Edge before 142 are turned away.',
      fix: { advice: 'Update the program, or the browsers to 142 and later' },
    },
    'no-preflight': {
      status: 'not-applicable',
      text: 'No preflight comes out well without the question (agent/preflight), or the profile names no application.',
    },
    'not-serving': notServing,
  },
  run: ({ agent }) =>
    overAnswers<MessageId>(agent, ({ preflights, privateNetwork: response }) => {
      const [first] = preflights ?? [];
      if (first === undefined || response === undefined) return { message: 'no-preflight' };
      const { origin } = first;
      if (preflightCheck(first.response, origin, requestedHeaders) !== undefined)
        return { message: 'no-preflight' };
      if (preflightCheck(response, origin, requestedHeaders) !== undefined)
        return { message: 'rejected', data: { status: response.status ?? 'no answer' } };
      const leave = response.headers?.['access-control-allow-private-network'];
      return { message: leave === 'true' ? 'allowed' : 'ignored' };
    }),
});
