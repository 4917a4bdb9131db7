/** Whether the token's signature verifies against the keys that the profile names; verified while the token was there. */
import type { SignatureOutcome } from '../../evidence/token.js';
import { defineAudit, type Audit } from '../define.js';
import { noToken, seenToken, tokenStrength } from './shared/seen-token.js';

type MessageId = SignatureOutcome | 'no-keys-named' | 'not-verified' | 'no-token';

export const signature: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/signature',
  title: 'The token’s signature verifies',
  why: 'Only the signature tells a token of the Distribution Service from one that somebody else wrote. Where the keys are published it can be verified here as every receiver has to.',
  requires: ['token'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc7517',
    'https://www.rfc-editor.org/rfc/rfc7515#section-5.2',
  ],
  limits: [
    'Where no keys are published nothing can be verified, and a stolen key that is still published is believed.',
  ],
  strength: tokenStrength,
  messages: {
    verified: { status: 'pass', text: 'signs its token with a key of {jwks}.' },
    'wrong-signature': {
      status: 'fail',
      text: 'gives a token whose signature does not verify with the keys of {jwks}.',
      fix: { advice: 'Find out who answers in the service’s place, or which key it signs with' },
    },
    'no-matching-key': {
      status: 'fail',
      text: 'signs its token with a key that {jwks} does not hold.',
      fix: { advice: 'Publish the key before signing with it, and keep it as long as its tokens live' },
    },
    'algorithm-not-verifiable': {
      status: 'fail',
      text: 'gives a token whose algorithm no published key can verify.',
      fix: { advice: 'Have the Distribution Service sign with RS256 or ES256' },
    },
    'jwks-unreadable': {
      status: 'error',
      text: 'gives a token that could not be verified, for {jwks} could not be read: {reason}.',
      fix: { advice: 'Check jwt.jwksUrl in the profile, and that this machine reaches it' },
    },
    'no-keys-named': { status: 'not-applicable', text: 'The profile names no keys (jwt.jwksUrl).' },
    'not-verified': {
      status: 'not-collected',
      text: 'The signature was not verified: the evidence was gathered without the keys.',
    },
    'no-token': noToken,
  },
  run: ({ token: evidence }, { profile }) => {
    const seen = seenToken(evidence);
    if (profile.jwt?.jwksUrl === undefined) return [{ message: 'no-keys-named' }];
    // What is no signed token is told by token/shape.
    if (seen?.token.parts !== 3 || seen.token.header === undefined) return [{ message: 'no-token' }];
    const { signature: verified } = seen.token;
    if (verified === undefined) return [{ message: 'not-verified' }];
    const { outcome, jwksUrl: jwks, reason = 'no reason is known' } = verified;
    return [{ message: outcome, subject: evidence.url, data: { jwks, reason } }];
  },
});
