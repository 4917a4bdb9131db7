/** Whether the machine's processor is one that the profile names for its system. */
import { defineAudit, type Audit } from '../define.js';

type MessageId = 'supported' | 'unsupported' | 'unknown' | 'not-asked-for' | 'not-looked';

export const architecture: Audit = defineAudit<MessageId, 'host'>({
  id: 'os/architecture',
  title: 'The program is built for this processor',
  why: 'An installer for another processor fails, or runs under emulation, where the smart-card and network parts of a program are the first to break.',
  requires: ['host'],
  references: [
    'https://developer.apple.com/documentation/apple-silicon/about-the-rosetta-translation-environment',
    'https://learn.microsoft.com/en-us/windows/win32/winprog64/wow64-implementation-details',
  ],
  limits: ['It reads what the system says of its processor; which installer was taken is not looked at.'],
  messages: {
    supported: { status: 'pass', text: 'The processor is {architecture}.' },
    unsupported: {
      status: 'fail',
      text: 'The processor is {architecture}; the program is there for {wanted}.',
      fix: { advice: 'Use a machine with one of these processors, or ask the vendor for a build' },
    },
    unknown: {
      status: 'error',
      text: 'The processor could not be told: {reason}.',
      fix: { advice: 'Look at the system’s own information page' },
    },
    'not-asked-for': { status: 'not-applicable', text: 'The profile names no processor for this system.' },
    'not-looked': { status: 'not-collected', text: 'Nobody asked the machine for its processor.' },
  },
  run({ host: { os, osError } }, { profile }) {
    if (os === undefined)
      return [
        osError === undefined
          ? { message: 'not-looked' }
          : { message: 'unknown', data: { reason: osError.message } },
      ];
    const wanted = profile.os.find(({ family }) => family === os.family)?.architectures;
    if (wanted === undefined) return [{ message: 'not-asked-for' }];
    const found = os.architecture;
    if (found === undefined) return [{ message: 'unknown', data: { reason: `${os.name} did not say` } }];
    const isWanted = wanted.some((name) => name === found);
    return [
      {
        message: isWanted ? 'supported' : 'unsupported',
        data: { architecture: found, wanted: wanted.join(' and ') },
      },
    ];
  },
});
