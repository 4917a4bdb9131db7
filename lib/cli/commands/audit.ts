/** `staylocal audit`: gathers (or reads) evidence, audits it, and prints the report. */
import { Command } from 'commander';
import { audit, auditMistake, evidenceNeeded, type AuditOptions } from '../../audits/audit.js';
import type { Report } from '../../audits/finding.js';
import { apiKeyVariable } from '../../gather/secret-file.js';
import { apiKeyFrom } from '../api-key.js';
import type { Evidence } from '../../evidence/index.js';
import { gather, pemCertificates, toldRoute, type GatherOptions } from '../../gather/index.js';
import type { Profile } from '../../profile/index.js';
import { fixKit, tryFixes, type FixPlan } from '../../fixes/index.js';
import { clientMistake } from '../../proxy/index.js';
import { annotations, escapeForTerminal, type GivenOption } from '../../report/index.js';
import { readEvidence, saveEvidence } from '../evidence-file.js';
import { readInput } from '../input.js';
import { leftText, writeKit } from '../write-kit.js';
import { listing } from '../audit-list.js';
import { exitCodeOf, nagiosCodeOf } from '../exit-code.js';
import { readReport } from '../report-file.js';
import { withBaseline } from '../../report/compare/baseline.js';
import { shellOf } from '../terminal.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { Outputs } from '../outputs.js';
import { auditDocument } from '../sources.js';
import { noteTo, profileFrom } from '../options.js';
import { dnsFrom } from '../dns-options.js';
import { addAuditOptions, labelFrom, namedFiles, type AuditFlags } from './audit-options.js';

export function auditCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return addAuditOptions(new Command('audit')).action(async (flags: AuditFlags) => {
    if (flags.list === true) {
      io.stdout(listing(flags.json === true));
      return;
    }
    const outputs = await Outputs.from(flags, {
      others: namedFiles(flags),
      ...(flags.format === undefined ? {} : { alias: flags.format }),
    });
    const profile = await profileFrom(flags.profile);
    for (const id of Object.keys(profile.audits)) {
      const mistake = auditMistake(id);
      if (mistake !== undefined)
        io.stderr(`${escapeForTerminal(`the profile sets the audit "${id}": ${mistake}`)}\n`);
    }
    for (const mistake of profile.proxy.clients.map(clientMistake))
      if (mistake !== undefined) io.stderr(`${escapeForTerminal(`the profile's clients: ${mistake}`)}\n`);
    const baseline = flags.baseline === undefined ? undefined : await readReport(flags.baseline, io);
    const evidence =
      flags.evidence === undefined
        ? await lookTimed(profile, flags, io)
        : await readEvidence(flags.evidence, io);
    if (flags.save !== undefined) await saveEvidence(flags.save, evidence);
    const options = { ...selection(flags), shell: shellOf(io) };
    const audited = await audit(profile, evidence, options).catch((error: unknown) => {
      throw asUsage(error);
    });
    const tried = await tryFixes(profile, evidence, audited);
    const { plan } = tried;
    const report = baseline === undefined ? tried.report : withBaseline(tried.report, baseline);
    tellGone(report, io);
    await outputs.write(auditDocument(report, evidence), flags, io, {
      given: givenOptions(flags, io),
    });
    if (io.env['GITHUB_ACTIONS'] === 'true' && !outputs.has('github')) io.stderr(annotations(report));
    if (flags.fixDir !== undefined)
      await writeFixes(flags.fixDir, profile, plan, report, flags, noteTo(flags, io));
    done(flags.exitCodes === 'nagios' ? nagiosCodeOf(report) : exitCodeOf(report, flags.strict ?? false));
  });
}

/** What a baseline accepted and is there no more need not be accepted any longer. */
function tellGone({ baseline }: Report, io: CliIo): void {
  for (const text of baseline?.gone ?? []) io.stderr(`${escapeForTerminal(`known, and gone: ${text}`)}\n`);
}

/** What the report need not advise: it was given. An API key may come from the environment. */
function givenOptions(flags: AuditFlags, io: CliIo): ReadonlySet<GivenOption> {
  const hasKey = flags.apiKeyFile !== undefined || (io.env[apiKeyVariable] ?? '') !== '';
  const given: Readonly<Record<GivenOption, boolean>> = {
    offline: flags.offline === true,
    here: flags.here === true,
    proxy: flags.proxy !== undefined || flags.machine !== undefined,
    pac: flags.pac !== undefined,
    registry: flags.registry !== undefined,
    agent: flags.agent === true,
    'api-key': hasKey,
    evidence: flags.evidence !== undefined,
  };
  return new Set(Object.entries(given).flatMap(([option, is]) => (is ? [option as GivenOption] : [])));
}

