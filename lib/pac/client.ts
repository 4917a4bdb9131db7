/**
 * The library's side of the worker thread: starts it, sends it one request at a time, and kills it when it does not
 * answer in time. The virtual machine's own walls are closer; this one holds against what they cannot interrupt.
 */
import { Worker } from 'node:worker_threads';
import { ParseError } from '../errors.js';
import type { AnswerMessage, RequestMessage, WorkAnswers, WorkRequest } from './messages.js';

/** How much later than its deadline a run may answer before its thread is killed. */
const GRACE_MS = 25;
/** How often it is looked at. */
const CHECK_MS = 10;
/** Stack of the thread: the parser needs room for expressions that are nested thousands deep. */
const STACK_MEGABYTES = 32;

/** The thread was killed, or died, before it answered. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
  readonly reason: 'time' | 'memory';

  constructor(reason: 'time' | 'memory') {
    super(`the worker was lost: ${reason}`);
    this.reason = reason;
  }
}

interface Waiting {
  /** When the answer must be there. */
  readonly latest: number;
  resolve(answer: WorkAnswers[keyof WorkAnswers]): void;
  reject(error: Error): void;
}

export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** When the run that is on must have ended, written by the thread; 0 while none is on. */
  readonly #deadline = new Float64Array(new SharedArrayBuffer(8));
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;
  #lost: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: this.#deadline.buffer,
      resourceLimits: { stackSizeMb: STACK_MEGABYTES, maxOldGenerationSizeMb: 512 },
      stdout: false,
      stderr: false,
    });
    this.#worker.unref();
    this.#worker.on('message', (message: AnswerMessage) => {
      this.#answered(message);
    });
    this.#worker.on('error', (error: Error & { code?: string }) => {
      this.#lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new WorkerLost('memory') : error);
    });
    this.#worker.on('exit', () => {
      this.#lose(new WorkerLost('time'));
    });
  }

  get alive(): boolean {
    return this.#lost === null;
  }

  get busy(): boolean {
    return this.#waiting.size > 0;
  }

  #answered(message: AnswerMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id);
    if (this.#waiting.size === 0) this.#rest();
    if ('error' in message) waiting.reject(new ParseError(message.error.code, message.error.message));
    else waiting.resolve(message.answer);
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#lost);
    this.#waiting.clear();
    this.#rest();
  }

  /** While something is asked: kills the thread once a run is past its deadline, or a request past its time. */
  #watch(): void {
    this.#timer ??= setInterval(() => {
      const now = performance.timeOrigin + performance.now();
      const running = this.#deadline[0] ?? 0;
      const oldest = this.#waiting.values().next().value?.latest ?? Number.POSITIVE_INFINITY;
      if (now < oldest + GRACE_MS && (running === 0 || now < running + GRACE_MS)) return;
      this.#lose(new WorkerLost('time'));
      void this.#worker.terminate();
    }, CHECK_MS);
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#worker.unref();
  }

  /** Sends one request. Rejects with `WorkerLost` when a run does not end in time, or the answer takes `timeMs`. */
  async ask<K extends WorkRequest['kind']>(
    request: Extract<WorkRequest, { kind: K }>,
    timeMs: number,
  ): Promise<WorkAnswers[K]> {
    if (this.#lost !== null) throw this.#lost;
    const id = this.#nextId++;
    return new Promise<WorkAnswers[K]>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as Waiting['resolve'],
        reject,
        latest: performance.timeOrigin + performance.now() + timeMs,
      });
      this.#worker.ref();
      this.#watch();
      this.#worker.postMessage({ id, request } satisfies RequestMessage);
    });
  }

  async close(): Promise<void> {
    this.#lose(new Error('this PAC is closed'));
    await this.#worker.terminate();
  }
}
