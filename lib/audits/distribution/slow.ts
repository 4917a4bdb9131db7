/** Whether the Distribution Service answers in good time, and which stage takes it where it does not. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  perService,
  sharedMessages,
  timesOf,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'quick' | 'slow';

const defaultSlowMs = 2000;

export const slow: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/slow',
  title: 'The Distribution Service answers in good time',
  why: 'Every session begins with a token from the Distribution Service: people wait for it. Which stage takes the time tells whether the resolver, the proxy, the network or the service is slow.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6'],
  limits: [
    'A few requests are timed once: what is slow at another hour, or when many ask at once, is not seen.',
  ],
  messages: {
    ...sharedMessages,
    quick: { status: 'pass', text: 'answers within {total} ms.' },
    slow: {
      status: 'warn',
      text: 'takes {total} ms ({times}); {wanted} ms are expected.',
      fix: {
        advice:
          'Look at the stage that takes longest: DNS is the resolver’s, TCP the network’s, CONNECT the proxy’s, HTTP the service’s',
      },
    },
  },
  run({ distribution }, { profile }) {
    const wanted = profile.distribution?.slowMs ?? defaultSlowMs;
    return perService<MessageId>(distribution, ({ first: { probe } }): Outcome<MessageId> => {
      if (probe.http?.status === undefined) return endedBefore(probe);
      const { text: times, totalMs: total } = timesOf(probe);
      return { message: total > wanted ? 'slow' : 'quick', data: { total, times, wanted } };
    });
  },
});
