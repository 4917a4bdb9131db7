/**
 * How a way through a script ended: with a result, with a failure of the script's, or with something that stands in the
 * way of following it.
 */
import { GuestThrow, LimitReached, ObstacleError } from './interpreter/errors.js';
import type { Obstacle } from './types.js';
import { Impossible } from './unknown/path.js';

export type Ending =
  | { readonly kind: 'returned'; readonly result: string }
  /** A value that is no string, an error of the script's, or no function of that name. */
  | { readonly kind: 'failed'; readonly code: 'not-a-string' | 'throw' | 'no-entry-point' | 'load-throw' }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle; readonly isLimit: boolean };

/** Runs something of the script; how it ended where it did not come to its own end. `null`: no environment goes there. */
export function ended(run: () => Ending | null): Ending | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof GuestThrow) return { kind: 'failed', code: 'throw' };
    if (error instanceof Impossible) return null;
    if (error instanceof RangeError)
      return obstacleEnding('the script nests more deeply than is followed', null);
    if (!(error instanceof ObstacleError)) throw error;
    const isLimit = error instanceof LimitReached;
    return { kind: 'obstacle', obstacle: { reason: error.reason, line: error.line }, isLimit };
  }
}

export function obstacleEnding(reason: string, line: number | null): Ending {
  return { kind: 'obstacle', obstacle: { reason, line }, isLimit: false };
}

/** A limit of following was reached: what was found by then is not all. */
export function limitEnding(reason: string): Ending {
  return { kind: 'obstacle', obstacle: { reason, line: null }, isLimit: true };
}
