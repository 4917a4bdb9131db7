import { certificate } from '../../../lib/audits/distribution/certificate.js';
import type { IssueOptions } from '../../../lib/lab/certificate-authority.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';
import { daysFrom, see, seen, session, sharedCases } from './shared/seen.js';

const issued = (options: Partial<IssueOptions>) => async (): Promise<Partial<Evidence>> =>
  seen({ probe: { tls: { ms: 1, session: await session(options), anchoredIn: ['public'] } } });

export const certificateTable: AuditTable = {
  audit: certificate,
  cases: [
    ...sharedCases,
    {
      title: 'a good one',
      evidence: see(),
      says: ['valid'],
      shows: /for ds\.example, valid until 2027-02-22/,
    },
    {
      title: 'another name',
      evidence: issued({ names: ['www.example', 'example'] }),
      says: ['wrong-name'],
      shows: /www\.example, example/,
    },
    {
      title: 'one that ended',
      evidence: issued({ from: daysFrom(-9), until: daysFrom(-1) }),
      says: ['expired'],
    },
    { title: 'one of tomorrow', evidence: issued({ from: daysFrom(1) }), says: ['not-yet-valid'] },
    { title: 'one that ends in five days', evidence: issued({ until: daysFrom(5.5) }), says: ['ends-soon'] },
    {
      title: 'one that ends in five days, which is enough',
      evidence: issued({ until: daysFrom(5.5) }),
      profile: { distribution: { certificateDaysLeft: 3 } },
      says: ['valid'],
    },
    {
      title: 'no certificate at all',
      evidence: async () =>
        seen({ probe: { tls: { ms: 1, session: await session({}, { chain: ['AAAA'] }) } } }),
      says: ['unreadable'],
    },
  ],
};
