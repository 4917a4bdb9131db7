/** Whether the Distribution Service answers its keyless status request as a service that is well does. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { isPage } from './block-page.js';
import { redirectOf } from './redirect.js';
import {
  endedBefore,
  notReached,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId =
  SharedId | 'well' | 'not-json' | 'not-found' | 'denied' | 'too-many' | 'service-error' | 'unexpected';

export const status: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/status',
  title: 'The Distribution Service says that it is well',
  why: 'Its status needs no key, so it can be asked before any key is there. A service that answers it is there, is the one meant, and is in service.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-15'],
  limits: ['What the service says of itself is believed; that it gives a token, token/exchange shows.'],
  messages: {
    ...sharedMessages,
    well: { status: 'pass', text: 'answers {path} with {status} and JSON.' },
    'not-json': {
      status: 'warn',
      text: 'answers {path} with {status}, and not with JSON.',
      fix: { advice: 'Correct statusPath in the profile, or look at what serves {host}' },
    },
    'not-found': {
      status: 'fail',
      text: 'knows no {path} ({status}).',
      fix: {
        advice:
          'Correct statusPath in the profile: an older service has another; or look at what serves {host}',
      },
    },
    denied: {
      status: 'fail',
      text: 'denies {path} ({status}), which should need no key.',
      fix: { advice: 'Correct statusPath in the profile, or have {host} allow this network' },
    },
    'too-many': {
      status: 'warn',
      text: 'has had too many requests from here ({status}).',
      fix: { advice: 'Ask again later; many users behind one address share its limit' },
    },
    'service-error': {
      status: 'fail',
      text: 'fails: it answers {path} with {status}.',
      fix: { advice: 'Ask the operator of {host}; it is reached, so neither proxy nor firewall is at fault' },
    },
    unexpected: {
      status: 'fail',
      text: 'answers {path} with {status}.',
      fix: { advice: 'Look at what serves {host}' },
    },
  },
  run({ distribution }) {
    return perService<MessageId>(distribution, ({ service, last }): Outcome<MessageId> => {
      const { probe, bodyKind } = last;
      const code = probe.http?.status;
      if (code === undefined) return endedBefore(probe);
      if (isPage(bodyKind, code) || redirectOf(last) !== undefined || code === 511) {
        return notReached('something else answers in its place');
      }
      const data = { host: new URL(service.url).host, path: new URL(probe.url).pathname, status: code };
      return { message: judge(code, bodyKind), data };
    });
  },
});

function judge(code: number, bodyKind: string | undefined): MessageId {
  if (code >= 200 && code < 300) return bodyKind === 'json' ? 'well' : 'not-json';
  if (code === 404 || code === 410) return 'not-found';
  if (code === 401 || code === 403 || code === 451) return 'denied';
  if (code === 429) return 'too-many';
  return code >= 500 ? 'service-error' : 'unexpected';
}
