/** Whether a page that the profile does not name can read what the program says. */
import { defineAudit, type Audit } from '../define.js';
import { corsCheck } from './shared/cross-origin.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'kept-out' | 'let-in' | 'may-read' | 'no-answer' | 'not-serving';

const narrow = {
  advice: 'Give the installation a cors list of the applications’ origins, in place of one that lets all in',
};

export const foreignOrigin: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/foreign-origin',
  title: 'A page of another origin is kept out',
  why: 'Any page that the user opens can send requests to loopback. Only the program’s CORS headers keep it from reading the answers, among them the user’s name and machine.',
  requires: ['agent'],
  references: [
    'https://fetch.spec.whatwg.org/#concept-cors-check',
    'https://owasp.org/www-community/attacks/CORS_OriginHeaderScrutiny',
  ],
  limits: [
    'One origin that nobody named is tried: a list that lets in a certain stranger is not found by it.',
  ],
  messages: {
    'kept-out': { status: 'pass', text: 'a page of {origin} cannot read its answers.' },
    'let-in': {
      status: 'fail',
      text: 'it lets a page of {origin}, which nobody named, read its answers with the user’s credentials.',
      fix: narrow,
    },
    'may-read': {
      status: 'warn',
      text: 'it lets every page read what it answers without credentials ({found}).',
      fix: narrow,
    },
    'no-answer': {
      status: 'error',
      text: 'a page of {origin} got no answer, and so no verdict: {reason}.',
      fix: { advice: 'Try again; where it stays like this, the program’s log says why' },
    },
    'not-serving': notServing,
  },
  run: ({ agent }) =>
    overAnswers<MessageId>(agent, ({ foreignOrigin: response }) => {
      const { origin = 'another origin', status, headers = {}, error } = response ?? { ms: 0 };
      const found = headers['access-control-allow-origin'];
      const data = { origin, found: found ?? '', reason: error?.message ?? 'it was not asked' };
      if (response === undefined || status === undefined) return { message: 'no-answer', data };
      if (corsCheck(response, origin) === undefined) return { message: 'let-in', data };
      return { message: found === '*' || found === origin ? 'may-read' : 'kept-out', data };
    }),
});
