/**
 * The library's side of the worker thread: sends it one request at a time, and kills it when it does not
 * answer in time. The virtual machine's own walls are closer; this one holds against what they cannot interrupt.
 */
import type { Worker } from 'node:worker_threads';
import { ParseError } from '../../errors.js';
import { AskingChannel } from './ring/asking.js';
import type { MadeEnvironment } from './environment.js';
import type { RunAnswer, RunRequest } from './run.js';
import {
  MARKS,
  type RequestMessage,
  type RunsRequest,
  type WorkAnswers,
  type WorkerMessage,
  type WorkRequest,
} from './messages.js';
import { nonNull } from '../non-null.js';
import { takeThread } from './worker-thread.js';

/** How much later than its deadline a run may answer before its thread is killed. */
const GRACE_MS = 25;
/** How often it is looked at. */
const CHECK_MS = 10;
/** Answers that come at once leave the program's other events waiting no longer than this. */
const TURN_MS = 10;
/** Answers that do not come at once leave them waiting no longer than this. */
const ASKED_SLEEP_MS = 4;

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

interface AskedRun {
  readonly id: number;
  readonly resolve: (answer: RunAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface GatheredRun extends AskedRun {
  readonly run: RunsRequest['runs'][number];
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
  readonly #channel: AskingChannel;
  /** Runs to be asked for by message at the end of this turn. */
  #gathered: GatheredRun[] = [];
  /** Runs asked for in shared memory, in order. */
  readonly #asked: AskedRun[] = [];
  #collecting = false;
  /** A message will tell when what is asked in shared memory is answered. */
  #left = false;
  #sentEnvironment = '';
  #timer: NodeJS.Timeout | undefined;
  #nextId = 0;
  #lost: Error | null = null;
  /** When the program's other events last had their turn. */
  #turnAt = 0;

  constructor() {
    const { worker, memory } = takeThread();
    this.#worker = worker;
    this.#marks = new Float64Array(memory.marks);
    this.#channel = new AskingChannel(memory.channel);
    this.#worker.on('message', (message: WorkerMessage) => {
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
    return this.#waiting.size > 0 || this.#asked.length > 0;
  }

  #answered(message: WorkerMessage): void {
    this.#turnAt = performance.now();
    // Whatever is told of was written before.
    this.#handOut();
    if ('told' in message) {
      if (this.#asked.length > 0) this.#collectSoon();
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    this.#waiting.delete(message.id);
    this.#rest();
    if ('error' in message) {
      waiting.reject(new ParseError(message.error.code, message.error.message, message.error.details));
    } else waiting.resolve(message.answer);
  }

  /** A thread of which nothing is asked does not keep the program alive. */
  #rest(): void {
    if (!this.busy) this.#worker.unref();
  }

  #lose(error: Error): void {
    this.#lost ??= error;
    for (const { id, reject } of this.#asked.splice(0)) reject(this.#blame(this.#lost, id));
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
   * did not end, and `innocent` set when it was another.
   */
  run(request: Omit<RunRequest, 'environment'>, made: MadeEnvironment): Promise<RunAnswer> {
    if (this.#lost !== null) return Promise.reject(this.#lost);
    const { environment, key } = made;
    const changed = key !== this.#sentEnvironment;
    this.#sentEnvironment = key;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // What goes by message is done before what is asked for later.
      const direct = !changed && !request.fresh && this.#waiting.size === 0 && this.#gathered.length === 0;
      if (direct && this.#channel.ask({ id, ...request })) {
        this.#asked.push({ id, resolve, reject });
        this.#collectSoon();
        return;
      }
      this.#gathered.push({
        id,
        run: { ...request, environment: changed ? environment : null, id },
        resolve,
        reject,
      });
      if (this.#gathered.length === 1)
        queueMicrotask(() => {
          void this.#send();
        });
    });
  }

  #collectSoon(): void {
    if (this.#collecting) return;
    this.#collecting = true;
    // A program that does nothing but ask would otherwise never come to its other events.
    if (performance.now() - this.#turnAt > TURN_MS) setImmediate(this.#collectInTurn);
    else queueMicrotask(this.#collect);
  }

  readonly #collectInTurn = (): void => {
    this.#turnAt = performance.now();
    this.#collect();
  };

  /** Waits for what was asked in shared memory, but not long: then a message will tell. */
  readonly #collect = (): void => {
    this.#collecting = false;
    this.#handOut();
    let began = 0;
    while (this.#asked.length > 0) {
      let over = !this.#channel.wait(ASKED_SLEEP_MS);
      if (!over) {
        began ||= performance.now();
        over = performance.now() - began > ASKED_SLEEP_MS;
      }
      if (over && this.#channel.leave()) {
        this.#left = true;
        this.#worker.ref();
        this.#watch();
        return;
      }
      this.#handOut();
    }
  };

  /** Hands out the answers that lie in shared memory. */
  #handOut(): void {
    while (this.#asked.length > 0 && this.#channel.ready) {
      const { id, resolve, reject } = nonNull(this.#asked.shift());
      const answer = this.#channel.take();
      if (answer === null) this.#answerOf(id).then(resolve, reject);
      else resolve(answer);
    }
    if (this.#asked.length > 0 || !this.#left) return;
    this.#left = false;
    this.#channel.stay();
    this.#rest();
  }

  /** The answer, which comes by message, to one run. */
  async #answerOf(id: number): Promise<RunAnswer> {
    try {
      const answers = (await this.#answerTo(id, Number.POSITIVE_INFINITY)) as readonly RunAnswer[];
      return nonNull(answers[0]);
    } catch (error) {
      throw this.#blame(error as Error, id);
    }
  }

  /** The error that this run is to be given. */
  #blame(error: Error, id: number): Error {
    const innocent = error instanceof WorkerLost && id !== this.#marks[MARKS.running];
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
        resolve(nonNull(answers[index]));
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
