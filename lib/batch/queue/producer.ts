/**
 * Jobs through a queue, as a batch does them: a job goes in, its result comes back, whoever did it. A job is called by what it is, so
 * that putting it in again, after a restart of ours or of Redis, is no second job.
 */
import { createHash } from 'node:crypto';
import type * as Bull from 'bullmq';
import type { BatchResult, Job } from '../types.js';
import { failed } from '../work.js';
import type { Connected } from './connect.js';
import { resultFrom } from './job-data.js';
import { queueName, settings, type QueueTiming } from './settings.js';

/** More is not put into Redis (bytes of JSON). */
const maxJobBytes = 16 * 1024 * 1024;

interface Waiting {
  readonly job: Job;
  readonly resolve: (result: BatchResult) => void;
  readonly reject: (error: unknown) => void;
}

export interface Producer {
  readonly work: (job: Job) => Promise<BatchResult>;
  readonly close: () => Promise<void>;
}

/** `digest`: of the options that decide results beside the job. */
export function producerOf(
  { bull, connection, onLost }: Connected,
  digest: string,
  timing: QueueTiming,
): Producer {
  const queue = new bull.Queue(queueName, { connection });
  const events = new bull.QueueEvents(queueName, { connection });
  const waiting = new Map<string, Waiting>();
  onLost((error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  // What goes wrong with a connection is mended by its client, until that gives up.
  queue.on('error', () => undefined);
  events.on('error', () => undefined);
  const look = lookerAt(queue, waiting, timing);
  const looking = (id: string): void => {
    look(id).catch(() => undefined);
  };
  events.on('completed', ({ jobId }) => {
    looking(jobId);
  });
  events.on('failed', ({ jobId }) => {
    looking(jobId);
  });
  // Events are for speed; what is missed while Redis is away is seen here.
  const sweep = setInterval(() => {
    for (const id of waiting.keys()) looking(id);
  }, timing.sweepMs);
  return {
    work: (job) =>
      new Promise<BatchResult>((resolve, reject) => {
        const bytes = Buffer.byteLength(JSON.stringify(job));
        if (bytes > maxJobBytes) {
          resolve(failed(job, `It has ${bytes} bytes, and a queue takes ${maxJobBytes}.`));
          return;
        }
        const id = idOf(job, digest);
        waiting.set(id, { job, resolve, reject });
        put(queue, id, job, timing).then(() => look(id), reject);
      }),
    close: async () => {
      clearInterval(sweep);
      await Promise.allSettled([events.close(), queue.close()]);
    },
  };
}

/** Looks at a job that is waited for: settles it where it has ended, and puts it again where it is gone. */
function lookerAt(
  queue: Bull.Queue,
  waiting: Map<string, Waiting>,
  timing: QueueTiming,
): (id: string) => Promise<void> {
  const look = async (id: string): Promise<void> => {
    const one = waiting.get(id);
    if (one === undefined) return;
    const found = (await queue.getJob(id)) as Bull.Job | undefined;
    // Redis came back without it.
    if (found === undefined) await put(queue, id, one.job, timing);
    else await take(id, await found.getState());
  };
  /** Read once more: what was read before it was done has no result. */
  const take = async (id: string, state: string): Promise<void> => {
    if (state !== 'completed' && state !== 'failed') return;
    const found = (await queue.getJob(id)) as Bull.Job | undefined;
    if (found === undefined) return;
    if (state === 'completed') await settle(id, found);
    else bury(id, found);
  };
  const settle = async (id: string, found: Bull.Job): Promise<void> => {
    const one = waiting.get(id);
    if (one === undefined) return;
    waiting.delete(id);
    try {
      one.resolve(resultFrom(found.returnvalue, one.job.line));
      await found.remove();
    } catch (error) {
      one.resolve(failed(one.job, error instanceof Error ? error.message : String(error)));
    }
  };
  const bury = (id: string, found: Bull.Job): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    const tries = `${found.attemptsMade} ${found.attemptsMade === 1 ? 'try' : 'tries'}`;
    one?.resolve(failed(one.job, `No worker could do it (${tries}): ${found.failedReason}`));
  };
  return look;
}

/** By what is asked, and not by when the batch read it: a batch that begins again asks for the same. */
export function idOf(job: Job, digest: string): string {
  const isReadNow = job.task === 'pac' || job.task === 'settings';
  const text = JSON.stringify([digest, job], (key, value: unknown) =>
    isReadNow && key === 'collectedAt' ? undefined : value,
  );
  return `${job.line}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

async function put(queue: Bull.Queue, id: string, job: Job, timing: QueueTiming): Promise<void> {
  await queue.add('item', job, { jobId: id, ...settings(timing) });
}
