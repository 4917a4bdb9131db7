/** Whether the program answers under a host name that is not its own. TLS already stands against rebinding: advice. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'refused' | 'answered' | 'no-answer' | 'not-serving';

export const hostHeader: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/host-header',
  title: 'The program answers under its own name only',
  why: 'In DNS rebinding a stranger’s name comes to point at 127.0.0.1 while its page is open. The certificate stops that for HTTPS; a program that looks at the Host header is safe also where a user clicked a warning away.',
  requires: ['agent'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc9110#section-7.2',
    'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20',
  ],
  limits: ['One foreign name is tried: a program that refuses it may still answer to others.'],
  strength: () => 'advised',
  messages: {
    refused: { status: 'pass', text: 'under another host name it gives no information ({status}).' },
    answered: {
      status: 'fail',
      text: 'it gives its information under any host name; only its certificate stands against DNS rebinding.',
      fix: { advice: 'Ask the maker for a version that answers 421 to a Host header that is not its own' },
    },
    'no-answer': { status: 'pass', text: 'under another host name it does not answer: {reason}.' },
    'not-serving': notServing,
  },
  run: ({ agent }) =>
    overAnswers<MessageId>(agent, ({ foreignHost: response }) => {
      if (response?.isProgram === true) return { message: 'answered' };
      const status = response?.status;
      if (status !== undefined) return { message: 'refused', data: { status } };
      return { message: 'no-answer', data: { reason: response?.error?.message ?? 'the connection ended' } };
    }),
});
