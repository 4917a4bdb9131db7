/**
 * The notice for a build without tokens: from the vendor's page, that the web application alone is then liable for the
 * security flow. A profile can switch it off, and a command line leave it out, only once the profile gives its reason.
 */
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit } from '../define.js';

type MessageId = 'with-token' | 'without-token' | 'without-token-for-a-reason' | 'no-such-program';

export const liability: Audit = defineAudit<MessageId, never>({
  id: 'token/liability',
  title: 'Who is liable for the security flow',
  why: 'A partner may ship the connector without tokens. Any page that its cors list admits can then call it, and the liability for the security flow is wholly the web application’s: somebody has to have decided that.',
  requires: [],
  references: ['https://www.rfc-editor.org/rfc/rfc6750#section-5'],
  limits: ['It reads the profile alone: what was agreed stands in contracts that no program sees.'],
  isKept: (profile) => !hasReason(profile),
  messages: {
    'with-token': { status: 'not-applicable', text: 'By the profile every endpoint needs a token.' },
    'without-token': {
      status: 'warn',
      text: 'This build works without a token: the liability for the security flow is wholly the web application’s.',
      fix: {
        advice:
          'Ship a build with tokens (jwt.required), or write into jwt.withoutJwtReason of the profile who decided so and why',
      },
    },
    'without-token-for-a-reason': {
      status: 'warn',
      text: 'This build works without a token: the liability for the security flow is wholly the web application’s. The profile’s reason: {reason}',
      fix: {
        advice:
          'Where the reason holds, "token/liability": "off" in the profile’s audits silences this notice',
      },
    },
    'no-such-program': {
      status: 'not-applicable',
      text: 'The profile is an example of a program that has no tokens.',
    },
  },
  run: (_evidence, { profile }) => {
    if (profile.jwt?.required === true) return [{ message: 'with-token' }];
    const reason = profile.jwt?.withoutJwtReason;
    if (reason !== undefined) return [{ message: 'without-token-for-a-reason', data: { reason } }];
    return [
      {
        message:
          profile.kind === 'example' && profile.jwt === undefined ? 'no-such-program' : 'without-token',
      },
    ];
  },
});

function hasReason({ jwt }: Profile): boolean {
  return jwt?.required === true || jwt?.withoutJwtReason !== undefined;
}
