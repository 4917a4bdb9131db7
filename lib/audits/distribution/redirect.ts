/**
 * Whether the status request is answered where it was asked. A redirect to another host is a captive portal, unless the
 * service itself, vouched for by a public authority, sends it.
 */
import type { StatusEvidence } from '../../evidence/distribution.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  isItself,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'answered-here' | 'within' | 'moved' | 'captive-portal' | 'sign-in-required';

const signIn = { advice: 'Sign in to this network first; have the network exempt {host} from its portal' };

export const redirect: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/redirect',
  title: 'Requests to the Distribution Service are not sent elsewhere',
  why: 'A network that wants people to sign in answers every request with a redirect to its portal: a program cannot follow it, and would send its key there if it did.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: ['https://www.rfc-editor.org/rfc/rfc6585#section-6', 'https://www.rfc-editor.org/rfc/rfc8952'],
  limits: [
    'It sees the requests that are made here: a portal that redirects others only, e.g. plain HTTP, is not seen.',
  ],
  messages: {
    ...sharedMessages,
    'answered-here': { status: 'pass', text: 'answers the request itself.' },
    within: { status: 'pass', text: 'redirects within its own origin, to {path}.' },
    moved: {
      status: 'fail',
      text: 'sends the request on to {location} ({status}): it has moved.',
      fix: { advice: 'Put the new URL into the profile, and allow it where the old one was allowed' },
    },
    'captive-portal': {
      status: 'fail',
      text: 'is not what answers: the request is sent to {location} ({status}), as a network’s sign-in portal does it.',
      fix: signIn,
    },
    'sign-in-required': {
      status: 'fail',
      text: 'is not what answers: this network asks for a sign-in (511).',
      fix: signIn,
    },
  },
  run({ distribution }) {
    return perService<MessageId>(distribution, ({ service, first, last }): Outcome<MessageId> => {
      const { http } = last.probe;
      if (http?.status === undefined) return endedBefore(last.probe);
      const { host } = new URL(service.url);
      if (http.status === 511) return { message: 'sign-in-required', data: { host } };
      const location = redirectOf(last);
      if (location !== undefined) {
        const message = isItself(last.probe) ? 'moved' : 'captive-portal';
        return { message, data: { host, location, status: http.status } };
      }
      if (last === first) return { message: 'answered-here' };
      return { message: 'within', data: { path: new URL(last.probe.url).pathname } };
    });
  },
});

/** Where the answer sends the request; undefined where it does not. */
export function redirectOf({ probe: { http } }: StatusEvidence): string | undefined {
  const { status = 0, headers } = http ?? {};
  return status >= 300 && status < 400 ? headers?.['location'] : undefined;
}
