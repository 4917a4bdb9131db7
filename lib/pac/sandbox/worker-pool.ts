/**
 * A thread that served one PAC and came to no harm may serve the next: starting one costs more than most decisions.
 * No more than two wait here. A thread whose script reached a limit is ended instead, and its memory with it.
 */
import { WorkerClient } from './worker-client.js';
import type { WorkAnswers, WorkRequest } from './messages.js';

const MOST_IDLE = 2;
const idle: WorkerClient[] = [];

export function acquireWorker(): WorkerClient {
  for (let client = idle.pop(); client !== undefined; client = idle.pop()) if (client.alive) return client;
  return new WorkerClient();
}

export async function releaseWorker(client: WorkerClient, healthy: boolean): Promise<void> {
  if (healthy && client.alive && !client.busy && idle.length < MOST_IDLE) idle.push(client);
  else await client.close();
}

/** Work on a text that needs no loaded script. Rejects with `WorkerLost` after `timeMs`. */
export async function askAnyWorker<K extends 'edit' | 'lint'>(
  request: Extract<WorkRequest, { kind: K }>,
  timeMs: number,
): Promise<WorkAnswers[K]> {
  const client = acquireWorker();
  try {
    return await client.ask(request, timeMs);
  } finally {
    await releaseWorker(client, true);
  }
}
