/** `staylocal batch`: NDJSON items in, NDJSON results out, with bounds on memory, a journal, and an end at Ctrl-C. */
import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { pipeline, polite, prepare, workerOf, type BatchResult } from '../../batch/index.js';
import { systemResolvers } from '../../dns/index.js';
import { parseAnchors } from '../../dnssec/index.js';
import { ParseError } from '../../errors.js';
import { maxEvidenceBytes } from '../../evidence/index.js';
import { fileReason } from '../../gather/file-reason.js';
import type { NamedResolver } from '../../gather/index.js';
import type { Profile } from '../../profile/index.js';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { openJournal, toldOf, type LineWork, type Told } from '../batch-journal.js';
import { stdinOf } from '../fleet-files.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { Threads } from '../judges.js';
import { linesOf, untilAborted, type Line } from '../lines.js';
import {
  addCommonOptions,
  addResolverOptions,
  positiveInteger,
  profileFrom,
  profileOption,
  type CommonOptions,
  type ResolverFlags,
} from '../options.js';
import { resolversFrom } from '../resolvers.js';
import { progressOf, type Progress } from '../progress.js';

export interface BatchFlags extends CommonOptions, ResolverFlags {
  readonly profile: string;
  readonly concurrency: number;
  readonly unordered?: boolean;
  readonly rate?: number;
  readonly retries: number;
  readonly journal?: string;
  /** True: as the environment has it. */
  readonly queue?: string | boolean;
}

export function batchCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('batch')
    .argument('[file]', 'NDJSON, an item a line (schemas/batch-item.schema.json); default and -: stdin', '-')
    .addOption(profileOption())
    .option('--concurrency <count>', 'how many items are worked on at once', positiveInteger(1_000), 16)
    .option('--unordered', 'results as they are done, not in the order of the items')
    .option(
      '--rate <queries>',
      'queries that one resolver is sent in a second, at most',
      positiveInteger(1_000_000),
    )
    .option('--retries <count>', 'how often a query is sent again after a pause', positiveInteger(10, 0), 2)
    .option(
      '--journal <file>',
      'keep each result here; the same command with the same journal does what is missing and tells everything',
    );
  command.option(
    '--queue [address]',
    'have it done by whoever runs "staylocal worker" on this Redis: redis://host or rediss://host; without an address STAYLOCAL_QUEUE',
  );
  addResolverOptions(addCommonOptions(command));
  return command.action(async (path: string, flags: BatchFlags) => {
    done(await runBatch(path, flags, io));
  });
}

/** Of a file that has an end: from it follows about how many items there are. */
async function bytesOf(path: string): Promise<number | undefined> {
  if (path === '-') return undefined;
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() === true && info.size > 0 ? info.size : undefined;
}

async function runBatch(path: string, flags: BatchFlags, io: CliIo): Promise<ExitCode> {
  const profile = await profileFrom(flags.profile);
  const batch = await setUp(flags, profile, io);
  const journal = flags.journal === undefined ? undefined : await openJournal(flags.journal, batch.digest);
  const progress = progressOf(io, flags, 'items');
  const tally = new Tally();
  const bytes = await bytesOf(path);
  const { signal } = io;
  const release = io.holdSignals?.(['SIGINT', 'SIGTERM']);
  signal.addEventListener('abort', () => {
    progress.say('interrupted: what was begun is finished; a second time ends at once');
  });
  try {
    await pipeline<Line, Told>({
      items: lines(path, io),
      concurrency: flags.concurrency,
      isOrdered: flags.unordered !== true,
      isStopped: () => signal.aborted,
      work: (line) => toldOf(line, journal, batch),
      emit: async (told) => {
        io.stdout(oneLine(told.result));
        tally.add(told, progress);
        progress.step(bytes === undefined ? undefined : Math.round((tally.count * bytes) / told.end));
        await io.drained?.();
      },
    });
  } finally {
    release?.();
    progress.end();
    journal?.close();
    await batch.close?.();
  }
  progress.say(tally.words(signal.aborted, flags.journal));
  return signal.aborted ? interruptedCode(io) : tally.code;
}

export interface Batch extends LineWork {
  /** Of what decides the results beside the lines. */
  readonly digest: string;
  readonly close?: () => Promise<void>;
}

