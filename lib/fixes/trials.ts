/**
 * What became of each fix that a report names, tried on what was looked at before it is handed on: it closes its findings, it
 * does not, or it could not be tried, and why.
 */
import { audit } from '../audits/audit.js';
import type { AuditLimits } from '../audits/limits.js';
import type { Cause, CauseTrial, Fix, Report } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import { artefactBytes } from '../generate/index.js';
import type { Profile } from '../profile/index.js';
import { openSource } from '../proxy/index.js';
import { ownName } from './kit.js';
import { patchOf } from './patch.js';
import { planFixes } from './plan.js';
import type { FixPlan, Place, TriedFix } from './types.js';

/** A report whose causes say what became of their fixes, and the plan behind it. */
export interface TriedReport {
  readonly report: Report;
  /** What was tried, for a folder of fixes. */
  readonly plan: FixPlan;
}

/** The report with a trial for each cause that names a fix. */
export async function tryFixes(
  profile: Profile,
  evidence: Evidence,
  report: Report,
  limits: Partial<AuditLimits> = {},
): Promise<TriedReport> {
  const plan = await planFixes(profile, evidence, report, limits);
  const causes = await Promise.all(
    report.causes.map(async (cause): Promise<Cause> => {
      const trial =
        (await trialOfDs(cause, profile, evidence, report)) ?? trialOf(cause, report, evidence, plan);
      if (trial === undefined) return cause;
      // What does not put it right is not called its fix.
      const { command, ...rest } = cause;
      return { ...rest, ...(trial.status === 'failed' || command === undefined ? {} : { command }), trial };
    }),
  );
  const failed = new Set(
    causes.flatMap(({ trial, findings }) => (trial?.status === 'failed' ? findings : [])),
  );
  const findings = report.findings.map((finding) => {
    if (!failed.has(finding.key) || finding.fix?.command === undefined) return finding;
    return { ...finding, fix: withoutCommand(finding.fix) };
  });
  return { report: { ...report, causes, findings }, plan };
}

function withoutCommand({ advice, targets, owner, check }: Fix): Fix {
  return {
    advice,
    ...(targets === undefined ? {} : { targets }),
    ...(owner === undefined ? {} : { owner }),
    ...(check === undefined ? {} : { check }),
  };
}

function trialOf(cause: Cause, report: Report, evidence: Evidence, plan: FixPlan): CauseTrial | undefined {
  const own = new Set(cause.findings);
  const named = report.findings.filter(({ key, fix }) => own.has(key) && fix?.targets !== undefined);
  if (named.length === 0) return undefined;
  const targets = new Set(named.flatMap(({ fix }) => fix?.targets ?? []));
  const fixes = plan.tried.filter(({ findings }) => findings.some(({ key }) => own.has(key)));
  const [fix] = fixes;
  const left = fixes.flatMap(({ leaves }) => leaves).find(({ key }) => own.has(key));
  if (fix !== undefined)
    return {
      status: left === undefined ? 'held' : 'failed',
      ...(left === undefined ? {} : { why: `With it in place this stays open: ${left.message}` }),
      ...changeOf(fix, evidence),
    };
  const files = new Set(named.flatMap(({ location, subject }) => [location?.file, subject]));
  const refused = plan.notHandedOut.find(
    ({ target, source }) => targets.has(target) && (source === undefined || files.has(source)),
  );
  if (refused !== undefined) return { status: 'failed', why: sentence(refused.reason, refused.source) };
  return { status: 'not-tried', why: whyNot(named.map(({ audit: id }) => id)) };
}

/** Of what is not in the evidence. */
const configurationOf: Readonly<Record<string, string>> = {
  dns: 'the resolver’s',
  dnssec: 'the zone’s',
  distribution: 'the proxy’s',
  browser: 'the browser’s',
};

function whyNot(audits: readonly string[]): string {
  const [folder = ''] = (audits[0] ?? '').split('/');
  const whose = configurationOf[folder];
  return whose === undefined
    ? 'What it would change was not looked at.'
    : `What was looked at are answers, and not ${whose} configuration.`;
}

/** A longer file is made by its command (bytes). */
const maxFileBytes = 64 * 1024;

/** Where it is a file of its own, and nothing was taken out of it. */
function changeOf(fix: TriedFix, evidence: Evidence): Pick<CauseTrial, 'patch' | 'file'> {
  const { place, artefact, asFile } = fix;
  if (place === undefined || place.part === 'hosts' || !asFile || !artefact.whole) return {};
  const bytes = Buffer.from(artefactBytes(artefact));
  const name = ownName(artefact, place.source);
  return {
    ...patchFor({ ...place, part: place.part }, bytes, evidence),
    ...(bytes.length > maxFileBytes ? {} : { file: { name, base64: bytes.toString('base64') } }),
  };
}

function patchFor(
  place: Place & { readonly part: 'pac' | 'proxySettings' },
  after: Buffer,
  evidence: Evidence,
): { patch?: string } {
  const bytes = evidence[place.part]?.[place.at]?.bytes;
  if (bytes === undefined) return {};
  const original = Buffer.from(bytes, 'base64');
  const { text } = openSource(original, place.source);
  const changed = after.toString('utf8');
  // Another encoding than UTF-8 is no text to a program that applies patches.
  if (!Buffer.from(text).equals(original)) return {};
  const patch = patchOf(place.source, text, changed);
  return patch === undefined ? {} : { patch };
}

const lacksDs: ReadonlySet<string> = new Set(['signed-without-ds', 'ds-mismatch']);

/** A DS that the report offers vouches for the zone from now on: whether the chain then holds. */
async function trialOfDs(
  { findings }: Cause,
  profile: Profile,
  evidence: Evidence,
  { chains, findings: all }: Report,
): Promise<CauseTrial | undefined> {
  const { dns } = evidence;
  const named = all.filter(
    ({ key, audit: id, code }) =>
      findings.includes(key) && id === 'dnssec/chain-secure' && code !== undefined && lacksDs.has(code),
  );
  if (dns === undefined || named.length === 0) return undefined;
  const records = chains.flatMap(({ reasons }) =>
    reasons.flatMap(({ code, records: lines = [] }) => (lacksDs.has(code) ? lines : [])),
  );
  if (records.length === 0)
    return { status: 'not-tried', why: 'No key of the zone signs its keys, so that no DS can be offered.' };
  const anchors = [...new Set(records)].join('\n');
  const after = await audit(
    profile,
    { ...evidence, dns: { ...dns, anchors } },
    { only: ['dnssec/chain-secure'] },
  );
  const open = after.findings.find(({ status }) => status === 'fail' || status === 'error');
  return open === undefined
    ? { status: 'held', why: `With the DS in place the chain holds: ${[...new Set(records)].join('; ')}` }
    : { status: 'failed', why: `With the DS in place this stays open: ${open.message}` };
}

/** The name of a file keeps its own first letter. */
function sentence(text: string, source?: string): string {
  const isName = source !== undefined && text.startsWith(source);
  const whole = isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}
