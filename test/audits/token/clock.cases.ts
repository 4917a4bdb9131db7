import { clock } from '../../../lib/audits/token/clock.js';
import type { AuditTable } from '../case.js';
import { claims, now, refused, token, withToken } from './shared/token-evidence.js';

export const clockTable: AuditTable = {
  audit: clock,
  cases: [
    { title: 'a fresh token', evidence: token(), profile: withToken, says: ['valid'] },
    {
      title: 'five minutes ahead',
      evidence: claims({ iat: now + 300, nbf: now + 300, exp: now + 600 }),
      profile: withToken,
      says: ['valid'],
    },
    {
      title: 'five minutes and a second ahead',
      evidence: claims({ nbf: now + 301, exp: now + 600 }),
      profile: withToken,
      says: ['not-yet'],
      shows: /301 s/,
    },
    {
      title: 'issued in the future',
      evidence: claims({ iat: now + 301, exp: now + 600 }),
      profile: withToken,
      says: ['issued-in-future'],
    },
    {
      title: 'ended five minutes ago',
      evidence: claims({ exp: now - 300 }),
      profile: withToken,
      says: ['valid'],
    },
    {
      title: 'ended longer ago',
      evidence: claims({ exp: now - 301 }),
      profile: withToken,
      says: ['expired'],
    },
    {
      title: 'five minutes old',
      evidence: claims({ iat: now - 300, exp: now + 600 }),
      profile: withToken,
      says: ['valid'],
    },
    {
      title: 'an old token',
      evidence: claims({ iat: now - 301, exp: now + 600 }),
      profile: withToken,
      says: ['issued-long-ago'],
    },
    {
      title: 'ahead of a clock that this profile holds closer',
      evidence: claims({ nbf: now + 61, exp: now + 600 }),
      profile: { ...withToken, distribution: { clockToleranceSeconds: 60 } },
      says: ['not-yet'],
    },
    { title: 'no times', evidence: claims({}), profile: withToken, says: ['no-times'] },
    { title: 'no token', evidence: refused(), profile: withToken, says: ['no-token'] },
  ],
};
