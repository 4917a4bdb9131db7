/**
 * A token's signature against a JWKS, by jose. Only the signature: times are audited from evidence. Algorithms with a shared
 * secret are refused, for a key that is published is none (RFC 8725 §3.1).
 */
import { compactVerify, createLocalJWKSet, errors, type CompactVerifyGetKey, type JSONWebKeySet } from 'jose';
import type { SignatureOutcome } from '../../evidence/token.js';

const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/** `jwks-unreadable` where `jwks` is no JSON Web Key Set. */
export async function verifySignature(token: string, jwks: unknown): Promise<SignatureOutcome> {
  let getKey: CompactVerifyGetKey;
  try {
    getKey = createLocalJWKSet(jwks as JSONWebKeySet);
  } catch {
    return 'jwks-unreadable';
  }
  try {
    await compactVerify(token, getKey, { algorithms });
    return 'verified';
  } catch (error) {
    return error instanceof errors.JWKSMultipleMatchingKeys
      ? await verifyWithEach(token, error)
      : outcomeOf(error);
  }
}

/** Without a `kid` several keys can fit: one that verifies is enough. */
async function verifyWithEach(
  token: string,
  keys: errors.JWKSMultipleMatchingKeys,
): Promise<SignatureOutcome> {
  for await (const key of keys) {
    try {
      await compactVerify(token, key, { algorithms });
      return 'verified';
    } catch {
      // A key that is too short, or no key at all, verifies nothing: jose says so with errors of any kind.
    }
  }
  return 'wrong-signature';
}

function outcomeOf(error: unknown): SignatureOutcome {
  if (error instanceof errors.JWKSNoMatchingKey) return 'no-matching-key';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm-not-verifiable';
  if (error instanceof errors.JWKSInvalid || error instanceof errors.JWKInvalid) return 'jwks-unreadable';
  // A signature that is no base64url, or has the wrong length, is as wrong as one that does not verify.
  return 'wrong-signature';
}
