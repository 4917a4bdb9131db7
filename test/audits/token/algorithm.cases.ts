import { algorithm } from '../../../lib/audits/token/algorithm.js';
import type { AuditTable } from '../case.js';
import { refused, token, withToken } from './shared/token-evidence.js';

export const algorithmTable: AuditTable = {
  audit: algorithm,
  cases: [
    {
      title: 'RS256',
      evidence: token({ header: { algorithm: 'RS256', hasKeyId: false } }),
      profile: withToken,
      says: ['asymmetric'],
      shows: /RS256/,
    },
    {
      title: 'PS384',
      evidence: token({ header: { algorithm: 'PS384', hasKeyId: false } }),
      profile: withToken,
      says: ['asymmetric'],
      shows: /PS384/,
    },
    {
      title: 'ES256',
      evidence: token({ header: { algorithm: 'ES256', hasKeyId: false } }),
      profile: withToken,
      says: ['asymmetric'],
      shows: /ES256/,
    },
    {
      title: 'EdDSA',
      evidence: token({ header: { algorithm: 'EdDSA', hasKeyId: false } }),
      profile: withToken,
      says: ['asymmetric'],
      shows: /EdDSA/,
    },
    {
      title: 'none',
      evidence: token({ header: { algorithm: 'none', hasKeyId: false } }),
      profile: withToken,
      says: ['none'],
    },
    {
      title: 'HS256',
      evidence: token({ header: { algorithm: 'HS256', hasKeyId: false } }),
      profile: withToken,
      says: ['shared-secret'],
    },
    {
      title: 'HS512',
      evidence: token({ header: { algorithm: 'HS512', hasKeyId: false } }),
      profile: withToken,
      says: ['shared-secret'],
    },
    {
      title: 'an encryption algorithm',
      evidence: token({ header: { algorithm: 'RSA-OAEP', hasKeyId: false } }),
      profile: withToken,
      says: ['unknown'],
    },
    {
      title: 'no algorithm',
      evidence: token({ header: { hasKeyId: false } }),
      profile: withToken,
      says: ['unknown'],
    },
    {
      title: 'no signature',
      evidence: token({ header: { algorithm: 'RS256', hasKeyId: false }, signatureBytes: 0 }),
      profile: withToken,
      says: ['no-signature'],
    },
    { title: 'an identifier', evidence: token({ parts: 1 }), profile: withToken, says: ['no-token'] },
    { title: 'no token', evidence: refused(), profile: withToken, says: ['no-token'] },
  ],
};
