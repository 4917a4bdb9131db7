/** Whether the operating system is one of the profile's, and not older than the lowest version it names. */
import { defineAudit, type Audit } from '../define.js';
import { compareVersions, familyTitles } from './shared/version.js';

type MessageId =
  | 'supported'
  | 'ongoing'
  | 'documented-only'
  | 'too-old'
  | 'other-family'
  | 'not-comparable'
  | 'unknown'
  | 'not-asked-for'
  | 'not-looked';

export const minimumVersion: Audit = defineAudit<MessageId, 'host'>({
  id: 'os/minimum-version',
  title: 'The operating system is recent enough',
  why: 'The program is built and tested for certain systems from a certain version on. On an older one it may install and then fail in ways that look like a network fault.',
  requires: ['host'],
  references: [
    'https://learn.microsoft.com/en-us/windows/release-health/windows11-release-information',
    'https://www.freedesktop.org/software/systemd/man/latest/os-release.html',
  ],
  limits: ['It compares versions as the system tells them: a single update that is missing is not seen.'],
  messages: {
    supported: { status: 'pass', text: '{name} is {minimum}.' },
    'too-old': {
      status: 'fail',
      text: '{name} is older than {minimum}.',
      fix: { advice: 'Update the system to {minimum}' },
    },
    ongoing: {
      status: 'warn',
      text: '{name}: support for {family} is under way ("ongoing") and nothing is promised for it yet.',
      fix: { advice: 'Use {others} until the vendor names {family} as supported' },
    },
    'documented-only': {
      status: 'fail',
      text: '{name} is older than {minimum}. That the documentation speaks of {family} {from} and later (its registry keys) does not make it a supported system.',
      fix: { advice: 'Update the system to {minimum}' },
    },
    'other-family': {
      status: 'warn',
      text: '{name} is none of the systems that the profile names: {families}.',
      fix: {
        advice:
          'Use the program on one of these systems, or add this one to the profile where it is supported',
      },
    },
    'not-comparable': {
      status: 'not-applicable',
      text: '{name}: versions of distributions do not compare with {minimum}; what counts is the vendor’s support.',
    },
    unknown: {
      status: 'error',
      text: 'The version could not be told: {reason}.',
      fix: { advice: 'Compare the version by hand: winver, sw_vers, or /etc/os-release' },
    },
    'not-asked-for': { status: 'not-applicable', text: 'The profile names no systems ("os").' },
    'not-looked': { status: 'not-collected', text: 'Nobody asked the machine for its system.' },
  },
  run({ host: { os, osError } }, { profile }) {
    if (profile.os.length === 0) return [{ message: 'not-asked-for' }];
    if (os === undefined)
      return [
        osError === undefined
          ? { message: 'not-looked' }
          : { message: 'unknown', data: { reason: osError.message } },
      ];
    const families = profile.os.map(({ family }) => familyTitles[family]).join(', ');
    const wanted = profile.os.find(({ family }) => family === os.family);
    if (wanted === undefined) return [{ message: 'other-family', data: { name: os.name, families } }];
    const { minimum, documentedFrom: from } = wanted;
    const title = familyTitles[os.family];
    if (wanted.ongoing === true) {
      const others = profile.os
        .filter(({ ongoing }) => ongoing !== true)
        .map(({ family }) => familyTitles[family]);
      return [
        {
          message: 'ongoing',
          data: { name: os.name, family: title, others: others.join(' or ') || 'another system' },
        },
      ];
    }
    if (minimum === undefined)
      return [
        {
          message: 'supported',
          data: { name: os.name, minimum: `a ${title}, of which any version will do` },
        },
      ];
    const atLeast = `${title} ${minimum} or later`;
    if (os.family === 'linux')
      return [{ message: 'not-comparable', data: { name: os.name, minimum: atLeast } }];
    const order = os.version === undefined ? undefined : compareVersions(os.version, minimum);
    if (order === undefined)
      return [{ message: 'unknown', data: { reason: `${os.name} names no version that compares` } }];
    const data = { name: os.name, minimum: atLeast, family: title, from: from ?? '' };
    const isDocumented = from !== undefined && (compareVersions(os.version ?? '', from) ?? -1) >= 0;
    return [{ message: order >= 0 ? 'supported' : isDocumented ? 'documented-only' : 'too-old', data }];
  },
});
