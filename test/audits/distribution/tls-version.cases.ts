import { tlsVersion } from '../../../lib/audits/distribution/tls-version.js';
import type { AuditTable } from '../case.js';
import { failing, see, seen, session, sharedCases } from './shared/seen.js';

export const tlsVersionTable: AuditTable = {
  audit: tlsVersion,
  cases: [
    ...sharedCases,
    { title: 'TLS 1.3', evidence: see(), says: ['modern'], shows: /speaks TLS 1\.3\./ },
    {
      title: 'TLS 1.2',
      evidence: async () =>
        seen({ probe: { tls: { ms: 1, session: await session({}, { protocol: 'TLSv1.2' }) } } }),
      says: ['modern'],
    },
    {
      title: 'TLS 1.1',
      evidence: async () =>
        seen({
          probe: {
            tls: { ...failing('tls-version'), session: await session({}, { protocol: 'TLSv1.1' }) },
            http: null,
          },
        }),
      says: ['old'],
      shows: /TLS 1\.1/,
    },
    {
      title: 'TLS 1.0',
      evidence: async () =>
        seen({ probe: { tls: { ms: 1, session: await session({}, { protocol: 'TLSv1' }) } } }),
      says: ['old'],
      shows: /TLS 1\.0/,
    },
    {
      title: 'an old version that could not be named',
      evidence: see({ probe: { tls: failing('tls-version'), http: null } }),
      says: ['old-unknown'],
    },
  ],
};
