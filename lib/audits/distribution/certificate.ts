/** Whether the Distribution Service's certificate is for its name, and valid at the time. Who issued it: `interception`. */
import { certificatesOf } from '../../evidence/chain.js';
import { isForHost, namesOf, validityAt } from '../shared/certificate.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'valid' | 'ends-soon' | 'expired' | 'not-yet-valid' | 'wrong-name' | 'unreadable';

const defaultDaysLeft = 14;

export const certificate: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/certificate',
  title: 'The Distribution Service’s certificate is for its name and in date',
  why: 'A client refuses a certificate that is for another name or out of date. Where it is out of date by this machine only, the clock is at fault, and tokens will fail as well.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: [
    'https://www.rfc-editor.org/rfc/rfc9525',
    'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
  ],
  limits: ['Whether the certificate was revoked (CRL, OCSP) is not looked up.'],
  messages: {
    ...sharedMessages,
    valid: { status: 'pass', text: 'has a certificate for {host}, valid until {until} ({days} days).' },
    'ends-soon': {
      status: 'warn',
      text: 'has a certificate that ends on {until}, in {days} days.',
      fix: { advice: 'Renew the certificate of {host}; see why it is not renewed by itself' },
    },
    expired: {
      status: 'fail',
      text: 'has a certificate that ended on {until}.',
      fix: {
        advice:
          'Renew the certificate of {host}; if others see a newer one, find out who answers in its place',
      },
    },
    'not-yet-valid': {
      status: 'fail',
      text: 'has a certificate that is not valid before {from}.',
      fix: {
        advice: 'Set this machine’s clock; if it is right, have the certificate of {host} issued again',
      },
    },
    'wrong-name': {
      status: 'fail',
      text: 'shows a certificate for {names}, which is not its name.',
      fix: { advice: 'Find out who answers for {host}: a proxy, a portal, or a server that lacks this name' },
    },
    unreadable: {
      status: 'error',
      text: 'shows a certificate that cannot be read.',
      fix: { advice: 'Look at it with: openssl s_client -connect {host}' },
    },
  },
  run({ distribution }, { profile, at }) {
    const wantedDays = profile.distribution?.certificateDaysLeft ?? defaultDaysLeft;
    return perService<MessageId>(distribution, ({ service, first: { probe } }): Outcome<MessageId> => {
      const session = probe.tls?.session;
      if (session === undefined) return endedBefore(probe);
      const { hostname } = new URL(service.url);
      const leaf = certificatesOf(session)[0];
      if (leaf === undefined) return { message: 'unreadable', data: { host: new URL(service.url).host } };
      if (!isForHost(leaf, hostname)) {
        return { message: 'wrong-name', data: { host: hostname, names: namesOf(leaf) } };
      }
      const validity = validityAt(leaf, at);
      if (validity.is !== 'valid') {
        return { message: validity.is, data: { host: hostname, from: validity.from, until: validity.until } };
      }
      return {
        message: validity.daysLeft < wantedDays ? 'ends-soon' : 'valid',
        data: { host: hostname, until: validity.until, days: validity.daysLeft },
      };
    });
  },
});
