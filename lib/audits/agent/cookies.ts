/** Whether a version that must not set cookies sets none, in any of its answers. */
import { defineAudit, type Audit } from '../define.js';
import { notServing, overAnswers } from './shared/ports.js';

type MessageId = 'none' | 'set' | 'older' | 'version-unknown' | 'not-serving';

export const cookies: Audit = defineAudit<MessageId, 'agent'>({
  id: 'agent/cookies',
  title: 'The program sets no cookies',
  why: 'Newer versions work without cookies. One that sets them all the same is not what it says, or something between adds them; and browsers that block third-party cookies treat it differently.',
  requires: ['agent'],
  references: ['https://www.rfc-editor.org/rfc/rfc6265#section-4.1'],
  limits: [
    'It sees the answers to the requests that are made here: cookies set after a sign-in are not seen.',
  ],
  strength: (profile) => (profile.cookies === undefined ? 'none' : 'required'),
  messages: {
    none: { status: 'pass', text: 'it sets no cookie.' },
    set: {
      status: 'fail',
      text: 'version {version} sets {names}; from {since} on there must be none.',
      fix: {
        advice:
          'Reinstall the program; where {names} is a proxy’s or a security program’s, exempt {name} from it',
      },
    },
    older: {
      status: 'not-applicable',
      text: 'version {version} sets {names}, as versions before {since} did.',
    },
    'version-unknown': {
      status: 'warn',
      text: 'it sets {names}, and does not say whether its version may (before {since}).',
      fix: { advice: 'Find out its version; from {since} on there must be no cookies' },
    },
    'not-serving': notServing,
  },
  run: ({ agent }, { profile }) =>
    overAnswers<MessageId>(agent, (seen) => {
      const {
        info,
        withoutToken,
        furtherWithoutToken = [],
        preflights,
        foreignOrigin,
        foreignHost,
        said,
      } = seen;
      const responses = [
        info,
        withoutToken,
        foreignOrigin,
        foreignHost,
        ...furtherWithoutToken.map(({ response }) => response),
        ...(preflights ?? []).map(({ response }) => response),
      ];
      const names = [...new Set(responses.flatMap((response) => response?.cookies ?? []))];
      if (names.length === 0) return { message: 'none' };
      const since = profile.cookies?.noneSinceVersion ?? '0';
      const version = said.version ?? '';
      const data = { names: names.join(', '), since, version, name: profile.name };
      const isLater = isAtLeast(version, since);
      if (isLater === undefined) return { message: 'version-unknown', data };
      return { message: isLater ? 'set' : 'older', data };
    }),
});

/** By number, part for part; what follows the numbers (`-rc.1`) does not count. Undefined where there are none. */
function isAtLeast(version: string, since: string): boolean | undefined {
  const parts = (text: string): number[] =>
    (/^v?(\d+(?:\.\d+)*)/.exec(text)?.[1] ?? '').split('.').map(Number);
  if (!/^v?\d/.test(version)) return undefined;
  const [own, least] = [parts(version), parts(since)];
  for (let index = 0; index < Math.max(own.length, least.length); index += 1) {
    const difference = (own[index] ?? 0) - (least[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
