import type { JobsOptions } from 'bullmq';

/** How the queue treats jobs; the same for whoever puts them in and whoever takes them out. */

export const queueName = 'staylocal-batch';

export interface QueueTiming {
  /** A worker that is not heard of for so long is gone, and its job another's (milliseconds). */
  readonly lockMs: number;
  /** How often what is waited for is looked at, beside the events (milliseconds). */
  readonly sweepMs: number;
  /** The pause before a job is tried again; it doubles, and a random share of it is left out (milliseconds). */
  readonly backoffMs: number;
  /** A Redis that is away longer is given up (milliseconds). */
  readonly patienceMs: number;
}

export const defaultTiming: QueueTiming = {
  lockMs: 30_000,
  sweepMs: 2_000,
  backoffMs: 1_000,
  patienceMs: 300_000,
};

/** How often a job is tried before it is dead. */
export const attempts = 4;
/** How often its worker may go away. */
export const maxStalledCount = 5;

export function settings({ backoffMs }: QueueTiming): JobsOptions {
  return {
    attempts: attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    // Whoever waits for it takes it away; a result that nobody fetched goes after a week.
    removeOnComplete: { age: 7 * 24 * 3600 },
    removeOnFail: false,
  };
}
