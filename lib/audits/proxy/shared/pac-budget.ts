/**
 * The time that all PAC files of an audit have together. Each gets its part of what is left, and what it does not use is
 * there for the next: a file that does not end takes no other's time away.
 */
import { DEFAULT_LIMITS, type Limits } from '../../../pac/index.js';

/** Less than this decides nothing: a thread takes a good part of it to start. */
const LEAST_MS = 500;
/** Of a part, what loading and one call may take; the proof has the rest. */
const LOADING = 0.25;

export class PacBudget {
  readonly #end: number;
  readonly #now: () => number;
  #left: number;

  /** `count`: how many times a file is loaded. `now` in milliseconds. */
  constructor(totalMs: number, count: number, now: () => number) {
    this.#now = now;
    this.#end = now() + totalMs;
    this.#left = count;
  }

  /** One of them need not be loaded. */
  leaveOut(): void {
    this.#left--;
  }

  /** The limits of the next one; `null`: the time is over. */
  next(): Partial<Limits> | null {
    const left = this.#end - this.#now();
    if (left < LEAST_MS) return null;
    const part = Math.min(left, Math.max(LEAST_MS, left / Math.max(1, this.#left)));
    this.#left--;
    const atMost = (limit: number, share: number): number => Math.min(limit, Math.floor(part * share));
    return {
      timeMs: atMost(DEFAULT_LIMITS.timeMs, LOADING),
      loadTimeMs: atMost(DEFAULT_LIMITS.loadTimeMs, LOADING),
      proofTimeMs: atMost(DEFAULT_LIMITS.proofTimeMs, 1 - 2 * LOADING),
    };
  }
}
