import { redirect } from '../../../lib/audits/distribution/redirect.js';
import type { TrustStore } from '../../../lib/evidence/probe.js';
import type { Evidence } from '../../../lib/evidence/types.js';
import type { AuditTable } from '../case.js';
import { see, seen, serviceUrl, session, sharedCases } from './shared/seen.js';

const sentTo =
  (status: number, location: string, anchoredIn: readonly TrustStore[]) =>
  async (): Promise<Partial<Evidence>> =>
    seen({
      probe: {
        tls: { ms: 1, session: await session({}, { authorized: anchoredIn.length > 0 }), anchoredIn },
        http: { ms: 1, status, headers: { location } },
      },
    });

export const redirectTable: AuditTable = {
  audit: redirect,
  cases: [
    ...sharedCases,
    { title: 'none', evidence: see(), says: ['answered-here'] },
    {
      title: 'one within the origin',
      evidence: see({
        probe: { http: { ms: 1, status: 308, headers: { location: `${serviceUrl}/v3_6/status` } } },
        then: [{ url: `${serviceUrl}/v3_6/status` }],
      }),
      says: ['within'],
      shows: /\/v3_6\/status/,
    },
    {
      title: 'the service’s own to another host',
      evidence: sentTo(301, 'https://new.example/', ['public']),
      says: ['moved'],
    },
    {
      title: 'one by somebody in its place',
      evidence: sentTo(302, 'http://portal.example/login', []),
      says: ['captive-portal'],
      shows: /portal\.example/,
    },
    {
      title: 'one by a proxy that inspects',
      evidence: sentTo(302, 'http://portal.example/login', ['system']),
      says: ['captive-portal'],
    },
    {
      title: '511',
      evidence: see({ probe: { http: { ms: 1, status: 511, headers: {} } }, bodyKind: 'html' }),
      says: ['sign-in-required'],
    },
  ],
};