async function setUp(flags: BatchFlags, profile: Profile, io: CliIo): Promise<Batch> {
  // What was begun is finished: a second interruption ends the process itself.
  const { signal } = new AbortController();
  // Each query under way listens for the end.
  setMaxListeners(0, signal);
  const { resolvers, anchors: anchorText } = await politeResolvers(flags);
  const now = (): Date => flags.at ?? io.now();
  const anchors = anchorText === undefined ? undefined : anchorsFrom(anchorText, now());
  const digest = createHash('sha256')
    .update(JSON.stringify([profile, resolvers.map(({ id }) => id), anchorText, flags.at]))
    .digest('hex')
    .slice(0, 32);
  const at = flags.at === undefined ? {} : { at: flags.at };
  const common = {
    prepare: (text: string, line: number) => prepare(text, line, { profile, now, signal, ...at }),
    digest,
  };
  if (flags.queue !== undefined && flags.queue !== false) {
    const { connectQueue, producerOf, timingFrom } = await import('../queue.js');
    return { ...common, ...producerOf(await connectQueue(flags.queue, io), digest, timingFrom(io)) };
  }
  const threads = new Threads();
  return {
    ...common,
    close: () => threads.close(),
    work: workerOf({
      resolvers,
      now,
      signal,
      judgeWith: (here) => threads.report(here),
      ...(anchors === undefined ? {} : { anchors }),
      ...(anchorText === undefined ? {} : { anchorText }),
    }),
  };
}

/** None where this machine names none: a batch of files needs none. */
export async function politeResolvers(
  flags: Pick<BatchFlags, 'resolver' | 'anchors' | 'at' | 'timeout' | 'rate' | 'retries'>,
): Promise<{ resolvers: readonly NamedResolver[]; anchors?: string }> {
  const isNone = flags.resolver === undefined && systemResolvers().length === 0;
  const { resolvers, ...rest } = isNone ? { resolvers: [] } : await resolversFrom(flags);
  return {
    ...rest,
    resolvers: resolvers.map(({ id, exchange }) => ({
      id,
      exchange: polite(exchange, {
        retries: flags.retries,
        ...(flags.rate === undefined ? {} : { ratePerSecond: flags.rate }),
      }),
    })),
  };
}

export function anchorsFrom(text: string, at: Date): ReturnType<typeof parseAnchors> {
  try {
    return parseAnchors(text, at);
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    throw error;
  }
}

async function* lines(path: string, io: CliIo): AsyncGenerator<Line> {
  try {
    yield* linesOf(
      untilAborted(path === '-' ? stdinOf(io) : createReadStream(path), io.signal),
      maxEvidenceBytes,
    );
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(exitCodes.couldNotLook, `${path} could not be read: ${fileReason(error)}.`, error);
  }
}

/** Whatever a terminal would obey is escaped, and no line feed but the last is in it. */
export function oneLine(result: BatchResult): string {
  return `${jsonText(result).replaceAll(/\n */g, '')}\n`;
}

export class Tally {
  readonly #counts = { pass: 0, warn: 0, fail: 0, error: 0 };
  #known = 0;

  add({ result, isNew }: Pick<Told, 'result' | 'isNew'>, progress: Progress): void {
    this.#counts[result.status] += 1;
    if (!isNew) this.#known += 1;
    if (result.task === 'none') progress.say(`line ${result.line}: ${result.message}`);
  }

  get count(): number {
    const { pass, warn, fail, error } = this.#counts;
    return pass + warn + fail + error;
  }

  get code(): ExitCode {
    const { pass, warn, fail, error } = this.#counts;
    if (fail > 0) return exitCodes.findings;
    return error > 0 || pass + warn === 0 ? exitCodes.couldNotLook : exitCodes.passed;
  }

  words(isStopped: boolean, journal?: string): string {
    const { pass, warn, fail, error } = this.#counts;
    const known = this.#known === 0 ? '' : `, ${this.#known} of them from the journal`;
    const again =
      isStopped && journal !== undefined
        ? `; the same command with --journal ${journal} goes on from here`
        : '';
    const all = `${pass + warn + fail + error} items${known}: ${fail} failed, ${error} could not be looked at, ${warn} to heed, ${pass} passed`;
    return escapeForTerminal(`${isStopped ? 'stopped after ' : ''}${all}${again}`);
  }
}

function interruptedCode({ signal }: CliIo): ExitCode {
  const isTold = (signal.reason as { readonly signal?: unknown } | undefined)?.signal === 'SIGTERM';
  return isTold ? exitCodes.terminated : exitCodes.interrupted;
}
