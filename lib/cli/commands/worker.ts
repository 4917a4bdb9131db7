/** `staylocal worker`: takes the jobs of `batch --queue` and does them, on as many machines as it runs on. */
import { setMaxListeners } from 'node:events';
import { Command } from 'commander';
import { workerOf } from '../../batch/index.js';
import {
  deadLetters,
  QueueError,
  queueStatus,
  reviveDead,
  startWorker,
  type Connected,
} from '../../batch/queue/index.js';
import { escapeForTerminal, jsonText } from '../../report/index.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { Threads } from '../judges.js';
import {
  addCommonOptions,
  addResolverOptions,
  jsonOption,
  positiveInteger,
  type CommonOptions,
  type ResolverFlags,
} from '../options.js';
import { progressOf } from '../progress.js';
import { connectQueue, timingFrom } from '../queue.js';
import { anchorsFrom, politeResolvers } from './batch.js';

interface WorkerFlags extends CommonOptions, ResolverFlags {
  readonly queue: string | boolean;
  readonly concurrency: number;
  readonly rate?: number;
  readonly retries: number;
  readonly status?: boolean;
  readonly dead?: boolean;
  readonly revive?: boolean;
}

export function workerCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('worker')
    .requiredOption(
      '--queue [address]',
      'redis://host or rediss://host; without an address STAYLOCAL_QUEUE, which may hold a password, as STAYLOCAL_QUEUE_PASSWORD does',
    )
    .option('--concurrency <count>', 'how many jobs are worked on at once', positiveInteger(1_000), 16)
    .option(
      '--rate <queries>',
      'queries that one resolver is sent in a second, at most',
      positiveInteger(1_000_000),
    )
    .option('--retries <count>', 'how often a query is sent again after a pause', positiveInteger(10, 0), 2)
    .option('--status', 'say how far the queue is, and work on nothing')
    .option('--dead', 'list the jobs that no worker could do, and work on nothing')
    .option('--revive', 'have the dead jobs tried again, and work on nothing')
    .addOption(jsonOption());
  addResolverOptions(addCommonOptions(command));
  return command.action(async (flags: WorkerFlags) => {
    const connected = await connectQueue(flags.queue, io);
    if (flags.status === true) await showStatus(connected, flags, io);
    else if (flags.dead === true) await showDead(connected, flags, io);
    else if (flags.revive === true) await reviveDead(connected);
    else await work(connected, flags, io);
    done(exitCodes.passed);
  });
}

async function work(connected: Connected, flags: WorkerFlags, io: CliIo): Promise<void> {
  const { resolvers, anchors: anchorText } = await politeResolvers(flags);
  const now = (): Date => flags.at ?? io.now();
  // What was begun is finished: a second interruption ends the process itself.
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  const anchors = anchorText === undefined ? undefined : anchorsFrom(anchorText, now());
  const threads = new Threads();
  const worker = workerOf({
    resolvers,
    now,
    signal,
    judgeWith: (here) => threads.report(here),
    ...(anchors === undefined ? {} : { anchors }),
    ...(anchorText === undefined ? {} : { anchorText }),
  });
  const progress = progressOf(io, flags, 'jobs');
  const release = io.holdSignals?.(['SIGINT', 'SIGTERM']);
  const { ended, stop } = startWorker(connected, worker, {
    concurrency: flags.concurrency,
    timing: timingFrom(io),
    onDone: () => {
      progress.step();
    },
    onTrouble: (text) => {
      progress.say(text);
    },
  });
  progress.say(`taking jobs from ${connected.place}`);
  io.signal.addEventListener('abort', () => {
    progress.say('told to end: what was begun is finished; a second time ends at once');
    stop();
  });
  try {
    await ended;
  } catch (error) {
    if (error instanceof QueueError) throw new CliError(exitCodes.couldNotLook, error.message, error);
    throw error;
  } finally {
    release?.();
    progress.end();
    await threads.close();
  }
}

async function showStatus(connected: Connected, { json }: WorkerFlags, io: CliIo): Promise<void> {
  const status = await queueStatus(connected);
  io.stdout(
    json === true
      ? `${jsonText(status)}\n`
      : `${status.waiting} waiting, ${status.active} under way, ${status.delayed} to be tried again, ${status.completed} done and not fetched, ${status.dead} dead; ${status.workers} ${status.workers === 1 ? 'worker' : 'workers'}\n`,
  );
}

async function showDead(connected: Connected, { json }: WorkerFlags, io: CliIo): Promise<void> {
  const dead = await deadLetters(connected);
  io.stdout(
    json === true
      ? `${jsonText(dead)}\n`
      : dead
          .map(
            ({ id, line, subject, tries, reason }) =>
              `${escapeForTerminal(`${id}: line ${line ?? '?'}, ${subject}: ${reason} (tried ${tries} times)`)}\n`,
          )
          .join(''),
  );
}
