/** What the components of one page share: the report, and where its causes and findings stand on the page. */
import type { Cause, Finding, Report } from '../../audits/finding.js';

/** Bounds of what one page shows. What is left out is counted on the page. */
export const limits = {
  causes: 60,
  findings: 1500,
  /** Places, programs and explained findings of one cause, details of one finding. */
  items: 40,
  /** Of one text. */
  characters: 4000,
  pictures: 4,
  /** Of the corrected files that are in the page, all together, in base64. */
  fileCharacters: 200_000,
  pacFiles: 6,
  pacLines: 1500,
  routes: 400,
} as const;

export interface PageContext {
  readonly report: Report;
  /** From 1, as the page counts causes; undefined where it is not shown. */
  readonly numberOf: (causeKey: string | undefined) => number | undefined;
  /** The id of the finding's element. */
  readonly idOf: (findingKey: string) => string | undefined;
  readonly finding: (key: string) => Finding | undefined;
  readonly cause: (key: string | undefined) => Cause | undefined;
  /** Whether the corrected file of this cause is in the page. */
  readonly holdsFile: (causeKey: string) => boolean;
}

export function contextOf(report: Report): PageContext {
  const numbers = new Map(report.causes.slice(0, limits.causes).map(({ key }, index) => [key, index + 1]));
  const ids = new Map(report.findings.slice(0, limits.findings).map(({ key }, index) => [key, `f-${index}`]));
  const findings = new Map(report.findings.map((finding) => [finding.key, finding]));
  const causes = new Map(report.causes.map((cause) => [cause.key, cause]));
  const files = filesWithin(report.causes, limits.fileCharacters);
  return {
    report,
    holdsFile: (key) => files.has(key),
    numberOf: (key) => (key === undefined ? undefined : numbers.get(key)),
    idOf: (key) => ids.get(key),
    finding: (key) => findings.get(key),
    cause: (key) => (key === undefined ? undefined : causes.get(key)),
  };
}

/** The causes whose corrected files fit, in their order. */
function filesWithin(causes: readonly Cause[], most: number): ReadonlySet<string> {
  let left = most;
  const keys = new Set<string>();
  for (const { key, trial } of causes) {
    const length = trial?.status === 'held' ? (trial.file?.base64.length ?? 0) : 0;
    if (length === 0 || length > left) continue;
    left -= length;
    keys.add(key);
  }
  return keys;
}

/** A text within its bound. */
export function bounded(text: string): string {
  const { characters } = limits;
  return text.length <= characters
    ? text
    : `${text.slice(0, characters)}… (${text.length - characters} more characters)`;
}

/** The first of a list, and what to say of the rest. */
export function firstOf<T>(
  items: readonly T[],
  most: number = limits.items,
): { readonly shown: readonly T[]; readonly more: number } {
  return { shown: items.slice(0, most), more: Math.max(0, items.length - most) };
}
