/** Whether the token is signed by an algorithm that anybody can verify and only its issuer can sign with. */
import { defineAudit, type Audit } from '../define.js';
import { noToken, rfc8725, seenToken, tokenStrength } from './shared/seen-token.js';

type MessageId = 'asymmetric' | 'none' | 'shared-secret' | 'unknown' | 'no-signature' | 'no-token';

const asymmetric = /^(?:RS|ES|PS)(?:256|384|512)$|^Ed(?:DSA|25519|448)$|^ES256K$/;

export const algorithm: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/algorithm',
  title: 'The token is signed by a public-key algorithm',
  why: 'A token without a signature can be written by anybody, and one signed with a shared secret by everybody who can verify it: a connector on a user’s machine would have to hold that secret.',
  requires: ['token'],
  references: [rfc8725, 'https://www.rfc-editor.org/rfc/rfc7518#section-3.1'],
  limits: ['It reads what the header names; whether the signature holds, token/signature looks at.'],
  strength: tokenStrength,
  messages: {
    asymmetric: { status: 'pass', text: 'signs its token with {algorithm}.' },
    none: {
      status: 'fail',
      text: 'gives a token that is not signed ("alg": "none"): anybody can write one.',
      fix: { advice: 'Have the Distribution Service sign with RS256 or ES256, and no program take "none"' },
    },
    'shared-secret': {
      status: 'fail',
      text: 'signs its token with {algorithm}, whose secret every verifier has to know.',
      fix: { advice: 'Have the Distribution Service sign with RS256 or ES256 instead' },
    },
    unknown: {
      status: 'fail',
      text: 'names no signing algorithm of RFC 7518 in its token.',
      fix: { advice: 'Have the Distribution Service sign with RS256 or ES256' },
    },
    'no-signature': {
      status: 'fail',
      text: 'gives a token that names {algorithm} and has no signature.',
      fix: { advice: 'Ask whoever runs this Distribution Service: the token is cut short' },
    },
    'no-token': noToken,
  },
  run: ({ token: evidence }) => {
    const seen = seenToken(evidence);
    // What has no header of a signed token is told by token/shape.
    if (seen?.token.header === undefined || seen.token.parts !== 3) return [{ message: 'no-token' }];
    const { header, signatureBytes } = seen.token;
    const name = header.algorithm;
    const subject = evidence.url;
    if (name === 'none') return [{ message: 'none', subject }];
    if (name === undefined) return [{ message: 'unknown', subject }];
    const data = { algorithm: name };
    if (name.startsWith('HS')) return [{ message: 'shared-secret', subject, data }];
    if (!asymmetric.test(name)) return [{ message: 'unknown', subject }];
    return [{ message: signatureBytes === 0 ? 'no-signature' : 'asymmetric', subject, data }];
  },
});
