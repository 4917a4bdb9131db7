/**
 * A thread of its own for signature checks, for whoever validates many names at once: key imports and checks leave the
 * caller's thread, and many go over in one message. The caller's thread lends a hand where the other falls behind by more
 * than a batch; where it took from the next batch too, all cost an eighth more of the processors, and answers waited.
 * Limits: it never decides for itself. What it was given and did not answer, because it could not start or died, is
 * checked by `otherwise`.
 */
import { Worker } from 'node:worker_threads';
import { packChecks } from './check-batch.js';
import { checkHere, type Check } from './scheme.js';

/** Enough to make a message's cost small, few enough that the verdicts are back within two milliseconds. */
const batchMost = 16;
/** While the thread works on one batch the next lies ready. */
const batchesUnderWay = 2;
const defaultIdleMs = 10_000;

export interface CheckThreadOptions {
  /** The module the thread runs. */
  readonly entry: URL;
  readonly otherwise: (check: Check) => Promise<boolean>;
  /** How long it is kept without work. Default 10,000. */
  readonly idleMs?: number;
}

interface Waiting {
  readonly check: Check;
  readonly settle: (holds: boolean | Promise<boolean>) => void;
}

export class CheckThread {
  readonly #options: CheckThreadOptions;
  readonly #underWay: (readonly Waiting[])[] = [];
  #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  #hasFailed = false;
  #isFlushDue = false;
  #isHelping = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: CheckThreadOptions) {
    this.#options = options;
  }

  /** True from its start until it has idled out or failed. */
  get runs(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the thread; one that failed stays away. */
  start(): void {
    if (this.#worker !== undefined || this.#hasFailed) return;
    try {
      // Flags of this process (a profiler, a loader) are not meant for it.
      this.#worker = new Worker(this.#options.entry, { execArgv: [] });
    } catch {
      // Threads may be forbidden here (`--permission`).
      this.#hasFailed = true;
      return;
    }
    this.#watch(this.#worker);
    this.#rest();
  }

  check(check: Check): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push({ check, settle: resolve });
      if (this.#isFlushDue) return;
      this.#isFlushDue = true;
      // What one turn of the event loop wants checked goes over together.
      setImmediate(() => {
        this.#isFlushDue = false;
        this.#flush();
      });
    });
  }

  #watch(worker: Worker): void {
    worker.on('message', (verdicts: Uint8Array) => {
      this.#settle(verdicts);
    });
    // Its end follows, and is dealt with there.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#hasFailed = true;
      this.#giveUp();
    });
  }

  #flush(): void {
    const worker = this.#worker;
    if (worker === undefined) {
      this.#giveUp();
      return;
    }
    while (this.#waiting.length > 0 && this.#underWay.length < batchesUnderWay) {
      const batch = this.#waiting.splice(0, batchMost);
      const packed = packChecks(batch.map(({ check }) => check));
      this.#underWay.push(batch);
      worker.postMessage(packed, [packed.buffer]);
    }
    if (this.#underWay.length > 0) {
      clearTimeout(this.#idleTimer);
      worker.ref();
    }
    this.#help();
  }

  /** Does one check in a turn of the event loop, of those that will not be in the next batch. */
  #help(): void {
    if (this.#isHelping || this.#waiting.length <= batchMost) return;
    this.#isHelping = true;
    setImmediate(() => {
      this.#isHelping = false;
      for (const { check, settle } of this.#waiting.splice(batchMost, 1)) settle(checkHere(check));
      this.#help();
    });
  }

  /** Batches are answered in the order they were sent in. */
  #settle(verdicts: Uint8Array): void {
    const batch = this.#underWay.shift() ?? [];
    batch.forEach(({ settle }, index) => {
      settle(verdicts[index] === 1);
    });
    this.#flush();
    if (this.#underWay.length === 0) this.#rest();
  }

  /** Waits for work without keeping the process alive, and ends after a while. */
  #rest(): void {
    const worker = this.#worker;
    worker?.unref();
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      this.#worker = undefined;
      void worker?.terminate();
    }, this.#options.idleMs ?? defaultIdleMs).unref();
  }

  /** The thread is gone: all that waits for it is checked elsewhere. */
  #giveUp(): void {
    this.#worker = undefined;
    clearTimeout(this.#idleTimer);
    const owed = [...this.#underWay.splice(0).flat(), ...this.#waiting.splice(0)];
    for (const { check, settle } of owed) settle(this.#options.otherwise(check));
  }
}
