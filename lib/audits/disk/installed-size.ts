/** Whether what is installed takes the room that was said, measured on the disk, and has all of its parts. */
import type { InstalledEvidence } from '../../evidence/host.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';

type MessageId =
  'fits' | 'too-large' | 'part-missing' | 'not-installed' | 'unread' | 'no-place' | 'not-looked';

const megabyte = 1_000_000;

export const installedSize: Audit = defineAudit<MessageId, 'host'>({
  id: 'disk/installed-size',
  title: 'What is installed has its size and all of its parts',
  why: 'A program far larger than was said keeps logs or old versions beside itself, and fills a volume that was planned for less. One of whose parts is missing starts, and fails later.',
  requires: ['host'],
  references: ['https://nodejs.org/api/fs.html#fspromiseslstatpath-options'],
  limits: ['The sizes of files are added up: what compression or large clusters make of them is not seen.'],
  strength: ({ disk }) => ((disk?.places ?? []).length > 0 ? 'required' : 'none'),
  messages: {
    fits: { status: 'pass', text: '{size} MB are installed, of less than {wanted} MB{parts}.' },
    'too-large': {
      status: 'fail',
      text: '{size} MB are installed, and less than {wanted} MB (within {tolerance} MB) were said.',
      fix: { advice: 'Look for logs and old versions in the folder, or correct the sizes in the profile' },
    },
    'part-missing': {
      status: 'fail',
      text: 'Of what is installed {missing} is not there.',
      fix: { advice: 'Repair the installation' },
    },
    'not-installed': {
      status: 'warn',
      text: 'The program is not installed there.',
      fix: { advice: 'Install the program, or correct its place in the profile ("disk.places")' },
    },
    unread: {
      status: 'error',
      text: 'What is installed could not be measured: {reason}.',
      fix: { advice: 'Run as the user for whom it is installed' },
    },
    'no-place': {
      status: 'not-applicable',
      text: 'The profile names no place for the program on this system.',
    },
    'not-looked': { status: 'not-collected', text: 'Nobody looked at what is installed.' },
  },
  run({ host: { installed } }, { profile: { disk } }) {
    if (disk === undefined || installed === undefined) return [{ message: 'not-looked' }];
    if (installed.length === 0) return [{ message: 'no-place' }];
    return installed.flatMap((one) => outcomesOf(one, disk));
  },
});

function outcomesOf(
  { path, bytes, components, error }: InstalledEvidence,
  { installedMegabytes: wanted, toleranceMegabytes: tolerance }: NonNullable<Profile['disk']>,
): Outcome<MessageId>[] {
  const say = (message: MessageId, data: Outcome['data'] = {}): Outcome<MessageId> => ({
    message,
    subject: path,
    data,
  });
  if (bytes === undefined)
    return error?.code === 'not-found'
      ? [say('not-installed')]
      : [say('unread', { reason: error?.message ?? 'no reason is given' })];
  const size = bytes / megabyte;
  const data = { size: size.toFixed(1), wanted, tolerance };
  const missing = components.filter(({ isThere }) => !isThere).map(({ name }) => name);
  const there = components.map(({ name }) => name).join(', ');
  const open = [
    ...(size < wanted + tolerance ? [] : [say('too-large', data)]),
    ...(missing.length === 0 ? [] : [say('part-missing', { missing: missing.join(' and ') })]),
  ];
  return open.length > 0 ? open : [say('fits', { ...data, parts: there === '' ? '' : `, with ${there}` })];
}
