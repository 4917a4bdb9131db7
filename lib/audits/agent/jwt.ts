/** Whether the program was installed so that its endpoints need a token. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'on' | 'off' | 'not-told' | 'not-serving';

export const jwt: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/jwt',
  title: 'The program has JWT switched on',
  why: 'Without tokens every page that the program lets in may use the user’s cards; the web application alone is then liable for the security of the flow.',
  requires: ['agent'],
  references: ['https://www.rfc-editor.org/rfc/rfc7519'],
  limits: ['It is what the program says of itself; agent/token-required tries it.'],
  strength: (profile) => (profile.jwt?.required === true ? 'required' : 'none'),
  messages: {
    on: { status: 'pass', text: 'it says that JWT is on.' },
    off: {
      status: 'fail',
      text: 'it says that JWT is off.',
      fix: {
        advice:
          'Install the build with JWT, or say in the profile (jwt.required) that yours goes without and why',
      },
    },
    'not-told': {
      status: 'warn',
      text: 'it does not say whether JWT is on.',
      fix: { advice: 'See what agent/token-required says; it tried' },
    },
    'not-serving': notServing,
  },
  run: ({ agent }) =>
    overAnswers<MessageId>(agent, ({ said: { jwtEnabled } }) => ({
      message: jwtEnabled === undefined ? 'not-told' : jwtEnabled ? 'on' : 'off',
    })),
});
