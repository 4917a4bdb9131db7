/**
 * What following a script may take: steps, depth, sizes and time, looked at inside a path and not between paths.
 */
import { LimitReached, ObstacleError } from './errors.js';

/** Steps between two looks at the clock. */
const STEPS_A_LOOK = 4096;
/** Calls within one another. Engines end at depths that differ, the lowest of them far beyond this. */
const MOST_DEPTH = 400;
const MOST_TEXT_UNITS = 16 * 1024 * 1024;
const MOST_ELEMENTS = 4_000_000;

export const NO_TIME = 'the proof took more time than allowed';

export class Budget {
  /** `performance.now()` at which to stop. */
  deadline: number = Number.POSITIVE_INFINITY;
  /** Steps left for the present path. */
  stepsLeft: number = Number.POSITIVE_INFINITY;
  #untilLook = STEPS_A_LOOK;
  #depth = 0;

  /** One turn of a loop, one call, one element gone through. */
  step(count = 1): void {
    this.#untilLook -= count;
    if (this.#untilLook > 0) return;
    this.stepsLeft -= STEPS_A_LOOK - this.#untilLook;
    this.#untilLook = STEPS_A_LOOK;
    if (this.stepsLeft < 0) throw new LimitReached('one way through the script is longer than is followed');
    if (performance.now() > this.deadline) throw new LimitReached(NO_TIME);
  }

  enter(): void {
    this.step();
    if (++this.#depth > MOST_DEPTH) {
      this.#depth = 0;
      throw new ObstacleError('functions call one another so deeply that engines differ in where they stop');
    }
  }

  leave(): void {
    this.#depth--;
  }

  /** Runs something that may come back to itself, as a call does. */
  within<T>(run: () => T): T {
    this.enter();
    try {
      return run();
    } finally {
      this.leave();
    }
  }

  /** Begins a path. */
  begin(steps: number): void {
    this.#depth = 0;
    this.stepsLeft = steps;
    this.#untilLook = STEPS_A_LOOK;
  }

  text(units: number): void {
    if (units > MOST_TEXT_UNITS) throw new LimitReached('a text grows longer than is followed');
  }

  elements(count: number): void {
    if (count > MOST_ELEMENTS) throw new LimitReached('a list grows longer than is followed');
  }
}
