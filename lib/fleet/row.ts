/** What is kept of one machine: a few numbers, so that any number of machines fits. */
import type { Report } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import { fleetKeyOf } from './cause-key.js';
import { traitsOf, type Traits } from './traits.js';
import type { CauseStatus, FleetCause, FleetFinding, VerdictWord } from './types.js';

/** A cause on one machine. */
export interface SeenCause extends Pick<FleetCause, 'key' | 'title' | 'effect' | 'owner' | 'first'> {
  readonly status: CauseStatus;
  readonly decides: boolean;
}

export type SeenFinding = Omit<FleetFinding, 'machines'>;

/** One machine as it was judged. */
export interface JudgedMachine {
  readonly machine: string;
  readonly source: string;
  readonly at: string;
  readonly verdict: VerdictWord;
  readonly but: boolean;
  /** UNKNOWN only: the sentence that decides it. */
  readonly why?: string;
  /** Whether anything that decides was asked for: an UNKNOWN for which nobody asked is no open question. */
  readonly isOpen: boolean;
  readonly causes: readonly SeenCause[];
  readonly findings: readonly SeenFinding[];
  readonly traits: Traits;
}

/** Of the sentence that is kept of each machine (characters). */
const maxWhy = 300;

/** Worst first. */
export const causeStatuses: readonly CauseStatus[] = ['fail', 'error', 'warn'];

export function judged(report: Report, source: string, evidence?: Evidence): JudgedMachine {
  const { verdict, label, at, inputs, summary } = report;
  const nobodyLooked = summary['not-collected'] > 0 && summary.pass + summary.warn === 0;
  return {
    machine: label ?? inputs.label ?? source,
    source,
    at,
    verdict: verdict.word,
    but: verdict.but,
    ...(verdict.word === 'UNKNOWN' ? { why: verdict.line.slice(0, maxWhy) } : {}),
    isOpen: nobodyLooked || (verdict.word === 'UNKNOWN' && verdict.asked.length > 0),
    causes: causesOf(report),
    findings: findingsOf(report),
    traits: traitsOf(report, evidence),
  };
}

function causesOf(report: Report): readonly SeenCause[] {
  const causes = new Map<string, SeenCause>();
  for (const cause of report.causes) {
    // What a baseline of the machine's own accepted is no news in its fleet either.
    if (cause.known !== undefined) continue;
    const { key, title } = fleetKeyOf(cause, report);
    const before = causes.get(key);
    const status = before === undefined ? cause.status : worst(before.status, cause.status);
    const { effect, owner, first } = cause;
    const decides = before?.decides === true || report.verdict.deciding.includes(cause.key);
    causes.set(key, {
      key,
      title,
      effect,
      owner,
      ...(first === undefined ? {} : { first }),
      status,
      decides,
    });
  }
  return [...causes.values()];
}

export function worst(one: CauseStatus, other: CauseStatus): CauseStatus {
  return causeStatuses.indexOf(one) <= causeStatuses.indexOf(other) ? one : other;
}

function findingsOf({ findings }: Report): readonly SeenFinding[] {
  const open = new Map<string, SeenFinding>();
  for (const { id, title, status, because, known } of findings) {
    if (because === true || known !== undefined) continue;
    if (status === 'fail' || status === 'error' || status === 'warn')
      open.set(`${id} ${status}`, { id, title, status });
  }
  return [...open.values()];
}