/** What was looked at, with the options that decided it and the time it took. */
async function lookTimed(profile: Profile, flags: AuditFlags, io: CliIo): Promise<Evidence> {
  const begin = io.now().getTime();
  const evidence = await look(profile, flags, io);
  const durationMs = Math.max(0, io.now().getTime() - begin);
  return { ...evidence, given: [...givenOptions(flags, io)].sort(), durationMs };
}

async function look(profile: Profile, flags: AuditFlags, io: CliIo): Promise<Evidence> {
  const parts = orUsage(() => evidenceNeeded(profile, selection(flags)));
  const roots = flags.offline === true ? undefined : await rootsFrom(flags.ca, io);
  const apiKey = parts.has('token') ? await askedKey(flags, io) : undefined;
  const asksDns = parts.has('dns') && flags.offline !== true;
  const ownMachine = flags.resolver === undefined || flags.here === true;
  return gather(profile, {
    parts,
    offline: flags.offline === true,
    ...(asksDns ? await dnsFrom(flags, profile, pemCertificates(roots ?? '')) : { resolvers: [] }),
    hosts: ownMachine && (flags.offline !== true || flags.here === true),
    pac: flags.pac ?? [],
    proxySettings: [...(flags.proxy ?? []).map((source) => ({ source })), ...(flags.machine ?? [])],
    ...labelFrom(flags, io),
    fetchPac: flags.fetchPac === true,
    ...(flags.env ? { env: io.env } : {}),
    here: flags.here === true,
    registryExports: flags.registry ?? [],
    agent: flags.agent === true,
    wpad: flags.wpad === true,
    ...outboundFrom(flags, roots),
    ...(apiKey === undefined ? {} : { apiKey }),
    readStdin: io.readStdin,
    at: flags.at ?? io.now(),
    signal: io.signal,
    onProgress: noteTo(flags, io),
  });
}

/** The API key of the file or the environment; undefined where none is given. */
async function askedKey(
  { apiKeyFile, apiKeyFor, offline }: AuditFlags,
  io: CliIo,
): Promise<GatherOptions['apiKey']> {
  const secret = offline === true ? undefined : await apiKeyFrom(apiKeyFile, io);
  if (secret === undefined) return undefined;
  return { secret, ...(apiKeyFor === undefined ? {} : { environment: apiKeyFor }) };
}

/** How servers are reached; nothing is asked of the profile's servers where the flags say offline. */
function outboundFrom({ route, offline }: AuditFlags, roots: string | undefined): Partial<GatherOptions> {
  if (offline === true) return {};
  if (route !== undefined) orUsage(() => toldRoute(route));
  return {
    outbound: { ...(route === undefined ? {} : { route }), ...(roots === undefined ? {} : { roots }) },
  };
}

/** The text of the PEM file that `--ca` names. */
async function rootsFrom(ca: string | undefined, io: CliIo): Promise<string | undefined> {
  if (ca === undefined) return undefined;
  const roots = Buffer.from((await readInput(ca, io)).bytes).toString('latin1');
  if (pemCertificates(roots).length === 0)
    throw new CliError(exitCodes.usage, `${ca} holds no certificate in PEM; a root is what --ca takes.`);
  return roots;
}

function selection({ only, skip, profile }: AuditFlags): AuditOptions {
  return { ...(only && { only }), ...(skip && { skip }), profileAs: profile };
}

/** An audit that there is none of, or evidence of another name, is a mistake of the command line. */
function orUsage<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw asUsage(error);
  }
}

function asUsage(error: unknown): unknown {
  return error instanceof RangeError ? new CliError(exitCodes.usage, error.message, error) : error;
}

/** What closes the open findings, each tried on what was looked at; the reason for what is not handed out. */
async function writeFixes(
  folder: string,
  profile: Profile,
  plan: FixPlan,
  report: Report,
  { profile: profileArgument }: AuditFlags,
  say: (text: string) => void,
): Promise<void> {
  const kit = fixKit(profile, plan, { profile: profileArgument, at: report.at });
  for (const { target, source, reason } of plan.notHandedOut)
    say(`no fix: ${target}${source === undefined ? '' : ` for ${source}`}: ${reason}`);
  if (kit === undefined) {
    say('no finding is closed by an artefact, so none is written');
    return;
  }
  const { paths, left } = await writeKit(folder, kit);
  for (const path of paths) say(`wrote ${path}`);
  for (const path of left) say(leftText(path));
  for (const { artefact, place, asFile, target } of plan.tried)
    if (!asFile) say(`not written, see the README: ${target} for ${place?.source ?? artefact.fileName}`);
}
