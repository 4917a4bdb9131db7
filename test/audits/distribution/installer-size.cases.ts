import { installerSize } from '../../../lib/audits/distribution/installer-size.js';
import type { AuditTable } from '../case.js';
import { at, failing, see, serviceUrl } from './shared/seen.js';

const profile = {
  disk: { installerMegabytes: 15, installedMegabytes: 50, toleranceMegabytes: 5 },
  distributionServices: [
    { url: serviceUrl, environment: 'production', installerPath: '/installer.exe' } as const,
  ],
};
const answered = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  see({
    service: {
      installer: {
        url: `${serviceUrl}/installer.exe`,
        http: { ms: 3, status, headers, receivedAt: at.toISOString() },
      },
    },
  });
const binary = 'application/octet-stream';

export const installerSizeTable: AuditTable = {
  audit: installerSize,
  cases: [
    {
      title: 'as said',
      profile,
      evidence: answered(200, { 'content-type': binary, 'content-length': '15200000' }),
      says: ['fits'],
      shows: /15\.2 MB, of about 15 MB/,
    },
    {
      title: 'at the tolerance',
      profile,
      evidence: answered(200, { 'content-length': '20000000' }),
      says: ['fits'],
    },
    {
      title: 'beyond the tolerance',
      profile,
      evidence: answered(200, { 'content-length': '20000001' }),
      says: ['too-large'],
    },
    { title: 'no length', profile, evidence: answered(200, { 'content-type': binary }), says: ['no-length'] },
    {
      title: 'a length that is none',
      profile,
      evidence: answered(200, { 'content-length': '1e3' }),
      says: ['no-length'],
    },
    { title: 'not there', profile, evidence: answered(404), says: ['not-there'] },
    { title: 'a redirect', profile, evidence: answered(302), says: ['unknown'] },
    {
      title: 'a page in its place',
      profile,
      evidence: answered(200, { 'content-type': 'text/html', 'content-length': '900' }),
      says: ['unknown'],
      shows: /text\/html and no file/,
    },
    { title: 'not asked', profile, evidence: see(), says: ['unknown'] },
    {
      title: 'no connection',
      profile,
      evidence: see({
        service: {
          installer: {
            url: serviceUrl,
            connect: { ...failing('refused'), address: '192.0.2.1', port: 443 },
          },
        },
      }),
      says: ['unknown'],
      shows: /it was refused/,
    },
  ],
};
