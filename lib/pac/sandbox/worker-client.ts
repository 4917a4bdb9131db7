/**
 * The library's side of the worker thread: sends it one request at a time, and kills it when it does not
 * answer in time. The virtual machine's own walls are closer; this one holds against what they cannot interrupt.
 */
import type { Worker } from 'node:worker_threads';
import { ParseError } from '../../errors.js';
import type { MadeEnvironment } from './environment.js';
import type { RunAnswer, RunRequest } from './run.js';
import {
  MARKS,
  type AnswerMessage,
  type RequestMessage,
  type RunsRequest,
  type WorkAnswers,
  type WorkRequest,
} from './messages.js';
import { nonNull } from '../non-null.js';
import { takeThread } from './worker-thread.js';

/** How much later than its deadline a run may answer before its thread is killed. */
const GRACE_MS = 25;
/** How often it is looked at. */
const CHECK_MS = 10;

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
  /** Written by the thread: `MARKS`. */
  readonly #marks: Float64Array;
  /** Runs to be asked for at the end of this turn. */
  #gathered: GatheredRun[] = [];
  #sentEnvironment = '';
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;
  #lost: Error | null = null;

  constructor() {
    const { worker, marks } = takeThread();
    this.#worker = worker;
    this.#marks = new Float64Array(marks);
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
    // A thread of which nothing is asked does not keep the program alive.
    if (!this.busy) this.#worker.unref();
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
      if (!this.busy) {
        clearInterval(this.#timer);
        this.#timer = undefined;
        return;
      }
      const now = performance.timeOrigin + performance.now();
      const running = this.#marks[MARKS.deadline] ?? 0;
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
    const answer = this.#answerTo(id, timeMs);
    this.#worker.postMessage({ id, request } satisfies RequestMessage);
    return answer as Promise<WorkAnswers[K]>;
  }

  /** The message that answers `id`. */
  #answerTo(id: number, timeMs: number): Promise<WorkAnswers[keyof WorkAnswers]> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {
        resolve,
        reject,
        latest: performance.timeOrigin + performance.now() + timeMs,
      });
      if (this.#waiting.size === 1) this.#worker.ref();
      this.#watch();
    });
  }

  /**
   * One run; those asked for in the same turn travel together. Rejects with `WorkerLost` when this run was the one that
   * did not end, and `innocent` set when it was another.
   */
  run(request: Omit<RunRequest, 'environment'>, made: MadeEnvironment): Promise<RunAnswer> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    const { environment, key } = made;
    const changed = key !== this.#sentEnvironment;
    this.#sentEnvironment = key;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const run = { ...request, environment: changed ? environment : null, id };
      this.#gathered.push({ run, resolve, reject });
      if (this.#gathered.length === 1)
        queueMicrotask(() => {
          void this.#send();
        });
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
        resolve(nonNull(answers[index]));
      });
    } catch (error) {
      for (const { run, reject } of gathered) reject(this.#blame(error as Error, run.id));
    }
  }

  /** The error that this run is to be given. */
  #blame(error: Error, id: number): Error {
    const innocent = error instanceof WorkerLost && id !== this.#marks[MARKS.running];
    return innocent ? new WorkerLost(error.reason, true) : error;
  }

  async close(): Promise<void> {
    this.#lose(new Error('this PAC is closed'));
    await this.#worker.terminate();
  }
}
