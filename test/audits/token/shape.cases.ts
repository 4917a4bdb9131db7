import { shape } from '../../../lib/audits/token/shape.js';
import type { AuditTable } from '../case.js';
import { answered, claims, now, refused, token, withToken } from './shared/token-evidence.js';

export const shapeTable: AuditTable = {
  audit: shape,
  cases: [
    {
      title: 'a token',
      evidence: token(),
      profile: withToken,
      says: ['well-formed'],
      shows: /iss, sub, iat, nbf, exp/,
    },
    {
      title: 'without nbf',
      evidence: claims({ iat: now, exp: now + 60 }),
      profile: withToken,
      says: ['well-formed'],
      shows: /iss, sub, iat, exp/,
    },
    {
      title: 'one part',
      evidence: token({ parts: 1 }),
      profile: withToken,
      says: ['not-a-jwt'],
      shows: /this has 1\./,
    },
    { title: 'five parts', evidence: token({ parts: 5 }), profile: withToken, says: ['encrypted'] },
    {
      title: 'five parts without a header',
      evidence: answered({ token: { parts: 5, signatureBytes: 3 } }),
      profile: withToken,
      says: ['not-a-jwt'],
      shows: /this has 5\./,
    },
    {
      title: 'no header',
      evidence: answered({ token: { parts: 3, signatureBytes: 3 } }),
      profile: withToken,
      says: ['no-header'],
    },
    {
      title: 'no claims',
      evidence: answered({ token: { parts: 3, header: { hasKeyId: false }, signatureBytes: 3 } }),
      profile: withToken,
      says: ['no-claims'],
    },
    {
      title: 'no subject',
      evidence: claims({ hasSubject: false, iat: now }),
      profile: withToken,
      says: ['claims-missing'],
      shows: /without sub/,
    },
    {
      title: 'a time in words',
      evidence: claims({ iat: now, exp: 'invalid' }),
      profile: withToken,
      says: ['not-a-date'],
      shows: /exp/,
    },
    { title: 'no token', evidence: refused(), profile: withToken, says: ['no-token'] },
  ],
};
