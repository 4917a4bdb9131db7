/**
 * The two ways in which following a script ends early. What the script throws is its own business and can be caught by
 * it; an obstacle is ours and cannot.
 */
import type { Value } from './values.js';

/** A value that the script, or the language on its behalf, throws. */
export class GuestThrow extends Error {
  readonly value: Value;

  constructor(value: Value) {
    super('thrown by the script');
    this.value = value;
  }
}

/** Something that is not modelled, or that clients do differently: what the script answers from here on is not known. */
export class ObstacleError extends Error {
  readonly reason: string;
  line: number | null;

  constructor(reason: string, line: number | null = null) {
    super(reason);
    this.reason = reason;
    this.line = line;
  }
}

/** A bound of the proof that was reached. */
export class LimitReached extends ObstacleError {}
