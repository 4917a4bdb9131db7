/** Whether the program's own list of origins holds the applications of the profile. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'listed' | 'every-origin' | 'not-listed' | 'no-list' | 'no-origin' | 'not-serving';

export const cors: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/cors',
  title: 'The program knows the application’s origin',
  why: 'The program lets in the pages whose origin is on its cors list, and no other. An application that moved to a new host name is turned away with an error that looks like any other.',
  requires: ['agent'],
  references: [
    'https://fetch.spec.whatwg.org/#http-access-control-allow-origin',
    'https://www.rfc-editor.org/rfc/rfc6454',
  ],
  limits: [
    'It reads the list that the program tells; what it answers to a page, agent/preflight and agent/foreign-origin look at.',
  ],
  messages: {
    listed: { status: 'pass', text: 'its cors list holds {origin}.' },
    'every-origin': { status: 'pass', text: 'its cors list lets every origin in, {origin} too.' },
    'not-listed': {
      status: 'fail',
      text: 'its cors list does not hold {origin}; it holds {list}.',
      fix: {
        advice:
          'Add {origin} to the cors list of the installation, at the Distribution Service or in its configuration',
      },
    },
    'no-list': {
      status: 'warn',
      text: 'it does not say which origins it lets in.',
      fix: { advice: 'See what agent/preflight says; it shows what a browser would get' },
    },
    'no-origin': { status: 'not-applicable', text: 'The profile names no application (origins).' },
    'not-serving': notServing,
  },
  run({ agent }, { profile }) {
    if (profile.origins.length === 0) return [{ message: 'no-origin' }];
    return overAnswers<MessageId>(agent, ({ said: { cors: list } }) => {
      if (list === undefined) return { message: 'no-list' };
      return profile.origins.map((origin): Outcome<MessageId> => {
        const data = { origin, list: list.slice(0, 10).join(', ') || 'nothing' };
        if (list.includes('*')) return { message: 'every-origin', data };
        return { message: list.some((entry) => holds(entry, origin)) ? 'listed' : 'not-listed', data };
      });
    });
  },
});

/** An entry is an origin, or one with `*` for the leading labels of its host; with or without a slash at its end. */
function holds(entry: string, origin: string): boolean {
  const bare = entry.trim().toLowerCase().replace(/\/$/, '');
  const wild = /^(https?:\/\/)\*(\..+)$/.exec(bare);
  if (wild === null) return bare === origin;
  const [, scheme = '', rest = ''] = wild;
  return origin.startsWith(scheme) && origin.endsWith(rest) && origin.length > scheme.length + rest.length;
}
