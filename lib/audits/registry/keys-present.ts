/** Whether the registry keys of the profile are there. Presence only: what stands below them is documented nowhere. */
import type { RegistryEvidence, RegistryKeyEvidence } from '../../evidence/host.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';

type MessageId =
  | 'present'
  | 'absent'
  | 'not-covered'
  | 'unread'
  | 'export-unread'
  | 'not-windows'
  | 'not-asked-for'
  | 'not-looked';

export const keysPresent: Audit = defineAudit<MessageId, 'host'>({
  id: 'registry/keys-present',
  title: 'The registry keys are there',
  why: 'On Windows the program starts with the user’s session and finds its settings by keys of that user. They are missing where it was installed for another user, or where a clean-up tool took them for leftovers.',
  requires: ['host'],
  references: ['https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/reg-query'],
  limits: [
    'It reads the keys of the user who runs it, or those in the export that was given; other users’ are not seen.',
  ],
  messages: {
    present: { status: 'pass', text: '{key} is there.' },
    absent: {
      status: 'fail',
      text: '{key} is not there.',
      fix: { advice: 'Install the program as this user, or repair the installation' },
    },
    'not-covered': {
      status: 'not-collected',
      text: '{key} lies outside the export, which says nothing of it.',
    },
    unread: {
      status: 'error',
      text: 'Whether {key} is there is not known: {reason}.',
      fix: {
        advice:
          'Where a policy keeps this user from the registry, have an administrator export the key and give it with --registry',
      },
    },
    'export-unread': {
      status: 'error',
      text: 'The export could not be read: {reason}.',
      fix: { advice: 'Export again with reg export or regedit, and give the file as it is' },
    },
    'not-windows': {
      status: 'not-applicable',
      text: 'This system has no registry; an export of a Windows machine is read with --registry.',
    },
    'not-asked-for': { status: 'not-applicable', text: 'The profile names no registry keys.' },
    'not-looked': { status: 'not-collected', text: 'Nobody looked into a registry.' },
  },
  run({ host: { registry, os } }, { profile }) {
    if (profile.registryKeys.length === 0) return [{ message: 'not-asked-for' }];
    if (registry === undefined)
      return [{ message: os === undefined || os.family === 'windows' ? 'not-looked' : 'not-windows' }];
    return [...unreadExports(registry), ...profile.registryKeys.map((key) => outcomeOf(key, registry))];
  },
});

function unreadExports({ sources }: RegistryEvidence): Outcome<MessageId>[] {
  return sources.flatMap(({ source, error }) =>
    error === undefined
      ? []
      : [
          {
            message: 'export-unread',
            subject: source,
            location: { file: source },
            data: { reason: error.message },
          },
        ],
  );
}

function outcomeOf(key: string, { sources, keys }: RegistryEvidence): Outcome<MessageId> {
  const found: RegistryKeyEvidence | undefined = keys.find((one) => one.key === key);
  if (found === undefined) return { message: 'not-looked' };
  const reason = found.error?.message ?? 'the export could not be read';
  return {
    message: found.state,
    subject: sources.map(({ source }) => source).join(', '),
    data: { key, reason },
  };
}
