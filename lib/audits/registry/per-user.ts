/**
 * Whether the program’s keys stand below the user alone: the twin of each key below HKEY_LOCAL_MACHINE is not to be there. Of
 * Windows’ own keys (below SOFTWARE\Microsoft) both hives have one on every machine.
 */
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { machineTwins } from '../../profile/registry-twins.js';

type MessageId =
  'user-only' | 'machine-too' | 'not-covered' | 'unread' | 'not-windows' | 'not-asked-for' | 'not-looked';

export const perUser: Audit = defineAudit<MessageId, 'host'>({
  id: 'registry/per-user',
  title: 'The registry keys stand below the user, and not below the machine',
  why: 'The program is one of the user’s session and keeps its keys there. The same key below the machine is left by a package that installed it for everybody: each account then finds settings that nobody of it made, and an update of one user changes those of all.',
  requires: ['host'],
  references: ['https://learn.microsoft.com/en-us/windows/win32/sysinfo/predefined-keys'],
  limits: ['What 32-bit programs see below WOW6432Node is not looked at, nor are the hives of other users.'],
  messages: {
    'user-only': { status: 'pass', text: '{key} is not there.' },
    'machine-too': {
      status: 'fail',
      text: '{key} is there: the program keeps its keys below HKCU, each user’s own.',
      fix: {
        advice: 'Remove what installed it for the whole machine, and install the program for each user',
      },
    },
    'not-covered': {
      status: 'not-collected',
      text: '{key} lies outside the export, which says nothing of it.',
    },
    unread: {
      status: 'error',
      text: 'Whether {key} is there is not known: {reason}.',
      fix: { advice: 'Have an administrator export the key and give it with --registry' },
    },
    'not-windows': { status: 'not-applicable', text: 'This system has no registry.' },
    'not-asked-for': { status: 'not-applicable', text: 'The profile names no key of the program’s own.' },
    'not-looked': { status: 'not-collected', text: 'Nobody looked into a registry.' },
  },
  run({ host: { registry, os } }, { profile }) {
    const twins = machineTwins(profile.registryKeys);
    if (twins.length === 0) return [{ message: 'not-asked-for' }];
    if (registry === undefined)
      return [{ message: os === undefined || os.family === 'windows' ? 'not-looked' : 'not-windows' }];
    const subject = registry.sources.map(({ source }) => source).join(', ');
    return twins.map((key): Outcome<MessageId> => {
      const found = registry.keys.find((one) => one.key === key);
      if (found === undefined) return { message: 'not-looked' };
      const reason = found.error?.message ?? 'the export could not be read';
      return { message: messages[found.state], subject, data: { key, reason } };
    });
  },
});

const messages = {
  present: 'machine-too',
  absent: 'user-only',
  'not-covered': 'not-covered',
  unread: 'unread',
} as const;
