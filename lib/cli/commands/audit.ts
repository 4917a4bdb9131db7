/** `staylocal audit`: gathers (or reads) evidence, audits it, and prints the report. */
import { Command } from 'commander';
import { audit } from '../../audits/audit.js';
import type { Report } from '../../audits/finding.js';
import type { Profile } from '../../profile/index.js';
import { fixKit, tryFixes, type FixPlan } from '../../fixes/index.js';
import { annotations, escapeForTerminal } from '../../report/index.js';
import { readEvidence, saveEvidence } from '../evidence-file.js';
import { leftText, writeKit } from '../write-kit.js';
import { listing } from '../audit-list.js';
import { exitCodeOf, nagiosCodeOf } from '../exit-code.js';
import { readReport } from '../report-file.js';
import { withBaseline } from '../../report/compare/baseline.js';
import { shellOf } from '../terminal.js';
import { exitCodes, type CliIo, type ExitCode } from '../io.js';
import { asUsage, givenOptions, lookTimed, selection, tellMistakes } from '../look.js';
import { Outputs } from '../outputs.js';
import { auditDocument } from '../sources.js';
import { noteTo, profileFrom } from '../options.js';
import { addAuditOptions, namedFiles, type AuditFlags } from './audit-options.js';

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
    tellMistakes(profile, io);
    const baseline = flags.baseline === undefined ? undefined : await readReport(flags.baseline, io);
    const evidence =
      flags.evidence === undefined
        ? await lookTimed(profile, flags, io, { keepsPartial: true })
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
    if (io.signal.aborted) {
      done(exitCodes.interrupted);
      return;
    }
    done(flags.exitCodes === 'nagios' ? nagiosCodeOf(report) : exitCodeOf(report, flags.strict ?? false));
  });
}

/** What a baseline accepted and is there no more need not be accepted any longer. */
function tellGone({ baseline }: Report, io: CliIo): void {
  for (const text of baseline?.gone ?? []) io.stderr(`${escapeForTerminal(`known, and gone: ${text}`)}\n`);
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
