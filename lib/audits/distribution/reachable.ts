/**
 * Whether a request to the Distribution Service arrives and is answered, and if not, where it ends: a missing name, a
 * refusal, silence and a reset are different faults with different owners.
 */
import { failedStage } from '../../evidence/probe.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  notReached,
  perService,
  sharedMessages,
  stageName,
  timesOf,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId =
  | SharedId
  | 'reached'
  | 'no-address'
  | 'no-resolver'
  | 'refused'
  | 'silent'
  | 'cut-off'
  | 'no-way'
  | 'not-tls'
  | 'failed';

const allow = {
  advice: 'Have the firewall allow HTTPS to {host}; the list of hosts and ports is written by the target',
  targets: ['firewall-csv'],
};

/** Error codes of a stage → what to say. */
const messageOf: Readonly<Record<string, MessageId>> = {
  'no-address': 'no-address',
  'dns-failure': 'no-resolver',
  refused: 'refused',
  timeout: 'silent',
  reset: 'cut-off',
  unreachable: 'no-way',
  'not-permitted': 'no-way',
  'not-tls': 'not-tls',
};

export const reachable: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/reachable',
  title: 'The Distribution Service is reached',
  why: 'Without the Distribution Service there is no token, and without a token every endpoint of the program answers 401. Where a request ends tells who has to act: the zone, the resolver, the firewall or the service.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: ['https://www.rfc-editor.org/rfc/rfc9293', 'https://www.rfc-editor.org/rfc/rfc9110'],
  limits: ['It is one attempt by this program: a firewall may treat a browser or the installer otherwise.'],
  messages: {
    ...sharedMessages,
    reached: { status: 'pass', text: 'answers ({times}).' },
    'no-address': {
      status: 'fail',
      text: 'cannot be found from here: {reason}.',
      fix: { advice: 'Have the resolver of this machine resolve {host}, or correct the URL in the profile' },
    },
    'no-resolver': {
      status: 'fail',
      text: 'could not be looked up: {reason}.',
      fix: { advice: 'Check this machine’s resolver and its connection to the network' },
    },
    refused: {
      status: 'fail',
      text: 'refuses the connection: nothing listens there, or a firewall rejects it.',
      fix: allow,
    },
    silent: {
      status: 'fail',
      text: 'is silent at {stage} after {ms} ms: a firewall that drops packets looks like this.',
      fix: allow,
    },
    'cut-off': {
      status: 'fail',
      text: 'is cut off at {stage} (reset): something on the way forbids it, or the service is failing.',
      fix: allow,
    },
    'no-way': {
      status: 'fail',
      text: 'cannot be reached from here: {reason}.',
      fix: { advice: 'Check the route and the local firewall of this machine' },
    },
    'not-tls': {
      status: 'fail',
      text: 'does not speak TLS: something else answers on its port.',
      fix: { advice: 'Find out what answers at {host}: a portal, a proxy, or a service without TLS' },
    },
    failed: {
      status: 'fail',
      text: 'fails at {stage}: {reason}.',
      fix: { advice: 'Compare with the same request from another network' },
    },
  },
  run({ distribution }) {
    return perService<MessageId>(distribution, ({ service, last: { probe } }): Outcome<MessageId> => {
      const failed = failedStage(probe);
      const host = new URL(service.url).host;
      // A handshake that fails for its version alone has arrived: that is the next audit's.
      if (failed === undefined || failed.error.code === 'tls-version') {
        return { message: 'reached', data: { times: timesOf(probe).text } };
      }
      const isProxys = service.route.via === 'proxy' && failed.stage !== 'tls' && failed.stage !== 'http';
      if (isProxys) return notReached(`the request ended at the proxy (${failed.error.message})`);
      const { code, message: reason } = failed.error;
      const ms = probe[failed.stage]?.ms ?? 0;
      return {
        message: messageOf[code] ?? 'failed',
        data: { host, reason, ms, stage: stageName(failed.stage) },
      };
    });
  },
});
