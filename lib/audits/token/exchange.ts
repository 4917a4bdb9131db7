/** Whether the Distribution Service gives a token for the API key; each way in which it does not is told apart. */
import type { TokenEvidence } from '../../evidence/token.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { tokenStrength } from './shared/seen-token.js';

type MessageId =
  | 'exchanged'
  | 'wrong-key'
  | 'wrong-path'
  | 'redirected'
  | 'too-many'
  | 'server-error'
  | 'other-status'
  | 'html'
  | 'not-json'
  | 'not-success'
  | 'without-token'
  | 'not-trusted'
  | 'not-pinned'
  | 'unreachable'
  | 'no-route';

export const exchange: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/exchange',
  title: 'The API key is exchanged for a token',
  why: 'Every endpoint of the connector needs a token, and only a Distribution Service gives one, for an API key. Where the exchange fails no application works, and each cause has another remedy.',
  requires: ['token'],
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-15'],
  limits: ['It is one exchange with one key: what other keys may do, and limits by the hour, are not seen.'],
  strength: tokenStrength,
  messages: {
    exchanged: { status: 'pass', text: 'gives a token for the API key.' },
    'wrong-key': {
      status: 'fail',
      text: 'refuses the API key (HTTP {status}).',
      fix: {
        advice:
          'Check that the key is the one of this service’s environment ({environment}) and has not been replaced; ask the vendor for a new one otherwise',
      },
    },
    'wrong-path': {
      status: 'fail',
      text: 'has no token endpoint at this path (HTTP {status}).',
      fix: {
        advice: 'Set tokenPath of this service in the profile: versions differ (/v3/… and /v3_5/…)',
      },
    },
    redirected: {
      status: 'fail',
      text: 'answers with a redirect (HTTP {status}), which the key does not follow.',
      fix: {
        advice:
          'Put the service’s final URL into the profile; where a portal redirects, sign in to the network',
      },
    },
    'too-many': {
      status: 'error',
      text: 'is asked too often (HTTP 429).',
      fix: { advice: 'Wait and audit again; a server should keep its token until it ends' },
    },
    'server-error': {
      status: 'fail',
      text: 'fails with HTTP {status}.',
      fix: { advice: 'Ask whoever runs this Distribution Service; its status endpoint may say more' },
    },
    'other-status': {
      status: 'fail',
      text: 'answers with HTTP {status}, which is no token.',
      fix: { advice: 'Ask whoever runs this Distribution Service, or the proxy before it' },
    },
    html: {
      status: 'fail',
      text: 'answers with a web page in place of JSON: a proxy, a portal or a wrong path answers.',
      fix: { advice: 'See distribution/ for who answers, and have the service exempted from filtering' },
    },
    'not-json': {
      status: 'fail',
      text: 'answers with something that is no JSON object.',
      fix: { advice: 'Check the service’s URL and tokenPath in the profile' },
    },
    'not-success': {
      status: 'fail',
      text: 'answers that it did not succeed ("success": false).',
      fix: { advice: 'Ask whoever runs this Distribution Service why it refuses this application' },
    },
    'without-token': {
      status: 'fail',
      text: 'answers without a token in "data".',
      fix: { advice: 'Check tokenPath in the profile; another endpoint may have answered' },
    },
    'not-trusted': {
      status: 'error',
      text: 'was not shown the API key, since its TLS session is not trusted.',
      fix: {
        advice:
          'Close what the distribution audits say of the certificate first: the key must not be read on the way',
      },
    },
    'not-pinned': {
      status: 'error',
      text: 'was not shown the API key, since its certificate chain holds no key that the profile pins.',
      fix: {
        advice: 'Exempt the service from TLS inspection; if it has new keys, put their pins into the profile',
      },
    },
    unreachable: {
      status: 'error',
      text: 'could not be reached ({stage}): {reason}.',
      fix: { advice: 'See what the distribution audits say of this service' },
    },
    'no-route': {
      status: 'error',
      text: 'was not asked, since the route to it is not known: {reason}.',
      fix: { advice: 'Name the route, or close what the proxy audits say' },
    },
  },
  run: ({ token }) => [judge(token)],
});

function judge(evidence: TokenEvidence): Outcome<MessageId> {
  const { route, ended, answer, environment } = evidence;
  const say = (message: MessageId, data: Record<string, string | number> = {}): Outcome<MessageId> => ({
    message,
    subject: evidence.url,
    data: { environment, ...data },
  });
  if (route.via === 'undecided') return say('no-route', { reason: route.reason });
  if (ended !== undefined) {
    const { stage, error } = ended;
    if (error.code === 'not-sent') return say('not-trusted');
    if (error.code === 'not-pinned') return say('not-pinned');
    return say('unreachable', { stage, reason: error.message });
  }
  if (answer === undefined) return say('unreachable', { stage: 'http', reason: 'no answer came' });
  const { status, body } = answer;
  if (status < 200 || status > 299) return say(ofStatus(status), { status });
  if (body === 'html') return say('html');
  if (body !== 'json') return say('not-json');
  if (answer.success === false) return say('not-success');
  return say(answer.data === 'text' ? 'exchanged' : 'without-token');
}

function ofStatus(status: number): MessageId {
  if (status === 401 || status === 403) return 'wrong-key';
  if (status === 404 || status === 405 || status === 410) return 'wrong-path';
  if (status === 429) return 'too-many';
  if (status >= 300 && status <= 399) return 'redirected';
  return status >= 500 ? 'server-error' : 'other-status';
}
