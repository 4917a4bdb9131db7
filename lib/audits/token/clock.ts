/** Whether a token that was just given is valid by this machine's clock, with the tolerance of five minutes. */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { clockToleranceSeconds, noToken, seenToken, tokenStrength } from './shared/seen-token.js';

type MessageId =
  'valid' | 'expired' | 'not-yet' | 'issued-in-future' | 'issued-long-ago' | 'no-times' | 'no-token';

const setClock =
  'Set this machine’s clock (NTP), or have the Distribution Service’s set; distribution/ compares the two';

export const clock: Audit = defineAudit<MessageId, 'token'>({
  id: 'token/clock',
  title: 'The token is valid by this machine’s clock',
  why: 'The connector compares the token’s times with the clock of the user’s machine, and takes five minutes of difference. Beyond them it refuses every token, and the application only sees that it is refused.',
  requires: ['token'],
  references: [
    'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4',
    'https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5',
  ],
  limits: ['It judges one moment: a clock that drifts, or is set later, is not seen.'],
  strength: tokenStrength,
  messages: {
    valid: { status: 'pass', text: 'gives a token that is valid now, by this machine’s clock.' },
    expired: {
      status: 'fail',
      text: 'gives a token that ended {seconds} s ago by this machine’s clock.',
      fix: { advice: setClock },
    },
    'not-yet': {
      status: 'fail',
      text: 'gives a token that is valid only in {seconds} s by this machine’s clock.',
      fix: { advice: setClock },
    },
    'issued-in-future': {
      status: 'fail',
      text: 'gives a token that was issued {seconds} s from now by this machine’s clock.',
      fix: { advice: setClock },
    },
    'issued-long-ago': {
      status: 'warn',
      text: 'gives a token that was issued {seconds} s ago by this machine’s clock: it is an old one, or a clock is wrong.',
      fix: { advice: `${setClock}. A service that hands out old tokens leaves applications little time` },
    },
    'no-times': { status: 'not-applicable', text: 'The token has no times to compare.' },
    'no-token': noToken,
  },
  run: ({ token: evidence }, { profile }) => {
    const seen = seenToken(evidence);
    const claims = seen?.token.claims;
    if (seen === undefined || claims === undefined) return [{ message: 'no-token' }];
    const [iat, nbf, exp] = [claims.iat, claims.nbf, claims.exp].map((time) =>
      typeof time === 'number' ? time : undefined,
    );
    if (iat === undefined && nbf === undefined && exp === undefined) return [{ message: 'no-times' }];
    const tolerance = profile.distribution?.clockToleranceSeconds ?? clockToleranceSeconds;
    const now = Math.floor(Date.parse(seen.answer.receivedAt) / 1000);
    const say = (message: MessageId, seconds: number): Outcome<MessageId> => ({
      message,
      subject: evidence.url,
      data: { seconds },
    });
    if (nbf !== undefined && nbf - now > tolerance) return [say('not-yet', nbf - now)];
    if (iat !== undefined && iat - now > tolerance) return [say('issued-in-future', iat - now)];
    if (exp !== undefined && now - exp > tolerance) return [say('expired', now - exp)];
    // It was asked for a moment ago; whatever its end, it should be young.
    if (iat !== undefined && now - iat > tolerance) return [say('issued-long-ago', now - iat)];
    return [say('valid', 0)];
  },
});
