/** `staylocal watch`: audits again and again, and says what changed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { audit } from '../../audits/audit.js';
import type { Report } from '../../audits/finding.js';
import type { Profile } from '../../profile/index.js';
import { diffText } from '../../report/compare/diff-text.js';
import type { Difference } from '../../report/compare/diff.js';
import { formats } from '../../report/formats/index.js';
import { escapeForTerminal } from '../../report/index.js';
import { exitCodeOf } from '../exit-code.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { asUsage, givenOptions, lookTimed, selection, tellMistakes } from '../look.js';
import { collect, jsonOption, positiveInteger, profileFrom } from '../options.js';
import { outputOption, Outputs } from '../outputs.js';
import { readReport } from '../report-file.js';
import { auditDocument } from '../sources.js';
import { shellOf } from '../terminal.js';
import { changeOf } from '../watch/change.js';
import { duration, durationText, nextDelay } from '../watch/duration.js';
import { watch } from '../watch/rounds.js';
import { listenAddress, serve, type ListenAddress } from '../watch/server.js';
import { health, metricsPage, type WatchState } from '../watch/state.js';
import { postWebhook, runHook } from '../watch/tell.js';
import { addLookOptions, namedFiles, type AuditFlags } from './audit-options.js';

interface WatchFlags extends AuditFlags {
  readonly every: number;
  readonly jitter: number;
  readonly rounds?: number;
  readonly since?: string;
  readonly listen?: ListenAddress;
  readonly hook?: string;
  readonly hookArg?: readonly string[];
  readonly webhook?: URL;
}

/** How long a hook and a webhook may take (milliseconds). */
const hookTimeoutMs = 60_000;
const webhookTimeoutMs = 10_000;

export function watchCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = addLookOptions(new Command('watch'))
    .option('--every <time>', 'how long to wait between rounds: 30s, 15m, 6h, 1d', duration, 3_600_000)
    .option('--jitter <percent>', 'wait up to this much longer, by chance', percent, 10)
    .option('--rounds <number>', 'end after so many rounds', positiveInteger(1_000_000))
    .option('--since <file>', 'a former report (JSON) to compare the first round with')
    .addOption(outputOption('audit'))
    .addOption(jsonOption())
    .option('--listen <port>', 'serve /metrics and /healthz on this port of loopback', listenAddress)
    .option(
      '--hook <file>',
      'run this program when something changed; it is given the change as JSON on stdin',
    )
    .option('--hook-arg <text>', 'an argument for it; may be given several times', collect)
    .addOption(
      new Option(
        '--webhook <url>',
        'post the change as JSON to this URL: findings, never what was gathered',
      ).argParser(webhookUrl),
    );
  return command.action(async (flags: WatchFlags) => {
    const release = io.holdSignals?.(['SIGINT', 'SIGTERM']);
    try {
      done(await watchWith(flags, io));
    } finally {
      release?.();
    }
  });
}

async function watchWith(flags: WatchFlags, io: CliIo): Promise<ExitCode> {
  refuse(flags);
  const outputs = await Outputs.from({ ...flags, json: false }, { others: namedFiles(flags) });
  const profile = await profileFrom(flags.profile);
  tellMistakes(profile, io);
  const before = flags.since === undefined ? undefined : await readReport(flags.since, io);
  const startedMs = io.now().getTime();
  const state: WatchState = {
    startedMs,
    rounds: 0,
    failures: 0,
    changes: 0,
    nextDueMs: startedMs,
    metrics: '',
  };
  const served =
    flags.listen === undefined
      ? undefined
      : await serve(flags.listen, {
          '/metrics': () => metricsPage(state),
          '/healthz': () => health(state, io.now().getTime()),
        });
  if (served !== undefined) warn(`serving ${served.url}/metrics and ${served.url}/healthz`, io);
  try {
    const last = await watch(
      {
        look: () => lookOnce(profile, outputs, state, flags, io),
        delayMs: () => nextDelay(flags.every, flags.jitter / 100, io.random ?? Math.random),
        wait: io.wait ?? waitFor,
        now: io.now,
        most: flags.rounds ?? Infinity,
        signal: io.signal,
        before,
        onFirst: (report) => {
          tellFirst(report, flags, io);
        },
        onChange: (difference, report) => tellChange(difference, report, flags, io),
        onFailure: (error) => {
          if (error instanceof CliError && error.exitCode === exitCodes.usage) throw error;
          warn(`${io.now().toISOString()} this round failed: ${reasonOf(error)}`, io);
        },
      },
      state,
    );
    return codeOf(last, state, io);
  } finally {
    await served?.close();
  }
}

