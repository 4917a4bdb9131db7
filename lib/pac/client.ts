/**
 * The library's side of the worker thread: starts it, sends it one request at a time, and kills it when it does not
 * answer in time. The virtual machine's own walls are closer; this one holds against what they cannot interrupt.
 */
import { Worker } from 'node:worker_threads';
import { ParseError } from '../errors.js';
import type { EngineEnvironment, RunAnswer, RunRequest } from './runs.js';
import {
  SHARED,
  type AnswerMessage,
  type RequestMessage,
  type RunsRequest,
  type WorkAnswers,
  type WorkRequest,
} from './messages.js';
import { present } from './present.js';

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
  /** Something else that was asked of the thread was the cause. */
  readonly innocent: boolean;

  constructor(reason: 'time' | 'memory', innocent = false) {
    super(`the worker was lost: ${reason}`);
    this.reason = reason;
    this.innocent = innocent;
  }
}

interface GatheredRun {
  readonly run: RunsRequest['runs'][number];
  readonly resolve: (answer: RunAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface Waiting {
  /** When the answer must be there. */
  readonly latest: number;
  readonly resolve: (answer: WorkAnswers[keyof WorkAnswers]) => void;
  readonly reject: (error: Error) => void;
}

export class WorkerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Written by the thread: `SHARED`. */
  readonly #shared = new Float64Array(new SharedArrayBuffer(16));
  #gathered: GatheredRun[] = [];
  #sentEnvironment = '';
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;
  #lost: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: this.#shared.buffer,
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
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('error' in message) {
      waiting.reject(new ParseError(message.error.code, message.error.message, message.error.details));
    } else waiting.resolve(message.answer);
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#lost);
    this.#waiting.clear();
    this.#worker.unref();
  }

  /** While something is asked: kills the thread once a run is past its deadline, or a request past its time. */
  #watch(): void {
    this.#timer ??= setInterval(() => {
      if (this.#waiting.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
        return;
      }
      const now = performance.timeOrigin + performance.now();
      const running = this.#shared[SHARED.deadline] ?? 0;
      const oldest = this.#waiting.values().next().value?.latest ?? Number.POSITIVE_INFINITY;
      if (now < oldest + GRACE_MS && (running === 0 || now < running + GRACE_MS)) return;
      this.#lose(new WorkerLost('time'));
      void this.#worker.terminate();
    }, CHECK_MS);
    this.#timer.unref();
  }

  /** Sends one request. Rejects with `WorkerLost` when a run does not end in time, or the answer takes `timeMs`. */
  async ask<K extends WorkRequest['kind']>(
    request: Extract<WorkRequest, { kind: K }>,
    timeMs: number,
  ): Promise<WorkAnswers[K]> {
    if (this.#lost !== null) throw this.#lost;
    // Loading and proving leave the machine in an environment of their own.
    if (request.kind !== 'runs') this.#sentEnvironment = '';
    const id = this.#nextId++;
    return new Promise<WorkAnswers[K]>((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as Waiting['resolve'],
        reject,
        latest: performance.timeOrigin + performance.now() + timeMs,
      });
      if (this.#waiting.size === 1) this.#worker.ref();
      this.#watch();
      this.#worker.postMessage({ id, request } satisfies RequestMessage);
    });
  }

  /**
   * One run; those asked for in the same turn travel together. Rejects with `WorkerLost` when this run was the one that
   * did not end, and `innocent` set when it was another.
   */
  run(request: Omit<RunRequest, 'environment'>, environment: EngineEnvironment): Promise<RunAnswer> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    const key = JSON.stringify(environment);
    const changed = key !== this.#sentEnvironment;
    this.#sentEnvironment = key;
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#gathered.push({
        run: { ...request, environment: changed ? environment : null, id },
        resolve,
        reject,
      });
      if (this.#gathered.length === 1) queueMicrotask(() => void this.#send());
    });
  }

  async #send(): Promise<void> {
    const gathered = this.#gathered;
    this.#gathered = [];
    try {
      const answers = await this.ask(
        { kind: 'runs', runs: gathered.map(({ run }) => run) },
        Number.POSITIVE_INFINITY,
      );
      gathered.forEach(({ resolve }, index) => {
        resolve(present(answers[index]));
      });
    } catch (error) {
      const guilty = this.#shared[SHARED.running];
      for (const { run, reject } of gathered) {
        const innocent = error instanceof WorkerLost && run.id !== guilty;
        reject(innocent ? new WorkerLost(error.reason, true) : (error as Error));
      }
    }
  }

  async close(): Promise<void> {
    this.#lose(new Error('this PAC is closed'));
    await this.#worker.terminate();
  }
}
