/**
 * Whether the vendor of the operating system still supports it, by the dated table of the package. What the table does
 * not hold is unknown, never supported.
 */
import type { OsEvidence } from '../../evidence/host.js';
import { osSupport, type SupportedSystem } from '../../profile/index.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { isVersionOf } from './shared/version.js';

type MessageId =
  | 'supported'
  | 'no-end-named'
  | 'ends-soon'
  | 'extended-only'
  | 'ended'
  | 'unknown'
  | 'unread'
  | 'table-old'
  | 'not-asked-for'
  | 'not-looked';

const dayMs = 86_400_000;
/** An end within so many days is told beforehand. */
const soonDays = 60;

const update = { advice: 'Update to a version that the vendor supports' };

export const vendorSupport: Audit = defineAudit<MessageId, 'host'>({
  id: 'os/vendor-support',
  title: 'The vendor still supports the operating system',
  why: 'The program is supported only on systems that their own vendor supports: one that gets no security updates gets no new certificate authorities, resolvers and browsers either.',
  requires: ['host'],
  references: [
    'https://learn.microsoft.com/en-us/lifecycle/products/',
    'https://endoflife.date/macos',
    'https://www.debian.org/releases/',
  ],
  limits: ['It knows the systems of its table, and until when; the finding says how old the table is.'],
  messages: {
    supported: { status: 'pass', text: '{name} is supported until {ends} ({table}).' },
    'no-end-named': {
      status: 'pass',
      text: '{name} was supported when the table was made; the vendor names no end ({table}).',
    },
    'ends-soon': { status: 'warn', text: '{name} is supported until {ends} only ({table}).', fix: update },
    'extended-only': {
      status: 'warn',
      text: '{name} has been out of support since {ends}, except for those with {extended}, until {until} ({table}).',
      fix: { advice: 'Make sure that this machine has {extended}, or update it' },
    },
    ended: { status: 'fail', text: '{name} has been out of support since {ends} ({table}).', fix: update },
    unknown: {
      status: 'error',
      text: 'Whether {name} is still supported is not known: the table does not hold it ({table}).',
      fix: { advice: 'Look it up at the vendor’s, or update staylocal for a newer table' },
    },
    unread: {
      status: 'error',
      text: 'The version could not be told: {reason}.',
      fix: { advice: 'Look it up by hand: winver, sw_vers, or /etc/os-release' },
    },
    'table-old': {
      status: 'warn',
      text: 'The table of support dates is {age} days old, more than {limit}: vendors bring out versions and move dates meanwhile.',
      fix: { advice: 'Update staylocal, and look the system up at the vendor’s until then' },
    },
    'not-asked-for': { status: 'not-applicable', text: 'The profile names no systems ("os").' },
    'not-looked': { status: 'not-collected', text: 'Nobody asked the machine for its system.' },
  },
  run({ host: { os, osError } }, { profile, at }) {
    if (profile.os.length === 0) return [{ message: 'not-asked-for' }];
    if (os === undefined)
      return [
        osError === undefined
          ? { message: 'not-looked' }
          : { message: 'unread', data: { reason: osError.message } },
      ];
    const { date, warnAfterDays } = osSupport();
    const age = Math.max(0, Math.floor((at.getTime() - Date.parse(date)) / dayMs));
    const table = `by the table of ${date}, ${age} ${age === 1 ? 'day' : 'days'} old`;
    const system = systemOf(os);
    return [
      system === undefined
        ? { message: 'unknown', data: { name: named(os), table } }
        : judge(os, system, table, at),
      ...(age > warnAfterDays
        ? [{ message: 'table-old' as const, data: { age, limit: warnAfterDays } }]
        : []),
    ];
  },
});

function named({ name, build }: OsEvidence): string {
  // Windows 11 and 10 are told apart by the build, which may be all the name there is.
  return build === undefined || name.includes(build) ? name : `${name} (build ${build})`;
}

/** The most particular row of the table: the longest version of those that fit. */
function systemOf(os: OsEvidence): SupportedSystem | undefined {
  const { systems, editions } = osSupport();
  const hasEdition = (groups: readonly string[] | undefined): boolean =>
    groups === undefined || groups.some((group) => editions[group]?.includes(os.edition ?? '') === true);
  return systems
    .filter(
      ({ id, build, version, editions: groups }) =>
        id === os.id &&
        (build === undefined || build === os.build) &&
        (version === undefined || (os.version !== undefined && isVersionOf(os.version, version))) &&
        hasEdition(groups),
    )
    .sort((a, b) => (b.version?.length ?? 0) - (a.version?.length ?? 0))[0];
}

function judge(
  os: OsEvidence,
  { ends, extended }: SupportedSystem,
  table: string,
  at: Date,
): Outcome<MessageId> {
  const name = named(os);
  if (ends === null) return { message: 'no-end-named', data: { name, table } };
  // Supported through the whole of its last day, wherever the machine is.
  const daysLeft = (Date.parse(ends) + dayMs - at.getTime()) / dayMs;
  if (daysLeft > 0)
    return { message: daysLeft > soonDays ? 'supported' : 'ends-soon', data: { name, ends, table } };
  if (extended !== undefined && Date.parse(extended.ends) + dayMs > at.getTime())
    return {
      message: 'extended-only',
      data: { name, ends, table, extended: extended.name, until: extended.ends },
    };
  return { message: 'ended', data: { name, ends, table } };
}
