/**
 * Starts the worker threads. The first of a process is started before the library's own side of it is there
 * (`entry.ts`), which takes less long than a thread does.
 */
import { Worker } from 'node:worker_threads';
import { CHANNEL_BYTES } from './ring/ring.js';
import type { Memory } from './messages.js';

export interface Thread {
  readonly worker: Worker;
  readonly memory: Memory;
}

/** Stack of the thread: the parser needs room for expressions that are nested thousands deep. */
const STACK_MEGABYTES = 32;
const MARKS_BYTES = 16;

let started = false;
let first: Thread | null = null;

function startThread(): Thread {
  started = true;
  const memory = {
    marks: new SharedArrayBuffer(MARKS_BYTES),
    channel: new SharedArrayBuffer(CHANNEL_BYTES),
  };
  const worker = new Worker(new URL('./worker.cjs', import.meta.url), {
    workerData: memory,
    resourceLimits: { stackSizeMb: STACK_MEGABYTES, maxOldGenerationSizeMb: 512 },
    stdout: false,
    stderr: false,
  });
  worker.unref();
  // Whoever takes the thread listens too; until then its end is no reason to end the program.
  worker.on('error', () => undefined);
  return { worker, memory };
}

/** Has no effect once a thread was started. */
export function startFirstThread(): void {
  if (!started) first = startThread();
}

export function takeThread(): Thread {
  const thread = first;
  first = null;
  const ended = thread === null || thread.worker.threadId === -1;
  return ended ? startThread() : thread;
}
