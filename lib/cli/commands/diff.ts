/** `staylocal diff A B`: what is new, gone and changed between two reports, or two files of evidence. */
import { Command, Option } from 'commander';
import { audit } from '../../audits/audit.js';
import type { Report } from '../../audits/finding.js';
import { maxEvidenceBytes, parseEvidence } from '../../evidence/index.js';
import { diffReports, hasNewError, hasNewFailure, type Difference } from '../../report/compare/diff.js';
import { diffMarkdown, diffText } from '../../report/compare/diff-text.js';
import { jsonText } from '../../report/index.js';
import { readInput } from '../input.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, jsonOption, profileFrom, profileOption, type CommonOptions } from '../options.js';
import { parseReport } from '../report-file.js';

interface DiffFlags extends CommonOptions {
  readonly profile: string;
  readonly format?: keyof typeof writers;
}

const writers = {
  text: diffText,
  json: (difference: Difference) => `${jsonText(difference)}\n`,
  markdown: diffMarkdown,
} as const;

export function diffCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('diff')
    .argument('<before>', 'report (audit --output json=FILE) or evidence (audit --save FILE)')
    .argument('<after>', 'the later one; - is stdin')
    .addOption(profileOption())
    .addOption(
      new Option('--format <format>', 'of the difference').choices(Object.keys(writers)).conflicts('json'),
    )
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action(async (before: string, after: string, flags: DiffFlags) => {
    if (before === '-' && after === '-')
      throw new CliError(exitCodes.usage, 'Only one of the two can be stdin.');
    const difference = diffReports(
      await readEither(before, flags.profile, io),
      await readEither(after, flags.profile, io),
    );
    io.stdout(writers[flags.json === true ? 'json' : (flags.format ?? 'text')](difference));
    done(codeOf(difference));
  });
}

function codeOf(difference: Difference): ExitCode {
  if (hasNewFailure(difference)) return exitCodes.findings;
  return hasNewError(difference) ? exitCodes.couldNotLook : exitCodes.passed;
}

/** Evidence is audited first, with the profile that the options name. */
async function readEither(path: string, profile: string, io: CliIo): Promise<Report> {
  const { bytes, name } = await readInput(path, io, { maxBytes: maxEvidenceBytes });
  const text = Buffer.from(bytes).toString('utf8');
  if (!/"collectedAt"\s*:/.test(text) || /"verdict"\s*:\s*\{/.test(text)) return parseReport(text, name);
  const evidence = parseEvidence(text, name);
  try {
    return await audit(await profileFrom(profile), evidence, { profileAs: profile });
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(exitCodes.usage, error.message, error);
    throw error;
  }
}
