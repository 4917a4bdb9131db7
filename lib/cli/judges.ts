/**
 * Evidence judged on as many threads as there are cores: parsing it, holding it against its schema and checking its signatures is
 * all work of the processor. The first few are judged here: for them no thread is worth its start. Limits: an order of
 * results is the caller's to keep.
 */
import { availableParallelism } from 'node:os';
import type Tinypool from 'tinypool';
import type { Report } from '../audits/finding.js';
import type { AuditAsked } from '../batch/index.js';
import { ParseError } from '../errors.js';
import type { Judge, JudgeOptions } from '../fleet/index.js';

export type JudgeData = Pick<JudgeOptions, 'profile' | 'selection'>;

export type Answer<T> =
  { readonly made: T } | { readonly refused: { readonly code: string; readonly message: string } };

/** So many are judged in this thread before others are started. */
const firstHere = 8;

export class Threads {
  readonly count: number;
  readonly #data: JudgeData | undefined;
  #asked = 0;
  #pool: Promise<Tinypool> | undefined;

  /** With one core there are no threads beside this one. */
  constructor(data?: JudgeData, count: number = availableParallelism()) {
    this.#data = data;
    this.count = count;
  }

  /** `here` in this thread, until there is enough for others. */
  judge(here: Judge): Judge {
    return (text, source) => (this.#isHere() ? here(text, source) : this.#ask('machine', { text, source }));
  }

  report(here: (asked: AuditAsked) => Promise<Report>): (asked: AuditAsked) => Promise<Report> {
    return (asked) => (this.#isHere() ? here(asked) : this.#ask('report', asked));
  }

  async close(): Promise<void> {
    await (await this.#pool)?.destroy();
  }

  #isHere(): boolean {
    this.#asked += 1;
    return this.count < 2 || this.#asked <= firstHere;
  }

  async #ask<T>(name: string, asked: object): Promise<T> {
    this.#pool ??= this.#start();
    const pool = await this.#pool;
    const answer = (await pool.run(asked, { name })) as Answer<T>;
    if ('made' in answer) return answer.made;
    const { code, message } = answer.refused;
    throw code === 'range' ? new RangeError(message) : new ParseError(code, message);
  }

  async #start(): Promise<Tinypool> {
    const { Tinypool: Pool } = await import('tinypool');
    return new Pool({
      filename: new URL('./judge-worker.js', import.meta.url).href,
      runtime: 'worker_threads',
      minThreads: 1,
      maxThreads: this.count,
      workerData: this.#data,
      // Flags of this process (a profiler, a loader) are not meant for them.
      execArgv: [],
    });
  }
}
