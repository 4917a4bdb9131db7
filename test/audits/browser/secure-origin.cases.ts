import { secureOrigin } from '../../../lib/audits/browser/secure-origin.js';
import type { AuditTable } from '../case.js';
import { application, browserEvidence as evidence } from './shared/evidence.js';

export const secureOriginTable: AuditTable = {
  audit: secureOrigin,
  cases: [
    { title: 'no application', evidence: evidence({}), says: ['no-origins'] },
    { title: 'HTTPS', profile: application, evidence: evidence({}), says: ['secure'] },
    {
      title: 'HTTP',
      profile: { origins: ['http://app.example'] },
      evidence: evidence({}),
      says: ['insecure'],
    },
    {
      title: 'HTTP of the device itself',
      profile: {
        origins: ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:8080', 'http://a.localhost'],
      },
      evidence: evidence({}),
      says: ['secure'],
    },
    {
      title: 'a frame in a page over HTTP',
      profile: { ...application, embeddingOrigins: ['http://portal.example'] },
      evidence: evidence({}),
      says: ['secure', 'insecure'],
    },
  ],
};
