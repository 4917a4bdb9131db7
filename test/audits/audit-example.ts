/**
 * What the terminal report says of an audit's first example: made by the report itself out of the lab's fault or a case of the
 * audit's table, so that a page cannot say what the program no longer says.
 */
import pc from 'picocolors';
import { audit } from '../../lib/audits/audit.js';
import type { Audit } from '../../lib/audits/define.js';
import type { Report } from '../../lib/audits/finding.js';
import type { Evidence } from '../../lib/evidence/types.js';
import { areas, profileOf } from '../../lib/lab/areas/index.js';
import type { ExampleFault } from '../../lib/lab/examples.js';
import { loadProfile, type Profile } from '../../lib/profile/index.js';
import { causeLines } from '../../lib/report/cause-text.js';
import { findingLines, looks } from '../../lib/report/finding-text.js';
import type { Style } from '../../lib/report/layout.js';
import { collectedAt, evidenceWith, testProfile, type AuditCase } from './case.js';
import { tables } from './tables.js';

const style: Style = { colors: pc.createColors(false), columns: 80, breaksCommands: true };
const PROGRAM_PORT = 51_983;

export interface ReportedExample {
  /** As the report prints the cause; the finding itself where it has none. */
  readonly report: readonly string[];
  /** As `--verbose` prints the finding, where the cause does not say the same. */
  readonly finding: readonly string[];
}

/** What the report prints of the finding with this message, at 80 columns. */
export async function reportedExample(
  entry: Audit,
  message: string,
  { fault }: ExampleFault,
): Promise<ReportedExample> {
  const id = `${entry.id}:${message}`;
  const says = ({ findings }: Report): boolean => findings.some((each) => each.id === id);
  const ofLab = await labReport(entry, fault);
  const report = ofLab !== undefined && says(ofLab) ? ofLab : await caseReport(entry, caseOf(entry, message));
  const finding = report.findings.find((each) => each.id === id);
  const look = looks.find(({ status }) => status === finding?.status);
  if (finding === undefined || look === undefined) throw new Error(`nothing says ${id}`);
  const cause = report.causes.find(({ key }) => key === finding.cause);
  if (cause === undefined) return { report: findingLines(finding, look, style, false), finding: [] };
  const isSame = cause.title.includes(finding.message.replace(/\.$/, ''));
  return {
    report: causeLines(cause, report.causes.indexOf(cause) + 1, style, false),
    // What to do is said once.
    finding: isSame ? [] : findingLines(finding, look, style, true),
  };
}

/** Areas whose evidence holds times that were measured, and ports in every address: a case of the tests stands for them. */
const measured: ReadonlySet<string> = new Set(['distribution', 'token']);

let vendor: Promise<Profile> | undefined;

/** The audit over the area of the fault; undefined where that is not the same in every run. */
async function labReport(entry: Audit, fault: string): Promise<Report | undefined> {
  const area = areas.find(({ faults }) => faults.some(({ id }) => id === fault));
  if (area === undefined || measured.has(area.id)) return undefined;
  vendor ??= loadProfile('trust1connector');
  const base = await vendor;
  const world = await area.gather({ profile: base, at: new Date(collectedAt) }, fault);
  const profile = profileOf(base, [world]);
  return audit(profile, evidenceWith(withFixedPorts(world.evidence), profile), { only: [entry.id] });
}

function caseOf(entry: Audit, message: string): AuditCase {
  const cases = tables.find((table) => table.audit.id === entry.id)?.cases ?? [];
  const found = cases.find(({ says }) => says.includes(message));
  if (found === undefined) throw new Error(`no case of ${entry.id} says ${message}`);
  return found;
}

async function caseReport(entry: Audit, one: AuditCase): Promise<Report> {
  const parts = typeof one.evidence === 'function' ? await one.evidence() : one.evidence;
  const profile = { ...testProfile, ...one.profile };
  const evidence = evidenceWith(parts, profile);
  return audit(profile, evidence, { only: [entry.id], limits: one.limits ?? {} });
}

/** The ports that the system gave the lab's servers are others in every run: those of the program take their place. */
function withFixedPorts(parts: Partial<Evidence>): Partial<Evidence> {
  const ports = new Map<number, number>();
  const text = JSON.stringify(parts.agent ?? {});
  for (const [, given] of text.matchAll(/"port":(\d+)/g))
    if (!ports.has(Number(given))) ports.set(Number(given), PROGRAM_PORT + ports.size);
  const fixed = (value: unknown): unknown => {
    if (typeof value === 'number') return ports.get(value) ?? value;
    if (typeof value === 'string')
      return value.replace(/(?<=[: ])\d{4,5}\b/g, (digits) => String(ports.get(Number(digits)) ?? digits));
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(fixed);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fixed(inner)]));
  };
  return parts.agent === undefined ? parts : (fixed(parts) as Partial<Evidence>);
}
