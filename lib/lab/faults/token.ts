/** The plan of the lab's token endpoint, and what can go wrong with it. Pure. */
import type { Fault } from '../areas/define.js';

export interface TokenPlan {
  /** How the endpoint answers: with a token, or with what a broken one answers. */
  readonly answer: 'token' | 'html' | 'not-success' | 'no-data' | 'text' | 'identifier';
  /** HTTP status; 200 but where the request itself is refused. */
  readonly status: number;
  /** The key that the client sends is the service's own. */
  readonly isKeyKnown: boolean;
  /** The path that the service has the endpoint at. */
  readonly path: string;
  /** The certificate comes from the authority that the client trusts. */
  readonly isTrusted: boolean;
  /** The keys that the profile pins for the service: its authority's, or that of another. */
  readonly pins: 'none' | 'right' | 'wrong';
  readonly token: {
    readonly algorithm: 'RS256' | 'ES256' | 'HS256' | 'none';
    /** Relative to the moment of asking (seconds); undefined: the claim is left out. */
    readonly issuedAt: number | undefined;
    readonly notBefore: number | undefined;
    readonly ends: number | undefined;
    readonly hasClaims: boolean;
    readonly signature: 'good' | 'wrong' | 'cut';
    readonly keyId: 'published' | 'unpublished';
    readonly isEncrypted: boolean;
  };
  /** The build needs a token for each endpoint. */
  readonly isNeeded: boolean;
  readonly jwks: 'published' | 'not-found' | 'html';
}

/** As the vendor's sample: twenty minutes, valid from five seconds before it was issued. */
export const healthyToken: TokenPlan = {
  answer: 'token',
  status: 200,
  isKeyKnown: true,
  path: '/v3_5/tokens/application',
  isTrusted: true,
  pins: 'none',
  token: {
    algorithm: 'RS256',
    issuedAt: 0,
    notBefore: -5,
    ends: 1200,
    hasClaims: true,
    signature: 'good',
    keyId: 'published',
    isEncrypted: false,
  },
  isNeeded: true,
  jwks: 'published',
};

const service =
  (changes: Partial<TokenPlan>): Fault<TokenPlan>['change'] =>
  (plan) => ({ ...plan, ...changes });

const token =
  (changes: Partial<TokenPlan['token']>): Fault<TokenPlan>['change'] =>
  (plan) => ({ ...plan, token: { ...plan.token, ...changes } });

export const tokenFaults: readonly Fault<TokenPlan>[] = [
  {
    id: 'api-key-wrong',
    description: 'the key is of another environment, or was replaced: the service answers 401',
    change: service({ isKeyKnown: false }),
  },
  {
    id: 'token-path-wrong',
    description: 'the service has its token endpoint at /v3/… and not where the profile says',
    change: service({ path: '/v3/tokens/application' }),
  },
  {
    id: 'token-endpoint-html',
    description: 'a proxy answers the request for a token with a page of its own',
    change: service({ answer: 'html' }),
  },
  {
    id: 'token-endpoint-text',
    description: 'the endpoint answers with words in place of JSON',
    change: service({ answer: 'text' }),
  },
  {
    id: 'token-endpoint-down',
    description: 'the service is being restarted and answers 503',
    change: service({ status: 503 }),
  },
  {
    id: 'token-endpoint-moved',
    description: 'the service moved, and its old address redirects',
    change: service({ status: 302 }),
  },
  {
    id: 'token-refused',
    description: 'the service answers that it did not succeed',
    change: service({ answer: 'not-success' }),
  },
  {
    id: 'token-missing',
    description: 'the service answers success and leaves the token out',
    change: service({ answer: 'no-data' }),
  },
  {
    id: 'token-is-identifier',
    description: 'another endpoint answers: what it gives is an identifier and no token',
    change: service({ answer: 'identifier' }),
  },
  {
    id: 'token-endpoint-untrusted',
    description: 'the certificate of the service comes from an authority that this machine does not trust',
    change: service({ isTrusted: false }),
  },
  {
    id: 'token-endpoint-not-pinned',
    description:
      'the token endpoint has a certificate that this machine trusts, and no key that the profile pins',
    change: service({ pins: 'wrong' }),
  },
  {
    id: 'token-expired',
    description: 'the clock of the service is two hours slow: its tokens have ended when they come',
    change: token({ issuedAt: -7200, notBefore: -7205, ends: -6000 }),
  },
  {
    id: 'token-not-yet-valid',
    description: 'the clock of the service is an hour fast: its tokens are not yet valid',
    change: token({ issuedAt: 3600, notBefore: 3595, ends: 4800 }),
  },
  {
    id: 'token-long-lived',
    description: 'the service gives tokens for thirty days',
    change: token({ ends: 30 * 86_400 }),
  },
  {
    id: 'token-without-end',
    description: 'the service gives tokens that never end',
    change: token({ ends: undefined }),
  },
  {
    id: 'token-alg-none',
    description: 'the service does not sign its tokens',
    change: token({ algorithm: 'none' }),
  },
  {
    id: 'token-alg-hs256',
    description: 'the service signs its tokens with a secret that every verifier has to know',
    change: token({ algorithm: 'HS256' }),
  },
  {
    id: 'token-signature-wrong',
    description: 'the token’s signature is by another key than the one it names',
    change: token({ signature: 'wrong' }),
  },
  {
    id: 'token-signature-cut',
    description: 'the token lost its signature on the way',
    change: token({ signature: 'cut' }),
  },
  {
    id: 'token-key-unpublished',
    description: 'the service signs with a new key before its key set has it',
    change: token({ keyId: 'unpublished' }),
  },
  {
    id: 'token-without-claims',
    description: 'the token has neither issuer nor subject nor the time it was issued',
    change: token({ hasClaims: false, issuedAt: undefined }),
  },
  {
    id: 'token-encrypted',
    description: 'the service encrypts its tokens, so that nobody can read their times',
    change: token({ isEncrypted: true }),
  },
  {
    id: 'build-without-token',
    description: 'the partner ships a build without tokens, and nobody wrote down why',
    change: service({ isNeeded: false }),
  },
  {
    id: 'jwks-gone',
    description: 'the key set that the profile names is not there',
    change: service({ jwks: 'not-found' }),
  },
];
