/** Whether the program belongs to a Distribution Service of the profile. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'known' | 'other' | 'not-told' | 'none-named' | 'not-serving';

export const distributionUrl: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/distribution-url',
  title: 'The program belongs to the profile’s Distribution Service',
  why: 'Tokens are made by one Distribution Service and accepted by the programs that belong to it. An installation from another environment answers, and turns every token away.',
  requires: ['agent'],
  references: ['https://www.rfc-editor.org/rfc/rfc6454'],
  limits: [
    'It compares what the program says with the profile; whether the service knows this installation is not asked.',
  ],
  messages: {
    known: { status: 'pass', text: 'it belongs to {url}.' },
    other: {
      status: 'fail',
      text: 'it belongs to {url}; the profile names {expected}.',
      fix: {
        advice: 'Install the build for {expected}, or add {url} to distributionServices in the profile',
      },
    },
    'not-told': {
      status: 'warn',
      text: 'it does not say to which Distribution Service it belongs.',
      fix: { advice: 'See in its configuration that it is one of {expected}' },
    },
    'none-named': { status: 'not-applicable', text: 'The profile names no Distribution Service.' },
    'not-serving': notServing,
  },
  run({ agent }, { profile }) {
    const expected = profile.distributionServices.map(({ url }) => url);
    if (expected.length === 0) return [{ message: 'none-named' }];
    return overAnswers<MessageId>(agent, ({ said: { distributionServiceUrl: url } }) => {
      const data = { url: url ?? '', expected: expected.join(' or ') };
      if (url === undefined) return { message: 'not-told', data };
      return { message: expected.includes(originOf(url)) ? 'known' : 'other', data };
    });
  },
});

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}