/** A watch that was told to end did what it was for; one that was interrupted or has counted its rounds says what it saw last. */
function codeOf(last: Report | undefined, state: WatchState, { signal }: CliIo): ExitCode {
  if (signal.aborted)
    return (signal.reason as { signal?: unknown }).signal === 'SIGINT'
      ? exitCodes.interrupted
      : exitCodes.passed;
  if (last === undefined || state.lastFailure !== undefined) return exitCodes.couldNotLook;
  return exitCodeOf(last, false);
}

/** What can be read once only, or holds for one moment, cannot be looked at again. */
function refuse({ pac = [], proxy = [], machine = [], at, hook, hookArg, output = [] }: WatchFlags): void {
  const files = [...pac, ...proxy, ...machine.map(({ source }) => source)];
  if (files.includes('-'))
    throw new CliError(exitCodes.usage, 'stdin can be read once only; watch takes files.');
  if (at !== undefined)
    throw new CliError(exitCodes.usage, '--at is one moment; watch looks at each in turn.');
  if (hookArg !== undefined && hook === undefined)
    throw new CliError(exitCodes.usage, '--hook-arg is for the program of --hook, and none is named.');
  if (output.some(({ file }) => file === '-'))
    throw new CliError(exitCodes.usage, '--output needs a file here: stdout is for what changed.');
}

async function lookOnce(
  profile: Profile,
  outputs: Outputs,
  state: WatchState,
  flags: WatchFlags,
  io: CliIo,
): Promise<Report> {
  const evidence = await lookTimed(profile, flags, io);
  const report = await audit(profile, evidence, { ...selection(flags), shell: shellOf(io) }).catch(
    (error: unknown) => {
      throw asUsage(error);
    },
  );
  const document = auditDocument(report, evidence);
  await outputs.write(document, { ...flags, quiet: true }, io, {
    given: givenOptions(flags, io),
    show: false,
  });
  const prometheus = formats.find(({ id }) => id === 'prometheus');
  state.metrics = (await prometheus?.write(document, { color: false, verbose: false })) ?? '';
  return report;
}

function tellFirst({ at, verdict, findings }: Report, flags: WatchFlags, io: CliIo): void {
  if (flags.json === true) return;
  const open = findings.filter(({ status }) => status === 'fail' || status === 'error' || status === 'warn');
  const rest = `${open.length} open; from here on what changes, every ${durationText(flags.every)}`;
  io.stdout(`${escapeForTerminal(`${at} ${verdict.word}: ${verdict.headline}; ${rest}`)}\n`);
}

async function tellChange(
  difference: Difference,
  report: Report,
  { json, hook, hookArg = [], webhook }: WatchFlags,
  io: CliIo,
): Promise<void> {
  const change = changeOf(difference, report);
  io.stdout(json === true ? `${JSON.stringify(change)}\n` : diffText(difference));
  const { signal } = io;
  const failures = await Promise.all([
    hook === undefined
      ? undefined
      : runHook([hook, ...hookArg], change, io.env, { timeoutMs: hookTimeoutMs, signal }),
    webhook === undefined ? undefined : postWebhook(webhook, change, { timeoutMs: webhookTimeoutMs, signal }),
  ]);
  for (const failure of failures) if (failure !== undefined) warn(failure, io);
}

function warn(text: string, io: CliIo): void {
  io.stderr(`${escapeForTerminal(text)}\n`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function percent(text: string): number {
  if (!/^\d{1,3}$/.test(text) || Number(text) > 100)
    throw new InvalidArgumentError('It must be a whole number from 0 to 100.');
  return Number(text);
}

function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new InvalidArgumentError('It must be a URL of https or http, without a user.');
  return url;
}
