/** The queue from anywhere: how far it is, and which jobs are dead. */
import type * as Bull from 'bullmq';
import type { Connected } from './connect.js';
import { queueName } from './settings.js';

export interface QueueStatus {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly completed: number;
  readonly dead: number;
  readonly workers: number;
}

export interface DeadLetter {
  readonly id: string;
  readonly line: number | undefined;
  readonly subject: string;
  readonly tries: number;
  readonly reason: string;
}

const maxDead = 1000;

async function withQueue<T>(
  { bull, connection }: Connected,
  use: (queue: Bull.Queue) => Promise<T>,
): Promise<T> {
  const queue = new bull.Queue(queueName, { connection });
  queue.on('error', () => undefined);
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}

export function queueStatus(connected: Connected): Promise<QueueStatus> {
  return withQueue(connected, async (queue) => {
    const counts = await queue.getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed');
    const workers = await queue.getWorkersCount();
    const of = (name: string): number => counts[name] ?? 0;
    return {
      waiting: of('waiting'),
      active: of('active'),
      delayed: of('delayed'),
      completed: of('completed'),
      dead: of('failed'),
      workers,
    };
  });
}

export function deadLetters(connected: Connected): Promise<readonly DeadLetter[]> {
  return withQueue(connected, async (queue) => {
    const jobs = (await queue.getFailed(0, maxDead - 1)) as readonly Bull.Job[];
    return jobs.map(({ id, data, attemptsMade, failedReason }) => {
      const { line, subject } = (data ?? {}) as { readonly line?: unknown; readonly subject?: unknown };
      return {
        id: id ?? '',
        line: typeof line === 'number' ? line : undefined,
        subject: typeof subject === 'string' ? subject : '',
        tries: attemptsMade,
        reason: failedReason,
      };
    });
  });
}

/** Tries dead jobs again. */
export function reviveDead(connected: Connected): Promise<void> {
  return withQueue(connected, (queue) => queue.retryJobs({ state: 'failed' }));
}
