/**
 * A fix is handed out after the evidence with it in place was audited again: what does not close its finding, or opens
 * another, is none.
 */
import { audit } from '../audits/audit.js';
import type { Finding, Report } from '../audits/finding.js';
import type { AuditLimits } from '../audits/limits.js';
import { registry } from '../audits/registry.js';
import type { Evidence, EvidenceKey } from '../evidence/types.js';
import { generate } from '../generate/index.js';
import { GenerateError } from '../generate/error.js';
import type { Profile } from '../profile/index.js';
import { attempt } from './attempt.js';
import { candidatesOf, isOpen } from './candidates.js';
import { companionsFor, pageBeside, policyFinding, withOwnPolicies } from './companions.js';
import type { Attempt, Candidate, FixPlan, NotHandedOut, TriedFix } from './types.js';

type Untried = FixPlan['untried'][number];

/** What closes the open findings of the report, which was made of this evidence for this profile. */
export async function planFixes(
  profile: Profile,
  evidence: Evidence,
  report: Report,
  limits: Partial<AuditLimits> = {},
): Promise<FixPlan> {
  const attempts: Attempt[] = [];
  const untried: Untried[] = [];
  const notHandedOut: NotHandedOut[] = [];
  const policiesKnown = evidence.browserPolicies !== undefined;
  for (const candidate of candidatesOf(
    report.findings.filter(({ id }) => policiesKnown || id !== policyFinding),
    evidence,
  )) {
    try {
      // What another fix has put into the same file stays in it.
      const at = attempts.findIndex((one) => isSamePlace(one, candidate));
      const earlier = attempts[at];
      const made = await attempt(candidate, profile, earlier?.apply(evidence) ?? evidence);
      if (made !== undefined && earlier !== undefined && made.artefact.whole)
        attempts[at] = both(earlier, made);
      else if (made !== undefined) attempts.push(made);
      else untried.push({ ...candidate, artefact: await generate(candidate.target, profile) });
    } catch (error) {
      if (!(error instanceof GenerateError)) throw error;
      notHandedOut.push(refusal(candidate, error.message));
    }
  }
  const whole = await Promise.all(attempts.map((one) => withOwnPolicies(one, profile)));
  const { tried, failed } = await tryAll(whole, { profile, evidence, report, limits });
  return { tried, untried, notHandedOut: [...notHandedOut, ...failed] };
}

function isSamePlace({ artefact, place }: Attempt, { place: other }: Candidate): boolean {
  return artefact.whole && place !== undefined && place.part === other?.part && place.at === other.at;
}

/** Two fixes of one file are one file. */
function both(earlier: Attempt, later: Attempt): Attempt {
  const union = (key: 'notes' | 'proven'): string[] => [
    ...new Set([...earlier.artefact[key], ...later.artefact[key]]),
  ];
  return {
    ...later,
    target: earlier.target,
    also: [...(earlier.also ?? []), later.target],
    findings: [...earlier.findings, ...later.findings],
    asFile: earlier.asFile && later.asFile,
    artefact: {
      ...later.artefact,
      title: `${earlier.artefact.title}; ${later.artefact.title}`,
      notes: union('notes'),
      proven: union('proven'),
    },
  };
}

function refusal({ target, place }: Candidate, reason: string): NotHandedOut {
  return { target, ...(place === undefined ? {} : { source: place.source }), reason };
}

interface Given {
  readonly profile: Profile;
  readonly evidence: Evidence;
  readonly report: Report;
  readonly limits: Partial<AuditLimits>;
}

interface Judged {
  readonly fix: TriedFix;
  /** Why it is none. */
  readonly reason?: string;
}

