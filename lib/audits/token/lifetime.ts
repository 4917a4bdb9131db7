/** Whether a token ends soon enough that a stolen one is of little use. */
import { defineAudit, type Audit } from '../define.js';
import { noToken, rfc8725, seenToken, tokenStrength } from './shared/seen-token.js';

type MessageId = 'short' | 'too-long' | 'no-end' | 'ends-before-it-begins' | 'no-token';

/** Where a profile says nothing (seconds). */
const defaultMaximumSeconds = 3600;

export const lifetime: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/lifetime',
  title: 'The token is short-lived',
  why: 'A token lies in the browser, where scripts and extensions can read it. It has to end before a stolen one is worth anything; a page asks its server for the next.',
  requires: ['token'],
  references: ['https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4', rfc8725],
  limits: [
    'It reads the times that the token states; whether the program refuses it afterwards is not tried.',
  ],
  strength: tokenStrength,
  messages: {
    short: { status: 'pass', text: 'gives a token for {seconds} s; at most {maximum} s are allowed.' },
    'too-long': {
      status: 'fail',
      text: 'gives a token for {seconds} s, longer than the {maximum} s that are allowed.',
      fix: {
        advice: 'Have the Distribution Service give tokens for a shorter time, or set jwt.maxLifetimeSeconds',
      },
    },
    'no-end': {
      status: 'fail',
      text: 'gives a token that never ends (no "exp").',
      fix: { advice: 'Have the Distribution Service put an end into its tokens ("exp", RFC 7519 §4.1.4)' },
    },
    'ends-before-it-begins': {
      status: 'fail',
      text: 'gives a token that ends {seconds} s before it begins.',
      fix: { advice: 'Check the clocks of the machines that run the Distribution Service' },
    },
    'no-token': noToken,
  },
  run: ({ token: evidence }, { profile }) => {
    const seen = seenToken(evidence);
    const claims = seen?.token.claims;
    // Times that are no numbers are told by token/shape.
    if (seen === undefined || claims === undefined || claims.exp === 'invalid')
      return [{ message: 'no-token' }];
    const subject = evidence.url;
    const { exp } = claims;
    if (exp === undefined) return [{ message: 'no-end', subject }];
    const maximum = profile.jwt?.maxLifetimeSeconds ?? defaultMaximumSeconds;
    // Without a beginning it is at least as long as it still lasts.
    const begins =
      [claims.iat, claims.nbf].find((time) => typeof time === 'number') ??
      Math.floor(Date.parse(seen.answer.receivedAt) / 1000);
    const seconds = exp - begins;
    if (seconds < 0) return [{ message: 'ends-before-it-begins', subject, data: { seconds: -seconds } }];
    return [{ message: seconds > maximum ? 'too-long' : 'short', subject, data: { seconds, maximum } }];
  },
});
