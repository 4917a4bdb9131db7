import { algorithm } from '../../../lib/audits/token/algorithm.js';
import type { AuditTable } from '../case.js';
import { refused, token, withToken } from './shared/token-evidence.js';

export const algorithmTable: AuditTable = {
  audit: algorithm,
  cases: [
    // RFC 7518 §3.1, RFC 8037, RFC 8812, RFC 9864.
    ...(
      [
        ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'].map(
          (name) => [name, 'asymmetric'] as const,
        ),
        ...['ES256K', 'EdDSA', 'Ed25519', 'Ed448'].map((name) => [name, 'asymmetric'] as const),
        ...['HS256', 'HS384', 'HS512'].map((name) => [name, 'shared-secret'] as const),
        ['none', 'none'],
        // Of an encryption, of a key that nobody has, and with more around a name.
        ...['RSA-OAEP', 'RS128', 'None', 'rs256', 'xRS256', 'RS256x', 'xEdDSA', 'Ed25519x'].map(
          (name) => [name, 'unknown'] as const,
        ),
        ...['xES256K', 'ES256Kx'].map((name) => [name, 'unknown'] as const),
      ] as const
    ).map(([algorithm, message]) => ({
      title: algorithm,
      evidence: token({ header: { algorithm, hasKeyId: false } }),
      profile: withToken,
      says: [message],
      ...(message === 'asymmetric' || message === 'shared-secret' ? { shows: new RegExp(algorithm) } : {}),
    })),
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
