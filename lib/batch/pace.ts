/** Turns at a rate, evenly spaced, by a clock that nobody sets: the time of day may jump, and would hold up whoever waits by as much. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface PaceClock {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const systemClock: PaceClock = {
  now: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};

export class Pace {
  readonly #spaceMs: number;
  readonly #clock: PaceClock;
  /** When the next turn is. */
  #next = -Infinity;

  constructor(perSecond: number, clock: PaceClock = systemClock) {
    this.#spaceMs = 1000 / perSecond;
    this.#clock = clock;
  }

  /** Resolves when it is the caller's turn. Rejects by `signal`. */
  async turn(signal?: AbortSignal): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(this.#next, now);
    this.#next = at + this.#spaceMs;
    // Timers have no finer grain.
    if (at - now >= 1) await this.#clock.wait(at - now, signal);
  }
}
