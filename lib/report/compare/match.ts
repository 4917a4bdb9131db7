/** Which findings of two reports are the same: what they say and about whom, lines and numbers left out. */
import type { Finding, Report } from '../../audits/finding.js';
import { auditSheet } from '../sheet/audit.js';
import { openStatuses } from '../sheet/sheet.js';

export interface Open {
  readonly finding: Finding;
  /** The same in both reports for the same finding; one that got worse is another. */
  readonly identity: string;
  /** The audit and its subject: the same where the finding only says something else now. */
  readonly about: string;
}

export function openOf(report: Report): readonly Open[] {
  const { rows } = auditSheet({ kind: 'audit', report, sources: [] });
  return report.findings.flatMap((finding, index) => {
    if (!openStatuses.has(finding.status)) return [];
    const identity = JSON.stringify([finding.status, ...(rows[index]?.identity ?? [])]);
    return [{ finding, identity, about: JSON.stringify([finding.audit, finding.subject]) }];
  });
}

/** Takes from `all` the first with this value, each once: two of a kind are matched by two of a kind. */
export function takeBy(all: Open[], by: 'identity' | 'about', value: string): Open | undefined {
  const index = all.findIndex((one) => one[by] === value);
  return index === -1 ? undefined : all.splice(index, 1)[0];
}

/** Whether the report looked at what this is about: only then is what it does not say gone. */
export function lookedAt({ findings }: Report, { finding }: Open): boolean {
  const own = findings.filter(({ audit }) => audit === finding.audit);
  return own.some(({ status }) => status !== 'not-collected' && status !== 'error');
}
