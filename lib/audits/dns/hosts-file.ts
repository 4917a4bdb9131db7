/** Whether the hosts file leaves the name alone, pins it to the right address, or masks what DNS says. */
import type { HostsEntry } from '../../evidence/types.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { listed, normalAddress } from './shared/answers.js';
import { isOtherLoopback, isWanted } from './shared/expectation.js';

type MessageId = 'no-entry' | 'pinned' | 'masked' | 'other-loopback' | 'conflict' | 'unreadable';

export const hostsFile: Audit = defineAudit<MessageId, 'hosts'>({
  id: 'dns/hosts-file',
  title: 'The hosts file does not mask the name',
  why: 'An entry in the hosts file goes before DNS on this machine alone, so a wrong or old one makes the name fail where everything else is right. An entry with the expected address is harmless, and is one way around rebinding protection.',
  requires: ['hosts'],
  references: ['https://man7.org/linux/man-pages/man5/hosts.5.html', 'https://www.rfc-editor.org/rfc/rfc952'],
  limits: ['Of the hosts file only the lines about the name and localhost are looked at.'],
  messages: {
    'no-entry': { status: 'pass', text: 'The hosts file says nothing of {name}: DNS decides.' },
    pinned: { status: 'pass', text: 'The hosts file pins {name} to {address}, as expected.' },
    masked: {
      status: 'fail',
      text: 'The hosts file gives {name} the address {address} instead of {expected}: what DNS says does not count here.',
      fix: { advice: 'Remove the line, or replace its address', targets: ['hosts'] },
    },
    'other-loopback': {
      status: 'fail',
      text: 'The hosts file gives {name} the address {address}, which is on this device as well, and not where the program listens ({expected}).',
      fix: { advice: 'Replace the address by {expected}, or remove the line', targets: ['hosts'] },
    },
    conflict: {
      status: 'fail',
      text: 'The hosts file gives {name} different addresses on lines {lines}: {addresses}. Which of them counts is each system’s own affair.',
      fix: { advice: 'Leave one line with the expected address, or none', targets: ['hosts'] },
    },
    unreadable: {
      status: 'error',
      text: 'The hosts file could not be read: {reason}.',
      fix: { advice: 'Let this user read it, as every program must be able to' },
    },
  },
  run({ hosts }, { profile }) {
    const { name } = profile;
    if (hosts.error !== undefined) return [{ message: 'unreadable', data: { reason: hosts.error.message } }];
    const entries = hosts.entries.filter(({ names }) => names.includes(name));
    if (entries.length === 0) return [{ message: 'no-entry', data: { name } }];
    return (['A', 'AAAA'] as const).flatMap((type) => {
      const ofType = entries.filter(({ address }) => address.includes(':') === (type === 'AAAA'));
      return ofType.length === 0 ? [] : judge(ofType, profile, type, hosts.source);
    });
  },
});

function judge(
  entries: readonly HostsEntry[],
  profile: Profile,
  type: 'A' | 'AAAA',
  file: string,
): Outcome<MessageId>[] {
  const { name, expect } = profile;
  const addresses = [...new Set(entries.map(({ address }) => normalAddress(address)))];
  const wrong = entries.filter(({ address }) => !isWanted(normalAddress(address), profile, type));
  const expected = listed([...expect.a, ...expect.aaaa]);
  const at = (entry: HostsEntry | undefined): { location?: { file: string; line: number } } =>
    entry === undefined ? {} : { location: { file, line: entry.line } };
  if (addresses.length > 1 && wrong.length > 0) {
    const lines = entries.map(({ line }) => line).join(', ');
    return [{ message: 'conflict', data: { name, lines, addresses: listed(addresses) }, ...at(wrong[0]) }];
  }
  const [address = ''] = addresses;
  const isHere = isOtherLoopback(address, profile);
  return [
    {
      message: wrong.length === 0 ? 'pinned' : isHere ? 'other-loopback' : 'masked',
      data: { name, address, expected },
      ...at(wrong[0] ?? entries[0]),
    },
  ];
}
