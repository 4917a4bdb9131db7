/**
 * Evidence → report: every audit of the registry run over one evidence file. The same evidence and profile give the
 * same report to the byte: order is the registry's, time is the evidence's.
 */
import { groupByCause, verdictOf, type Told } from '../causes/index.js';
import type { Evidence, EvidenceKey } from '../evidence/types.js';
import type { Profile } from '../profile/types.js';
import { chainsOf } from './facts/chains.js';
import { inputsOf } from './facts/inputs.js';
import { pacsOf } from './facts/pacs.js';
import { routesOf } from './facts/routes.js';
import { version } from '../version.js';
import { evidenceNames } from './evidence-names.js';
import { generalMessages } from './general-messages.js';
import type { Audit, AuditContext, Outcome } from './define.js';
import type { Finding, Fix, Report, Status } from './finding.js';
import { withoutSource } from './shared/without-source.js';
import { DEFAULT_AUDIT_LIMITS } from './limits.js';
import { notAsked, selectAudits, type AuditOptions } from './select.js';

export type { AuditLimits } from './limits.js';
export { auditMistake, evidenceNeeded, type AuditOptions } from './select.js';

/**
 * Audits `evidence` against `profile`. Throws `RangeError` where an `only` or `skip` names no audit, or where the
 * evidence was gathered for another name: it would say nothing of this one.
 */
export async function audit(
  profile: Profile,
  evidence: Evidence,
  options: AuditOptions = {},
): Promise<Report> {
  if (evidence.profile.name !== profile.name) {
    throw new RangeError(
      `The evidence was gathered for ${evidence.profile.name} and the profile is about ${profile.name}; gather again, or name the profile it was made with.`,
    );
  }
  const limits = { ...DEFAULT_AUDIT_LIMITS, ...options.limits };
  const at = new Date(evidence.collectedAt);
  const context: AuditContext = { profile, at, limits, shared: options.shared };
  const told: Told[] = [];
  for (const entry of selectAudits(profile, options))
    told.push(...(await runAudit(entry, evidence, context)));
  const { causes, findings } = groupByCause(withKeys(told), profile, options.profileAs, options.shell);
  return {
    schemaVersion: 1,
    tool: { name: 'staylocal', version },
    profile: { id: profile.id, title: profile.title, name: profile.name },
    at: evidence.collectedAt,
    ...(evidence.label === undefined ? {} : { label: evidence.label }),
    verdict: verdictOf(causes, findings, profile, interruptedOf(evidence)),
    causes,
    findings,
    ...manualOf(profile, options),
    inputs: inputsOf(evidence),
    ...(await factsOf(evidence, told, context)),
    summary: summarise(findings),
  };
}

/** By these the parts that decide the verdict are judged. */
const decisive: ReadonlySet<EvidenceKey> = new Set<EvidenceKey>(['dns', 'hosts', 'pac', 'proxySettings']);

function interruptedOf({ interrupted = [] }: Evidence): { what: string; decides: boolean }[] {
  return interrupted.map((key) => ({ what: evidenceNames[key], decides: decisive.has(key) }));
}

/** With an audit of everything: who asks for some audits has no list to work off. */
function manualOf({ manual = [] }: Profile, { only }: AuditOptions): Pick<Report, 'manual'> {
  if (manual.length === 0 || only !== undefined) return {};
  return { manual: manual.map(({ id, text, source }) => ({ id, status: 'manual', text, source })) };
}

/** What the audits that ran looked at; nothing is proven for show, and what could not be judged is not shown. */
async function factsOf(
  { dns, pac, proxySettings }: Evidence,
  told: readonly Told[],
  { profile, at, limits, shared }: AuditContext,
): Promise<Pick<Report, 'chains' | 'pacs' | 'routes'>> {
  const isShown = (prefix: string): boolean =>
    told.some(({ finding: { audit: id, status } }) => id.startsWith(prefix) && status !== 'not-applicable') &&
    !told.some(({ finding: { id } }) => id.startsWith(prefix) && id.endsWith(':not-judged'));
  return {
    chains: dns === undefined || !isShown('dnssec/') ? [] : await chainsOf(dns, profile.name, at),
    pacs:
      pac === undefined || !isShown('proxy/pac-bypass')
        ? []
        : await pacsOf(pac, { profile, at, pacMs: limits.pacMs, shared }),
    routes:
      proxySettings === undefined || !isShown('proxy/settings') ? [] : routesOf(proxySettings, pac, profile),
  };
}

/** A number where id and subject come again, in the order of the findings. */
function withKeys(all: readonly Told[]): readonly Told[] {
  const seen = new Map<string, number>();
  return all.map(({ finding, data }) => {
    const { id, subject } = finding;
    const key = subject === undefined ? id : `${id}@${subject}`;
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return { data, finding: { ...finding, key: times === 1 ? key : `${key}#${times}` } };
  });
}

