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
}

export function contextOf(report: Report): PageContext {
  const numbers = new Map(report.causes.slice(0, limits.causes).map(({ key }, index) => [key, index + 1]));
  const ids = new Map(report.findings.slice(0, limits.findings).map(({ key }, index) => [key, `f-${index}`]));
  const findings = new Map(report.findings.map((finding) => [finding.key, finding]));
  const causes = new Map(report.causes.map((cause) => [cause.key, cause]));
  return {
    report,
    numberOf: (key) => (key === undefined ? undefined : numbers.get(key)),
    idOf: (key) => ids.get(key),
    finding: (key) => findings.get(key),
    cause: (key) => (key === undefined ? undefined : causes.get(key)),
  };
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
