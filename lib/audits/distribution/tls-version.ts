/** Whether the Distribution Service speaks TLS 1.2 or newer. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'modern' | 'old' | 'old-unknown';

const raise = { advice: 'Have whoever ends TLS on the way to it offer TLS 1.2 and 1.3' };

export const tlsVersion: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/tls-version',
  title: 'The Distribution Service speaks TLS 1.2 or newer',
  why: 'TLS 1.0 and 1.1 are deprecated and today’s clients refuse them. A service that offers nothing newer, or a proxy in its place that does not, is as good as out of reach.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: ['https://www.rfc-editor.org/rfc/rfc8996'],
  limits: [
    'It sees the version that this connection agreed on; whether older ones are offered as well is not tried.',
  ],
  messages: {
    ...sharedMessages,
    modern: { status: 'pass', text: 'speaks {protocol}.' },
    old: { status: 'fail', text: 'speaks nothing newer than {protocol}.', fix: raise },
    'old-unknown': { status: 'fail', text: 'speaks nothing as new as TLS 1.2.', fix: raise },
  },
  run({ distribution }) {
    return perService<MessageId>(distribution, ({ first: { probe } }): Outcome<MessageId> => {
      const { session, error } = probe.tls ?? {};
      const isOld = error?.code === 'tls-version';
      if (session === undefined) return isOld ? { message: 'old-unknown' } : endedBefore(probe);
      const protocol = session.protocol.replace(/^TLSv1$/, 'TLSv1.0').replace('TLSv', 'TLS ');
      return {
        message: isOld || /^(?:SSL|TLS 1\.[01]$)/.test(protocol) ? 'old' : 'modern',
        data: { protocol },
      };
    });
  },
});
