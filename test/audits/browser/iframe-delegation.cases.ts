import { iframeDelegation } from '../../../lib/audits/browser/iframe-delegation.js';
import type { AuditTable } from '../case.js';
import { application, browserEvidence as evidence, policy } from './shared/evidence.js';

const framed = { ...application, embeddingOrigins: ['https://portal.example'] };
const inherits = 'LocalNetworkAccessPermissionsPolicyDefaultEnabled';

export const iframeDelegationTable: AuditTable = {
  audit: iframeDelegation,
  cases: [
    {
      title: 'no frames',
      profile: application,
      evidence: evidence({ chrome: '150.0.1' }),
      says: ['no-frames'],
    },
    {
      title: 'a frame of the same origin',
      profile: { ...application, embeddingOrigins: ['https://app.example'] },
      evidence: evidence({ chrome: '150.0.1' }),
      says: ['no-frames'],
    },
    {
      title: 'no browser that guards',
      profile: framed,
      evidence: evidence({ chrome: '120.0.1' }),
      says: ['no-browser'],
    },
    {
      title: 'a frame',
      profile: framed,
      evidence: evidence({ chrome: '150.0.1' }, policy('chrome', inherits, false)),
      says: ['needs-delegation'],
      shows: /https:\/\/portal\.example/,
    },
    {
      title: 'a frame, and a policy that gives it the leave',
      profile: framed,
      evidence: evidence({ chrome: '150.0.1' }, policy('chrome', inherits, true)),
      says: ['by-policy'],
    },
  ],
};
