/**
 * A former report as what is accepted: a finding that it has as well is known, and fails nothing. One that is new, or worse, or
 * about something else is never known, and a cause with one such among its findings is not either.
 */
import type { Cause, Finding, Report } from '../../audits/finding.js';
import { openStatuses } from '../sheet/sheet.js';
import { lookedAt, openOf, takeBy } from './match.js';

export function withBaseline(report: Report, baseline: Report): Report {
  const left = [...openOf(baseline)];
  const known = new Map<Finding, string>();
  for (const { finding, identity } of openOf(report)) {
    const match = takeBy(left, 'identity', identity);
    if (match !== undefined) known.set(finding, match.finding.known ?? `known since ${day(baseline.at)}`);
  }
  const findings = report.findings.map((finding) => {
    const reason = known.get(finding);
    return reason === undefined ? finding : { ...finding, known: reason };
  });
  const causes = report.causes.map((cause) => knownCause(cause, findings));
  const gone = left.filter((one) => lookedAt(report, one)).map(({ finding }) => told(finding));
  return {
    ...report,
    findings,
    causes,
    verdict: { ...report.verdict, line: lineOf(report, causes) },
    baseline: { at: baseline.at, known: known.size, gone, notLookedAt: left.length - gone.length },
  };
}

function day(at: string): string {
  return at.slice(0, 10);
}

function told({ subject, message, audit }: Finding): string {
  return `${audit}: ${subject === undefined ? '' : `${subject} `}${message}`;
}

function knownCause(cause: Cause, findings: readonly Finding[]): Cause {
  const own = findings.filter((finding) => finding.cause === cause.key && openStatuses.has(finding.status));
  const reasons = [...new Set(own.map(({ known }) => known))];
  const [first] = reasons;
  if (first === undefined || reasons.includes(undefined)) return cause;
  return { ...cause, known: reasons.length === 1 ? first : reasons.join('; ') };
}

/** The word stays: what is accepted is still so. */
function lineOf({ verdict }: Report, causes: readonly Cause[]): string {
  const deciding = causes.filter(({ key }) => verdict.deciding.includes(key));
  const reasons = deciding.map(({ known }) => known);
  if (deciding.length === 0 || reasons.every((reason) => reason === undefined)) return verdict.line;
  const [reason] = reasons.filter((one) => one !== undefined);
  const share = reasons.includes(undefined)
    ? `${reasons.filter((one) => one !== undefined).length} of ${reasons.length} causes are known`
    : (reason ?? 'known');
  return `${share}: ${verdict.line}`;
}
