/** What a watch tells of one round: findings in a few fields, never what was gathered. */
import type { Finding, Report } from '../../audits/finding.js';
import type { Difference } from '../../report/compare/diff.js';

type ToldFinding = Pick<Finding, 'key' | 'id' | 'status' | 'message'> & { readonly subject?: string };

/** What hooks and webhooks are handed. */
export interface Change {
  readonly schemaVersion: 1;
  readonly kind: 'watch';
  readonly tool: Report['tool'];
  readonly profile: Report['profile'];
  readonly label?: string;
  /** The two rounds that are compared, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly verdict: { readonly before: string; readonly after: string; readonly line: string };
  readonly new: readonly ToldFinding[];
  readonly gone: readonly ToldFinding[];
  readonly changed: readonly { readonly before: ToldFinding; readonly after: ToldFinding }[];
  /** Open before, and not looked at now. */
  readonly notLookedAt: readonly ToldFinding[];
}

export function isChange({ from, to, new: fresh, gone, changed, notLookedAt }: Difference): boolean {
  return from.verdict !== to.verdict || fresh.length + gone.length + changed.length + notLookedAt.length > 0;
}

export function changeOf(difference: Difference, { tool, profile, label, verdict }: Report): Change {
  const { from, to } = difference;
  return {
    schemaVersion: 1,
    kind: 'watch',
    tool,
    profile,
    ...(label === undefined ? {} : { label }),
    from: from.at,
    to: to.at,
    verdict: { before: from.verdict, after: to.verdict, line: verdict.line },
    new: difference.new.map(told),
    gone: difference.gone.map(told),
    changed: difference.changed.map(({ before, after }) => ({ before: told(before), after: told(after) })),
    notLookedAt: difference.notLookedAt.map(told),
  };
}

function told({ key, id, status, message, subject }: Finding): ToldFinding {
  return { key, id, status, message, ...(subject === undefined ? {} : { subject }) };
}
