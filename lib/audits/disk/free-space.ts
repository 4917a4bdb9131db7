/**
 * Whether the volumes have room for the installer, the installed program and the tolerance of the profile. What goes to
 * one volume is added up. Where the profile does not say for whom it is installed, the user's place and the machine's
 * must both have room, each on its own.
 */
import type { DiskEvidence } from '../../evidence/host.js';
import type { Profile } from '../../profile/types.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { groupBy } from '../shared/group-by.js';

type MessageId = 'enough' | 'too-little' | 'barely' | 'unread' | 'not-asked-for' | 'not-looked';

const megabyte = 1_000_000;

export const freeSpace: Audit = defineAudit<MessageId, 'host'>({
  id: 'disk/free-space',
  title: 'There is room for the program',
  why: 'An installation or an update that runs out of room half way leaves a program that does not start, and says so in a log nobody reads. On a shared host each user has a copy, and the volume fills with the number of users.',
  requires: ['host'],
  references: ['https://nodejs.org/api/fs.html#fspromisesstatfspath-options'],
  limits: ['Quotas of users are not read.'],
  messages: {
    enough: { status: 'pass', text: '{free} MB are free for {uses}, and {needed} MB are needed.' },
    'too-little': {
      status: 'fail',
      text: '{free} MB are free for {uses}, and {needed} MB are needed ({sum}).',
      fix: { advice: 'Free {missing} MB on that volume, or install elsewhere' },
    },
    barely: {
      status: 'warn',
      text: '{free} MB are free for {uses}: enough for {needed} MB without the tolerance, and not with it ({sum}).',
      fix: { advice: 'Free {missing} MB on that volume before the next update' },
    },
    unread: {
      status: 'error',
      text: 'The free space could not be read: {reason}.',
      fix: { advice: 'Look at the volume by hand; a network drive may be away' },
    },
    'not-asked-for': { status: 'not-applicable', text: 'The profile gives no sizes ("disk").' },
    'not-looked': { status: 'not-collected', text: 'Nobody looked at the disks of the machine.' },
  },
  run({ host }, { profile }) {
    const { disk } = profile;
    if (disk === undefined) return [{ message: 'not-asked-for' }];
    if (host.disk === undefined || host.disk.length === 0) return [{ message: 'not-looked' }];
    const places = host.disk.filter(
      ({ use, scope }) =>
        use === 'installer' || disk.installedFor === undefined || scope === disk.installedFor,
    );
    return [
      ...places.filter(({ error }) => error !== undefined).map(unread),
      ...[
        ...groupBy(
          places.filter(({ error }) => error === undefined),
          ({ volume }) => String(volume),
        ).values(),
      ].map((same) => judge(same, disk)),
    ];
  },
});

function unread({ path, error }: DiskEvidence): Outcome<MessageId> {
  return { message: 'unread', subject: path, data: { reason: error?.message ?? 'no reason is given' } };
}

/** `same` lie on one volume. The program is there once for each user, or once for the machine: the larger counts. */
function judge(same: readonly DiskEvidence[], disk: NonNullable<Profile['disk']>): Outcome<MessageId> {
  const { installerMegabytes, installedMegabytes, toleranceMegabytes, users = 1 } = disk;
  const isThere = (use: DiskEvidence['use'], scope: DiskEvidence['scope']): boolean =>
    same.some((place) => place.use === use && place.scope === scope);
  const copies = isThere('installed', 'user') ? users : isThere('installed', 'machine') ? 1 : 0;
  const installer = same.some(({ use }) => use === 'installer') ? installerMegabytes : 0;
  const bare = installer + copies * installedMegabytes;
  const tolerance = toleranceMegabytes * Math.max(copies, 1);
  const needed = bare + tolerance;
  const free = (same[0]?.freeBytes ?? 0) / megabyte;
  const sum = [
    ...(installer > 0 ? [`${installer} MB installer`] : []),
    ...(copies > 0 ? [`${copies > 1 ? `${copies} × ` : ''}${installedMegabytes} MB installed`] : []),
    `${tolerance} MB tolerance`,
  ].join(' + ');
  const message = free >= needed ? 'enough' : free >= bare ? 'barely' : 'too-little';
  return {
    message,
    subject: same.map(({ path }) => path).join(', '),
    data: {
      free: Math.floor(free),
      needed: Math.ceil(message === 'barely' ? bare : needed),
      missing: Math.ceil(Math.max(needed - free, 0)),
      uses: [...new Set(same.map(({ use }) => (use === 'installer' ? 'the installer' : 'the program')))].join(
        ' and ',
      ),
      sum,
    },
  };
}
