/** A process that takes jobs out of the queue, until it is told to end: what it has begun it finishes. */
import type * as Bull from 'bullmq';
import { ParseError } from '../../errors.js';
import type { BatchResult, Job } from '../types.js';
import { failed } from '../work.js';
import type { Connected } from './connect.js';
import { jobFrom } from './job-data.js';
import { maxStalledCount, queueName, type QueueTiming } from './settings.js';

export interface RunningWorker {
  /** Resolves after `stop`, once nothing is under way; rejects where the queue is gone for good. */
  readonly ended: Promise<void>;
  /** Takes no further job. */
  readonly stop: () => void;
}

export interface WorkerOptions {
  readonly concurrency: number;
  readonly timing: QueueTiming;
  readonly onDone: (result: BatchResult) => void;
  /** In words: what went wrong and is tried again. */
  readonly onTrouble: (text: string) => void;
}

export function startWorker(
  { bull, connection, onLost }: Connected,
  work: (job: Job) => Promise<BatchResult>,
  { concurrency, timing, onDone, onTrouble }: WorkerOptions,
): RunningWorker {
  const process = async ({ data }: Bull.Job): Promise<BatchResult> => {
    const result = await done(data, work);
    onDone(result);
    return result;
  };
  const worker = new bull.Worker(queueName, process, {
    connection,
    concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.lockMs,
    maxStalledCount,
  });
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('closed', resolve);
    onLost(reject);
  });
  worker.on('error', ({ message }) => {
    onTrouble(`the queue: ${message}`);
  });
  worker.on('failed', (job, { message }) => {
    onTrouble(`line ${String((job?.data as Partial<Job> | undefined)?.line)}: ${message}`);
  });
  return {
    ended,
    stop: () => {
      worker.close().catch(() => undefined);
    },
  };
}

/** What is no job cannot become one by trying again: that is its result. */
async function done(data: unknown, work: (job: Job) => Promise<BatchResult>): Promise<BatchResult> {
  let job: Job;
  try {
    job = jobFrom(data);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failed({ line: 1, task: 'evidence', subject: '' }, error.message);
  }
  return work(job);
}