async function runAudit(entry: Audit, evidence: Evidence, context: AuditContext): Promise<Told[]> {
  const bare = (status: Status, message: string, code: string, fix?: Fix): Told[] => [
    {
      data: {},
      finding: {
        id: `${entry.id}:${code}`,
        key: '',
        audit: entry.id,
        status,
        title: entry.title,
        message,
        ...(fix === undefined ? {} : { fix }),
        references: entry.references,
      },
    },
  ];
  const reason = notAsked(entry, context.profile);
  if (reason !== undefined) return bare('not-applicable', generalMessages[reason].text, reason);
  const running = entry.run(partsOf(evidence, entry), context);
  if (running === undefined) {
    const lacking = entry.requires.filter((key) => evidence[key] === undefined);
    const missing = lacking.map((key) => evidenceNames[key]);
    if (lacking.some((key) => evidence.interrupted?.includes(key) === true))
      return bare(
        'not-collected',
        `Interrupted before it was looked at: the evidence holds no ${missing.join(' and no ')}.`,
        'interrupted',
      );
    return bare(
      'not-collected',
      `Nobody looked: the evidence holds no ${missing.join(' and no ')}.`,
      'not-collected',
    );
  }
  const advice =
    entry.strength(context.profile) === 'advised' || context.profile.audits[entry.id] === 'advice';
  try {
    return (await running).map((outcome) => ({
      finding: toFinding(entry, outcome, advice),
      data: outcome.data ?? {},
    }));
  } catch (error) {
    // Evidence may be of any origin: what one audit cannot bear takes no other's findings away, and is no pass.
    return bare('error', cannotJudge(error), 'not-judged', generalMessages['not-judged'].fix);
  }
}

function cannotJudge(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `The evidence could not be judged: ${reason.slice(0, 500)}`;
}

/** The evidence with the parts that the audit names: what it may read is what it says it reads. */
function partsOf(evidence: Evidence, { requires, uses }: Audit): Evidence {
  const { schemaVersion, tool, collectedAt, profile } = evidence;
  const parts = [...requires, ...uses].map((key) => [key, evidence[key]] as const);
  return {
    schemaVersion,
    tool,
    collectedAt,
    profile,
    ...Object.fromEntries(parts.filter(([, part]) => part !== undefined)),
  };
}

function toFinding(entry: Audit, outcome: Outcome, advice: boolean): Finding {
  const spec = entry.messages[outcome.message];
  if (spec === undefined) throw new Error(`audit ${entry.id} has no message ${outcome.message}`);
  const fill = (text: string): string => fillIn(text, outcome.data ?? {}, entry.id);
  // A report shows the subject, and the file where it is none, beside the text.
  const sources = [outcome.subject, outcome.location?.file];
  const told = (text: string): string => sources.reduce<string>(withoutSource, text);
  const targets = outcome.fixTargets === undefined ? {} : { targets: outcome.fixTargets };
  return {
    id: `${entry.id}:${outcome.message}`,
    key: '',
    audit: entry.id,
    status: spec.status === 'fail' && advice ? 'warn' : spec.status,
    title: entry.title,
    message: told(fill(spec.text)),
    ...(outcome.subject === undefined ? {} : { subject: outcome.subject }),
    ...(outcome.subjects === undefined ? {} : { subjects: outcome.subjects }),
    ...(outcome.location === undefined ? {} : { location: outcome.location }),
    ...(outcome.locations === undefined ? {} : { locations: outcome.locations }),
    ...(outcome.code === undefined ? {} : { code: outcome.code }),
    ...(outcome.outcomes === undefined ? {} : { outcomes: outcome.outcomes }),
    ...(outcome.zone === undefined ? {} : { zone: outcome.zone }),
    ...(outcome.details === undefined || outcome.details.length === 0
      ? {}
      : { details: outcome.details.map(told) }),
    ...(spec.fix === undefined ? {} : { fix: { ...spec.fix, ...targets, advice: fill(spec.fix.advice) } }),
    references: entry.references,
  };
}

/** A placeholder without its value is a bug of the audit, and is said loudly rather than shown empty. */
function fillIn(text: string, data: Readonly<Record<string, string | number>>, auditId: string): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = data[key];
    if (value === undefined) throw new Error(`audit ${auditId}: no value for {${key}}`);
    return String(value);
  });
}

function summarise(findings: readonly Finding[]): Report['summary'] {
  const summary: Record<Status, number> = {
    pass: 0,
    fail: 0,
    warn: 0,
    'not-applicable': 0,
    'not-collected': 0,
    error: 0,
  };
  for (const { status } of findings) summary[status] += 1;
  return summary;
}
