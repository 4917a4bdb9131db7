/** Whether what was given for the key is a signed JSON Web Token with the claims that the connector reads. */
import { defineAudit, type Audit } from '../define.js';
import { noToken, rfc7519, seenToken, tokenStrength } from './shared/seen-token.js';

type MessageId =
  | 'well-formed'
  | 'not-a-jwt'
  | 'encrypted'
  | 'no-header'
  | 'no-claims'
  | 'claims-missing'
  | 'not-a-date'
  | 'no-token';

export const shape: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/shape',
  title: 'The token is a JSON Web Token',
  why: 'The connector reads the token’s claims and refuses one that it cannot read. What is not a token in shape is often an error page or an identifier that another endpoint gives.',
  requires: ['token'],
  references: [rfc7519, 'https://www.rfc-editor.org/rfc/rfc7515#section-7.1'],
  limits: [
    'Its shape says nothing of its truth: who signed it, and for how long it holds, other audits look at.',
  ],
  strength: tokenStrength,
  messages: {
    'well-formed': { status: 'pass', text: 'gives a signed token with {claims}.' },
    'not-a-jwt': {
      status: 'fail',
      text: 'gives something that is no signed token: between dots that has 3 parts, and this has {parts}.',
      fix: { advice: 'Check tokenPath in the profile: another endpoint may have answered' },
    },
    encrypted: {
      status: 'warn',
      text: 'gives an encrypted token (JWE), whose claims nobody but its receiver can read.',
      fix: { advice: 'Ask the operator whether the connector takes it; its times cannot be audited' },
    },
    'no-header': {
      status: 'fail',
      text: 'gives a token whose header is no JSON object.',
      fix: { advice: 'Ask whoever runs this Distribution Service: the token is damaged' },
    },
    'no-claims': {
      status: 'fail',
      text: 'gives a token whose claims are no JSON object.',
      fix: { advice: 'Ask whoever runs this Distribution Service: the token is damaged' },
    },
    'claims-missing': {
      status: 'fail',
      text: 'gives a token without {missing}.',
      fix: { advice: 'Have the Distribution Service put iss, sub, iat and exp into its tokens' },
    },
    'not-a-date': {
      status: 'fail',
      text: 'gives a token whose {claims} is no number of seconds.',
      fix: { advice: 'Have the Distribution Service write its times as numbers (RFC 7519, NumericDate)' },
    },
    'no-token': noToken,
  },
  run: ({ token: evidence }) => {
    const seen = seenToken(evidence);
    if (seen === undefined) return [{ message: 'no-token' }];
    const { url: subject } = evidence;
    const { parts, header, claims } = seen.token;
    if (parts === 5 && header !== undefined) return [{ message: 'encrypted', subject }];
    if (parts !== 3) return [{ message: 'not-a-jwt', subject, data: { parts } }];
    if (header === undefined) return [{ message: 'no-header', subject }];
    if (claims === undefined) return [{ message: 'no-claims', subject }];
    const times = (['iat', 'nbf', 'exp'] as const).filter((name) => claims[name] === 'invalid');
    if (times.length > 0) return [{ message: 'not-a-date', subject, data: { claims: times.join(', ') } }];
    const there = {
      iss: claims.hasIssuer,
      sub: claims.hasSubject,
      iat: claims.iat !== undefined,
      nbf: claims.nbf !== undefined,
      exp: claims.exp !== undefined,
    };
    const names = Object.keys(there) as (keyof typeof there)[];
    // A token without an end is told by token/lifetime; nbf is optional (RFC 7519 §4.1.5).
    const missing = names.filter((name) => !there[name] && name !== 'nbf' && name !== 'exp');
    if (missing.length > 0)
      return [{ message: 'claims-missing', subject, data: { missing: missing.join(', ') } }];
    return [
      { message: 'well-formed', subject, data: { claims: names.filter((name) => there[name]).join(', ') } },
    ];
  },
});
