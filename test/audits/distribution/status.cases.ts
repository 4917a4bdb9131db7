import { status } from '../../../lib/audits/distribution/status.js';
import type { AuditCase, AuditTable } from '../case.js';
import { see, sharedCases } from './shared/seen.js';

const answering = (code: number, says: string, bodyKind: 'json' | 'html' | 'other' = 'json'): AuditCase => ({
  title: `${code}, ${bodyKind}`,
  evidence: see({ probe: { http: { ms: 1, status: code, headers: {} } }, bodyKind }),
  says: [says],
});

export const statusTable: AuditTable = {
  audit: status,
  cases: [
    ...sharedCases,
    answering(200, 'well'),
    answering(200, 'not-json', 'other'),
    answering(200, 'not-reached', 'html'),
    answering(401, 'denied'),
    answering(403, 'denied'),
    answering(403, 'not-reached', 'html'),
    answering(404, 'not-found', 'html'),
    answering(429, 'too-many'),
    answering(503, 'service-error', 'html'),
    answering(511, 'not-reached', 'html'),
    answering(418, 'unexpected'),
    {
      title: 'a redirect',
      evidence: see({
        probe: { http: { ms: 1, status: 302, headers: { location: 'http://portal.example/' } } },
      }),
      says: ['not-reached'],
    },
  ],
};
