import { blockPage } from '../../../lib/audits/distribution/block-page.js';
import type { AuditTable } from '../case.js';
import { see, seen, session, sharedCases } from './shared/seen.js';

const page = (status: number) =>
  ({ probe: { http: { ms: 1, status, headers: {} } }, bodyKind: 'html' }) as const;

export const blockPageTable: AuditTable = {
  audit: blockPage,
  cases: [
    ...sharedCases,
    { title: 'JSON', evidence: see(), says: ['no-page'] },
    { title: 'a gateway’s error, which is a page too', evidence: see(page(502)), says: ['no-page'] },
    {
      title: 'a filter’s page',
      evidence: async () =>
        seen({
          probe: {
            tls: { ms: 1, session: await session(), anchoredIn: ['system'] },
            http: { ms: 1, status: 403, headers: {} },
          },
          bodyKind: 'html',
          pageTitle: 'Access denied by policy',
        }),
      says: ['block-page'],
      shows: /403, titled “Access denied by policy”/,
    },
    {
      title: 'a page of the service',
      evidence: see(page(200)),
      says: ['own-page'],
      shows: /without a title/,
    },
  ],
};
