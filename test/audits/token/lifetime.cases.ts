import { lifetime } from '../../../lib/audits/token/lifetime.js';
import type { AuditTable } from '../case.js';
import { claims, now, refused, token, withToken } from './shared/token-evidence.js';

export const lifetimeTable: AuditTable = {
  audit: lifetime,
  cases: [
    {
      title: 'twenty minutes',
      evidence: token(),
      profile: withToken,
      says: ['short'],
      shows: /1200 s; at most 3600/,
    },
    {
      title: 'an hour exactly',
      evidence: claims({ iat: now, exp: now + 3600 }),
      profile: withToken,
      says: ['short'],
    },
    {
      title: 'an hour and a second',
      evidence: claims({ iat: now, exp: now + 3601 }),
      profile: withToken,
      says: ['too-long'],
    },
    {
      title: 'longer than this profile allows',
      evidence: token(),
      profile: { jwt: { required: true, maxLifetimeSeconds: 600 } },
      says: ['too-long'],
    },
    { title: 'no end', evidence: claims({ iat: now }), profile: withToken, says: ['no-end'] },
    {
      title: 'an end before its beginning',
      evidence: claims({ iat: now, exp: now - 60 }),
      profile: withToken,
      says: ['ends-before-it-begins'],
      shows: /60 s before/,
    },
    {
      title: 'no beginning',
      evidence: claims({ exp: now + 7200 }),
      profile: withToken,
      says: ['too-long'],
      shows: /7200/,
    },
    {
      title: 'its beginning as nbf',
      evidence: claims({ nbf: now, exp: now + 60 }),
      profile: withToken,
      says: ['short'],
      shows: /60 s;/,
    },
    {
      title: 'a time in words',
      evidence: claims({ exp: 'invalid' }),
      profile: withToken,
      says: ['no-token'],
    },
    { title: 'no token', evidence: refused(), profile: withToken, says: ['no-token'] },
  ],
};
