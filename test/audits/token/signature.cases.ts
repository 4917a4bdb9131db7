import { signature } from '../../../lib/audits/token/signature.js';
import type { AuditTable } from '../case.js';
import { refused, token, withToken } from './shared/token-evidence.js';

const withKeys = {
  jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: 'https://ds.example/jwks' },
};

export const signatureTable: AuditTable = {
  audit: signature,
  cases: [
    {
      title: 'verified',
      evidence: token({ signature: { jwksUrl: 'https://ds.example/jwks', outcome: 'verified' } }),
      profile: withKeys,
      says: ['verified'],
      shows: /ds\.example/,
    },
    {
      title: 'wrong-signature',
      evidence: token({ signature: { jwksUrl: 'https://ds.example/jwks', outcome: 'wrong-signature' } }),
      profile: withKeys,
      says: ['wrong-signature'],
      shows: /ds\.example/,
    },
    {
      title: 'no-matching-key',
      evidence: token({ signature: { jwksUrl: 'https://ds.example/jwks', outcome: 'no-matching-key' } }),
      profile: withKeys,
      says: ['no-matching-key'],
      shows: /ds\.example/,
    },
    {
      title: 'algorithm-not-verifiable',
      evidence: token({
        signature: { jwksUrl: 'https://ds.example/jwks', outcome: 'algorithm-not-verifiable' },
      }),
      profile: withKeys,
      says: ['algorithm-not-verifiable'],
    },
    {
      title: 'no key set',
      evidence: token({
        signature: {
          jwksUrl: 'https://ds.example/jwks',
          outcome: 'jwks-unreadable',
          reason: 'the server answered 404',
        },
      }),
      profile: withKeys,
      says: ['jwks-unreadable'],
      shows: /answered 404/,
    },
    { title: 'a profile without keys', evidence: token(), profile: withToken, says: ['no-keys-named'] },
    { title: 'evidence without the keys', evidence: token(), profile: withKeys, says: ['not-verified'] },
    { title: 'no token', evidence: refused(), profile: withKeys, says: ['no-token'] },
  ],
};