/** All at once, and again without those that did not do: each fix is to hold beside the others. */
async function tryAll(
  first: readonly Attempt[],
  given: Given,
): Promise<{ tried: TriedFix[]; failed: NotHandedOut[] }> {
  const failed: NotHandedOut[] = [];
  const { profile, evidence } = given;
  const before = given.report.findings.filter(isOpen);
  // What is open for want of a browser's policy is so without any other fix as well.
  let left = [
    ...first,
    ...(first.length > 0 ? [] : await companionsFor(before, before, [], profile, evidence)),
  ];
  let hasCompanions = first.length === 0;
  while (left.length > 0) {
    const after = await auditWith(left, given);
    // An exemption from the proxy may need a browser's policy beside it, which then is a part of the fix.
    const beside = hasCompanions
      ? []
      : await companionsFor(after.findings.filter(isOpen), before, left, profile, evidence);
    hasCompanions ||= beside.length > 0;
    if (beside.length > 0) {
      left = [...left, ...beside];
      continue;
    }
    const judged = left.map((each) => judge(each, left, given.report, after));
    const bad = judged.filter(({ reason }) => reason !== undefined);
    if (bad.length === 0) {
      const fixes = judged.map(({ fix }) => fix);
      return { tried: [...fixes, ...(await pagesBeside(fixes, given.profile))], failed };
    }
    failed.push(...bad.map(({ fix, reason = '' }) => refusal(fix, reason)));
    left = left.filter((_, index) => judged[index]?.reason === undefined);
    if (left.every(({ companion }) => companion !== undefined)) left = [];
  }
  return { tried: [], failed };
}

async function pagesBeside(fixes: readonly TriedFix[], profile: Profile): Promise<TriedFix[]> {
  const squid = fixes.find(({ target }) => target === 'squid');
  const pages = squid === undefined ? [] : await pageBeside(squid, profile);
  return pages.map((page) => ({ ...page, closes: [], leaves: [] }));
}

function auditWith(
  attempts: readonly Attempt[],
  { profile, evidence, report, limits }: Given,
): Promise<Report> {
  const applied = attempts.reduce((changed, { apply }) => apply(changed), evidence);
  return audit(profile, applied, { only: auditsOf(attempts, report), limits });
}

function newFindings(before: Report, after: Report): Finding[] {
  const was = marksOf(before.findings);
  return after.findings.filter((finding) => isOpen(finding) && marks(finding).some((mark) => !was.has(mark)));
}

/** Those of the report that read a part that is changed. */
function auditsOf(attempts: readonly Attempt[], report: Report): string[] {
  const parts = new Set<EvidenceKey>(attempts.map(({ place }) => place?.part ?? 'browserPolicies'));
  const ran = new Set(report.findings.map((finding) => finding.audit));
  // What a policy is to allow is looked at with it, whether or not it was before.
  if (parts.has('browserPolicies')) ran.add('browser/local-network-access');
  return registry
    .filter(({ id, requires, uses }) => ran.has(id) && [...requires, ...uses].some((key) => parts.has(key)))
    .filter(({ id }) => !/^(?:distribution|token)\//.test(id))
    .map(({ id }) => id);
}

function judge(each: Attempt, all: readonly Attempt[], before: Report, after: Report): Judged {
  const is = marksOf(after.findings);
  const isClosed = (finding: Finding): boolean => marks(finding).every((mark) => !is.has(mark));
  const closes = each.findings.filter(isClosed);
  const fix: TriedFix = { ...each, closes, leaves: each.findings.filter((one) => !isClosed(one)) };
  const opened = newFindings(before, after).find(
    (finding) => isAbout(finding, each) || !all.some((other) => isAbout(finding, other)),
  );
  if (opened !== undefined) return { fix, reason: `with it in place another finding opens: ${told(opened)}` };
  const [first] = each.findings;
  return closes.length > 0 || first === undefined
    ? { fix }
    : { fix, reason: `with it in place the finding stays open: ${told(first)}` };
}

function told({ subject, message }: Finding): string {
  return subject === undefined ? message : `${subject}: ${message}`;
}

/** Whether a finding stands in the file that the attempt changed. */
function isAbout({ location, subject }: Finding, { place }: Attempt): boolean {
  return (
    place !== undefined && [location?.file, subject?.replace(/ \(named by .*/s, '')].includes(place.source)
  );
}

function marksOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.filter(isOpen).flatMap(marks));
}

/**
 * What makes a finding the same before and after: message, file, the rule that it speaks of, and each of its subjects. Lines
 * move when a file is changed.
 */
function marks({ id, location, message, subject, subjects }: Finding): string[] {
  const rule = /"(?:[^"\\]|\\.)*"/.exec(message)?.[0];
  const about = subjects ?? [subject?.replace(/(?<=named by .*):\d+/s, '')];
  return about.map((one) => JSON.stringify([id, location?.file, rule, one]));
}
