import { clockSkew } from '../../../lib/audits/distribution/clock-skew.js';
import type { AuditCase, AuditTable } from '../case.js';
import { at, see, sharedCases } from './shared/seen.js';

/** The service's clock is ahead by so much. */
const ahead = (seconds: number, says: string, more: Partial<AuditCase> = {}): AuditCase => ({
  title: `${seconds} s`,
  evidence: see({
    probe: {
      http: {
        ms: 40,
        status: 200,
        headers: { date: new Date(at.getTime() + seconds * 1000).toUTCString() },
        receivedAt: at.toISOString(),
      },
    },
  }),
  says: [says],
  ...more,
});

export const clockSkewTable: AuditTable = {
  audit: clockSkew,
  cases: [
    ...sharedCases,
    ahead(0, 'agrees', { shows: /a clock that differs from this machine’s by 1 s/ }),
    ahead(299, 'agrees'),
    ahead(-300, 'agrees'),
    ahead(310, 'behind', { shows: /311 s ahead/ }),
    ahead(-310, 'ahead', { shows: /309 s behind|310 s behind/ }),
    ahead(310, 'agrees', { profile: { distribution: { clockToleranceSeconds: 600 } } }),
    {
      title: 'no Date',
      evidence: see({ probe: { http: { ms: 1, status: 200, headers: {}, receivedAt: at.toISOString() } } }),
      says: ['no-date'],
    },
  ],
};
