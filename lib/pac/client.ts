/**
 * The library's side of the worker thread: starts it, sends it one request at a time, and kills it when it does not
 * answer in time. The virtual machine's own walls are closer; this one holds against what they cannot interrupt.
 */
import { Worker } from 'node:worker_threads';
import { ParseError } from '../errors.js';
import { AskingChannel, CHANNEL_BYTES } from './channel.js';
import type { MadeEnvironment } from './environment.js';
import type { RunAnswer, RunRequest } from './runs.js';
import {
  SHARED,
  type AnswerMessage,
  type Memory,
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
/** Answers that come at once leave the program's other events waiting no longer than this. */
const TURN_MS = 10;
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
  readonly #shared: Float64Array;
  readonly #channel: AskingChannel;
  #gathered: GatheredRun[] = [];
  /** A run was asked for in this very turn: those that follow it before anyone could await it go together. */
  #oneOfMany = false;
  #sentEnvironment = '';
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;
  #lost: Error | null = null;
  /** When the last message was sent. */
  #messageAt = 0;

  constructor() {
    const memory: Memory = {
      marks: new SharedArrayBuffer(16),
      channel: new SharedArrayBuffer(CHANNEL_BYTES),
    };
    this.#shared = new Float64Array(memory.marks);
    this.#channel = new AskingChannel(memory.channel);
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: memory,
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
    const answer = this.#answerTo(id, timeMs);
    this.#messageAt = performance.now();
    this.#channel.posting();
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
   * did not end, and `innocent` set when it was another. An answer that is there at once is returned as it is.
   */
  run(request: Omit<RunRequest, 'environment'>, made: MadeEnvironment): RunAnswer | Promise<RunAnswer> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    const { environment, key } = made;
    const changed = key !== this.#sentEnvironment;
    if (!changed && !request.fresh && !this.#oneOfMany && !this.busy && this.#gathered.length === 0) {
      const answer = this.#runHere(request);
      if (answer !== null) return answer;
    }
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

  #runHere({ url, host, trace }: Omit<RunRequest, 'environment'>): RunAnswer | Promise<RunAnswer> | null {
    // Answers by message let the event loop go round.
    if (performance.now() - this.#messageAt > TURN_MS) return null;
    this.#oneOfMany = true;
    queueMicrotask(() => {
      this.#oneOfMany = false;
    });
    const id = this.#nextId++;
    const answer = this.#channel.ask({ id, url, host, trace });
    return answer === 'later' ? this.#answerLater(id) : answer;
  }

  async #answerLater(id: number): Promise<RunAnswer> {
    try {
      const answers = (await this.#answerTo(id, Number.POSITIVE_INFINITY)) as readonly RunAnswer[];
      return present(answers[0]);
    } catch (error) {
      throw this.#blame(error as Error, id);
    }
  }

  /** The error that this run is to be given. */
  #blame(error: Error, id: number): Error {
    const innocent = error instanceof WorkerLost && id !== this.#shared[SHARED.running];
    return innocent ? new WorkerLost(error.reason, true) : error;
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
      for (const { run, reject } of gathered) reject(this.#blame(error as Error, run.id));
    }
  }

  async close(): Promise<void> {
    this.#lose(new Error('this PAC is closed'));
    await this.#worker.terminate();
  }
}
