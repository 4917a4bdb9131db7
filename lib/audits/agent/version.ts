/** Whether the program says which version it is: several prerequisites depend on it. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'told' | 'not-told' | 'not-activated' | 'not-serving';

export const programVersion: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/version',
  title: 'The program says its version and is activated',
  why: 'What the program must do depends on its version: cookies, names in the proxy’s exemption, the hosts file. One that was never activated answers, and refuses work.',
  requires: ['agent'],
  references: ['https://github.com/Trust1Team/t1c-sdk-js'],
  limits: [
    'What the program says of itself is believed, and not compared with the files that are installed.',
  ],
  messages: {
    told: { status: 'pass', text: 'it is version {version}.' },
    'not-told': {
      status: 'warn',
      text: 'it does not say which version it is.',
      fix: { advice: 'Update the program; until then what depends on its version is not judged' },
    },
    'not-activated': {
      status: 'warn',
      text: 'version {version} says that it is not activated.',
      fix: {
        advice:
          'Have it reach its Distribution Service once, through the route that the distribution audits show',
      },
    },
    'not-serving': notServing,
  },
  run: ({ agent }) =>
    overAnswers<MessageId>(agent, ({ said: { version, activated } }) => {
      if (version === undefined) return { message: 'not-told' };
      return { message: activated === false ? 'not-activated' : 'told', data: { version } };
    }),
});
