/**
 * Whether this machine's clock agrees with that of the Distribution Service, by the `Date` header of its answer (whole
 * seconds) and half of the time that the answer took.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import {
  endedBefore,
  perService,
  sharedMessages,
  strengthOfServices,
  type SharedId,
} from './shared/service.js';

type MessageId = SharedId | 'agrees' | 'behind' | 'ahead' | 'no-date';

/** What libraries that check a JWT commonly allow (seconds). */
const defaultToleranceSeconds = 300;

const setClock = { advice: 'Set this machine’s clock by NTP (Windows: w32tm /resync)' };

export const clockSkew: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/clock-skew',
  title: 'This machine’s clock agrees with the Distribution Service',
  why: 'A token is valid from one moment to another, by the clock of the machine that checks it: the program on this device. A clock that is off by more than the tolerance refuses every token, and nothing says why.',
  requires: ['distribution'],
  strength: strengthOfServices,
  references: [
    'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5',
    'https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1',
  ],
  limits: ['The Date header counts whole seconds, and a proxy or cache on the way may have written it.'],
  messages: {
    ...sharedMessages,
    agrees: {
      status: 'pass',
      text: 'has a clock that differs from this machine’s by {seconds} s; {tolerance} s are tolerated.',
    },
    behind: {
      status: 'fail',
      text: 'is {seconds} s ahead of this machine’s clock; {tolerance} s are tolerated: fresh tokens are not valid here yet.',
      fix: setClock,
    },
    ahead: {
      status: 'fail',
      text: 'is {seconds} s behind this machine’s clock; {tolerance} s are tolerated: tokens end here before their time.',
      fix: setClock,
    },
    'no-date': { status: 'not-collected', text: 'sends no Date, so the clocks cannot be compared.' },
  },
  run({ distribution }, { profile }) {
    const tolerance = profile.distribution?.clockToleranceSeconds ?? defaultToleranceSeconds;
    return perService<MessageId>(distribution, ({ last: { probe } }): Outcome<MessageId> => {
      const { http } = probe;
      if (http?.receivedAt === undefined) return endedBefore(probe);
      const served = Date.parse(http.headers?.['date'] ?? '');
      if (Number.isNaN(served)) return { message: 'no-date' };
      // The header drops what is below a second: half of one is the fairest guess.
      const offsetMs = Date.parse(http.receivedAt) - http.ms / 2 - (served + 500);
      const seconds = Math.round(Math.abs(offsetMs) / 1000);
      if (seconds <= tolerance) return { message: 'agrees', data: { seconds, tolerance } };
      return { message: offsetMs < 0 ? 'behind' : 'ahead', data: { seconds, tolerance } };
    });
  },
});
