/** Proxy settings out of the evidence, shared by the audits of them. */
import { ParseError } from '../../../errors.js';
import { includedFiles } from '../../../evidence/included.js';
import type { SettingsEvidence } from '../../../evidence/types.js';
import { readSettings, type ProxySettings } from '../../../proxy/index.js';
import type { Outcome } from '../../define.js';
import { groupBy } from '../../shared/group-by.js';
import type { Location } from '../../finding.js';

export type ReadProblem = 'unreadable' | 'not-read' | 'entry-unusable';

/** What programs of one machine read. */
export interface MachineSettings {
  /** Undefined: the machine on which the evidence was gathered. */
  readonly name: string | undefined;
  readonly settings: readonly ProxySettings[];
}

export interface ReadEvidence {
  /** Of all machines. */
  readonly settings: readonly ProxySettings[];
  readonly machines: readonly MachineSettings[];
  readonly problems: readonly Outcome<ReadProblem>[];
}

/** Where a value stands, as findings say it. */
export function place(origin: { file: string; line: number | null; key: string }): Location {
  return { file: origin.file, key: origin.key, ...(origin.line === null ? {} : { line: origin.line }) };
}

/** Evidence does not change, and several audits read the same. */
const known = new WeakMap<readonly SettingsEvidence[], ReadEvidence>();

/**
 * All settings that can be read, machine by machine, in an order that does not hang on how they were given, and an
 * outcome for each source or value that cannot.
 */
export function readEvidence(evidence: readonly SettingsEvidence[]): ReadEvidence {
  const read = known.get(evidence) ?? readAll(evidence);
  known.set(evidence, read);
  return read;
}

function readAll(evidence: readonly SettingsEvidence[]): ReadEvidence {
  const machines = [...groupBy(distinctSources(evidence), ({ machine }) => machine ?? '').entries()]
    .sort(([one], [other]) => compare(one, other))
    .map(([name, sources]) => ({
      name: name === '' ? undefined : name,
      ...readMachine(name === '' ? sources : sources.toSorted((a, b) => compare(a.source, b.source))),
    }));
  return {
    settings: machines.flatMap(({ settings }) => settings),
    machines,
    problems: machines.flatMap(({ problems }) => problems),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** A file that is given twice is one. */
function distinctSources(evidence: readonly SettingsEvidence[]): SettingsEvidence[] {
  const known = new Map(evidence.map((one) => [JSON.stringify([one.machine, one.source, one.bytes]), one]));
  return [...known.values()];
}

function readMachine(evidence: readonly SettingsEvidence[]): Omit<ReadEvidence, 'machines'> {
  const settings: ProxySettings[] = [];
  const problems: Outcome<ReadProblem>[] = [];
  for (const one of evidence) {
    const { source, bytes, error, format } = one;
    const location: Location = { file: source };
    if (bytes === undefined) {
      problems.push({
        message: 'unreadable',
        subject: source,
        data: { reason: error?.message ?? 'no reason is given' },
      });
      continue;
    }
    try {
      const read = readSettings(Buffer.from(bytes, 'base64'), {
        fileName: source,
        ...(format === undefined ? {} : { format }),
        included: includedFiles(one),
      });
      settings.push(...read);
      for (const issue of read.flatMap(({ issues }) => issues)) {
        problems.push({
          // What stands in a file that nobody read is not known to be wrong.
          message: issue.code === 'file-not-read' ? 'unreadable' : 'entry-unusable',
          subject: source,
          location: place(issue.origin),
          data: { reason: issue.message },
        });
      }
    } catch (problem) {
      if (!(problem instanceof ParseError)) throw problem;
      const line = problem.line === undefined ? {} : { line: problem.line };
      problems.push({
        message: 'not-read',
        subject: source,
        location: { ...location, ...line },
        data: { reason: problem.message },
      });
    }
  }
  return { settings, problems };
}
