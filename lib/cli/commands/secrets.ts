/** `staylocal secrets DIR|FILE…`: front-end files that give away an API key, by place and never by content. */
import { Command, Option } from 'commander';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { needlesOf, redact, rules, type Needle, type SecretRule } from '../../secrets/index.js';
import { apiKeyVariable } from '../../gather/secret-file.js';
import { apiKeyFrom } from '../api-key.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, jsonOption, type CommonOptions } from '../options.js';
import { scanFiles, type FileHit, type SecretsScan } from '../../gather/front-end/scan-files.js';

interface SecretsFlags extends CommonOptions {
  readonly keyFile?: string;
  readonly nodeModules?: boolean;
  readonly ignore?: readonly SecretRule[];
}

export function secretsCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('secrets')
    .argument('<path...>', 'folders and files of the front end, built or not; - is stdin')
    .option('--key-file <file>', `file that holds the API key to look for; default: ${apiKeyVariable}`)
    .option('--node-modules', 'read node_modules as well')
    .addOption(
      new Option('--ignore <rule>', 'leave this rule out; may be given several times').argParser(ruleList),
    )
    .addOption(jsonOption());
  addCommonOptions(command);
  return command.action(async (paths: readonly string[], flags: SecretsFlags) => {
    const needles = await needlesFrom(flags, io);
    const scan = await scanFiles(paths, {
      needles,
      nodeModules: flags.nodeModules === true,
      ignored: new Set(flags.ignore ?? []),
      readStdin: io.readStdin,
      signal: io.signal,
    });
    // The last thing before anything is shown: a file or a source can be named after the key.
    const clean = redactAll(scan, needles);
    io.stdout(
      flags.json === true
        ? `${jsonText({ schemaVersion: 1, lookedForKey: needles.length > 0, ...clean })}\n`
        : textOf(clean),
    );
    if (flags.quiet !== true) tellSkipped(clean, needles, io);
    done(exitCodeOf(clean));
  });
}

function ruleList(value: string, previous: readonly SecretRule[] | undefined): readonly SecretRule[] {
  if (!(value in rules))
    throw new CliError(
      exitCodes.usage,
      `--ignore: there is no such rule; there are ${Object.keys(rules).join(', ')}.`,
    );
  return [...(previous ?? []), value as SecretRule];
}

async function needlesFrom({ keyFile, quiet }: SecretsFlags, io: CliIo): Promise<readonly Needle[]> {
  const key = await apiKeyFrom(keyFile, io);
  if (key === undefined) {
    if (quiet !== true)
      io.stderr(
        `no API key given: only its use is looked for; ${apiKeyVariable} or --key-file lets the key itself be found\n`,
      );
    return [];
  }
  try {
    return needlesOf(key);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(exitCodes.usage, error.message);
    throw error;
  }
}

function redactAll(scan: SecretsScan, needles: readonly Needle[]): SecretsScan {
  const clean = (text: string): string => redact(text, needles);
  return {
    ...scan,
    findings: scan.findings.map((hit) => ({
      ...hit,
      file: clean(hit.file),
      ...(hit.original === undefined
        ? {}
        : { original: { ...hit.original, source: clean(hit.original.source) } }),
    })),
    skipped: scan.skipped.map((one) => ({ ...one, path: clean(one.path), reason: clean(one.reason) })),
    notes: scan.notes.map((one) => ({ ...one, file: clean(one.file) })),
  };
}

function textOf({ findings, files }: SecretsScan): string {
  const lines = findings.map(findingText);
  const used = [...new Set(findings.map(({ rule }) => rule))].sort();
  const advice = used.map((rule) => `→ ${rule}: ${rules[rule].advice}`);
  const secrets = findings.filter(({ kind }) => kind === 'secret').length;
  const summary =
    findings.length === 0
      ? `nothing found in ${counted(files, 'file')}`
      : `${counted(secrets, 'secret')} and ${counted(findings.length - secrets, 'use')} of one in ${counted(files, 'file')}`;
  return `${[...lines, ...(advice.length === 0 ? [] : ['', ...advice, '']), summary].join('\n')}\n`;
}

function findingText({ rule, kind, form, file, line, column, original }: FileHit): string {
  const what = `${rules[rule].says}${form === undefined || form === 'plain' ? '' : ` (${form})`}`;
  const from = original === undefined ? '' : `, from ${original.source}:${original.line}:${original.column}`;
  const hidden = kind === 'secret' ? ': ********' : '';
  return escapeForTerminal(`${file}:${line}:${column}${from}  ${rule}  ${what}${hidden}`);
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function tellSkipped({ skipped, notes, isCut }: SecretsScan, needles: readonly Needle[], io: CliIo): void {
  const say = (text: string): void => {
    io.stderr(`${escapeForTerminal(redact(text, needles))}\n`);
  };
  for (const { path, reason } of skipped) say(`skipped ${path}: ${reason}`);
  for (const { file, note } of notes) say(`${file}: ${note}`);
  if (isCut) say('there is more than is told: mend these and look again');
}

function exitCodeOf({ findings, skipped }: SecretsScan): ExitCode {
  if (findings.length > 0) return exitCodes.findings;
  return skipped.some(({ isFailure }) => isFailure) ? exitCodes.couldNotLook : exitCodes.passed;
}
