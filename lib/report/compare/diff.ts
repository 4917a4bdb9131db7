/** What is new, gone and changed from one report to another. */
import type { Finding, Report } from '../../audits/finding.js';
import { version } from '../../version.js';
import { lookedAt, openOf, takeBy } from './match.js';

export interface Changed {
  readonly before: Finding;
  readonly after: Finding;
}

export interface ReportEnd {
  readonly at: string;
  readonly label?: string;
  readonly verdict: string;
}

export interface Difference {
  readonly schemaVersion: 1;
  readonly kind: 'diff';
  readonly tool: { readonly name: 'staylocal'; readonly version: string };
  readonly from: ReportEnd;
  readonly to: ReportEnd;
  readonly new: readonly Finding[];
  readonly gone: readonly Finding[];
  /** About the same, and another status or another message. */
  readonly changed: readonly Changed[];
  /** Open before, and not looked at now: neither gone nor still there. */
  readonly notLookedAt: readonly Finding[];
  readonly same: number;
}

export function diffReports(from: Report, to: Report): Difference {
  const before = [...openOf(from)];
  const unmatched = openOf(to).filter(({ identity }) => takeBy(before, 'identity', identity) === undefined);
  const changed: Changed[] = [];
  const fresh: Finding[] = [];
  for (const { finding, about } of unmatched) {
    const former = takeBy(before, 'about', about);
    if (former === undefined) fresh.push(finding);
    else changed.push({ before: former.finding, after: finding });
  }
  const gone = before.filter((one) => lookedAt(to, one));
  return {
    schemaVersion: 1,
    kind: 'diff',
    tool: { name: 'staylocal', version },
    from: endOf(from),
    to: endOf(to),
    new: fresh,
    gone: gone.map(({ finding }) => finding),
    changed,
    notLookedAt: before.filter((one) => !gone.includes(one)).map(({ finding }) => finding),
    same: openOf(to).length - unmatched.length,
  };
}

/** One that fails and did not, or fails otherwise than it did. */
export function hasNewFailure(difference: Difference): boolean {
  return [...difference.new, ...difference.changed.map(({ after }) => after)].some(
    ({ status }) => status === 'fail',
  );
}

/** What could be looked at before and cannot be now is no pass. */
export function hasNewError(difference: Difference): boolean {
  return [...difference.new, ...difference.changed.map(({ after }) => after)].some(
    ({ status }) => status === 'error',
  );
}

function endOf({ at, label, verdict }: Report): ReportEnd {
  return { at, ...(label === undefined ? {} : { label }), verdict: verdict.word };
}
