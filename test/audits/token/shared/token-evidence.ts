/** Evidence of an exchange as `gatherToken` keeps it, with changes. */
import type { Evidence } from '../../../../lib/evidence/types.js';
import type { TokenAnswer, TokenEvidence, TokenShape } from '../../../../lib/evidence/token.js';
import type { Profile } from '../../../../lib/profile/index.js';
import { collectedAt } from '../../case.js';

export const now: number = Date.parse(collectedAt) / 1000;

export const withToken: Partial<Profile> = { jwt: { required: true, maxLifetimeSeconds: 3600 } };

const goodToken: TokenShape = {
  parts: 3,
  header: { algorithm: 'RS256', hasKeyId: true },
  claims: { hasIssuer: true, hasSubject: true, iat: now, nbf: now - 5, exp: now + 1200 },
  signatureBytes: 256,
};

export function exchanged(changes: Partial<TokenEvidence> = {}): Partial<Evidence> {
  return {
    token: {
      url: 'https://ds.example/v3_5/tokens/application',
      environment: 'production',
      route: { via: 'direct', decidedBy: 'no proxy is configured' },
      ...changes,
    },
  };
}

export function answered(changes: Partial<TokenAnswer> = {}): Partial<Evidence> {
  return exchanged({
    answer: {
      status: 200,
      receivedAt: collectedAt,
      body: 'json',
      success: true,
      data: 'text',
      token: goodToken,
      ...changes,
    },
  });
}

export function token(changes: Partial<TokenShape> = {}): Partial<Evidence> {
  return answered({ token: { ...goodToken, ...changes } });
}

export function claims(changes: Partial<NonNullable<TokenShape['claims']>>): Partial<Evidence> {
  return token({ claims: { hasIssuer: true, hasSubject: true, ...changes } });
}

/** The answer of a service that refused the key: there is no token. */
export function refused(): Partial<Evidence> {
  return exchanged({ answer: { status: 401, receivedAt: collectedAt, body: 'json', data: 'absent' } });
}
