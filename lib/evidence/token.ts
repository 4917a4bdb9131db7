/**
 * What came of exchanging the API key for a token. Neither the key nor the token is here, nor any part of them: a token is
 * described by its header and its times, and its signature by what verifying it gave, at the time it was there.
 */
import type { CollectionError } from './collection-error.js';
import type { ProbeStage, RouteEvidence } from './probe.js';

/** What verifying a signature against a JWKS (RFC 7517) gave. */
export type SignatureOutcome =
  'verified' | 'wrong-signature' | 'no-matching-key' | 'algorithm-not-verifiable' | 'jwks-unreadable';

export interface SignatureEvidence {
  readonly jwksUrl: string;
  readonly outcome: SignatureOutcome;
  /** Why the JWKS could not be read. */
  readonly reason?: string;
}

/** A claim whose value is a NumericDate (RFC 7519 §2); `invalid`: it is there and is no number. */
export type TimeClaim = number | 'invalid';

export interface TokenShape {
  /** Parts between dots: 3 for a signed token (RFC 7515 §7.1), 5 for an encrypted one (RFC 7516 §7.1). */
  readonly parts: number;
  /** Absent where the first part is no JSON object. `algorithm` is absent where it is no name of one. */
  readonly header?: { readonly algorithm?: string; readonly hasKeyId: boolean };
  /** Absent where the second part is no JSON object. Of the issuer and the subject it is kept only that they are there. */
  readonly claims?: {
    readonly hasIssuer: boolean;
    readonly hasSubject: boolean;
    readonly iat?: TimeClaim;
    readonly nbf?: TimeClaim;
    readonly exp?: TimeClaim;
  };
  readonly signatureBytes: number;
  readonly signature?: SignatureEvidence;
}

export interface TokenAnswer {
  readonly status: number;
  /** This machine's clock when the answer came. */
  readonly receivedAt: string;
  readonly body: 'json' | 'html' | 'empty' | 'other';
  /** `success` of the answer, where it has one. */
  readonly success?: boolean;
  /** What stands in `data`, where a token is expected. */
  readonly data: 'text' | 'absent' | 'other';
  readonly token?: TokenShape;
}

export interface TokenEvidence {
  /** The endpoint. */
  readonly url: string;
  readonly environment: 'production' | 'acceptance' | 'test';
  readonly route: RouteEvidence;
  /** Where the request ended, if no answer came. */
  readonly ended?: { readonly stage: ProbeStage; readonly error: CollectionError };
  readonly answer?: TokenAnswer;
}
