/**
 * What is outside the script, as the interpreter sees it: the one place where a path can go more than one way, and the
 * clock.
 */
import type { Value } from './values.js';

export interface World {
  /** Which of several ways this path goes: 0 to `count - 1`. `what` is for those who read a path. */
  choose(count: number, what: 'left' | 'value'): number;
  /** The present moment, in milliseconds since 1970. */
  now(): Value;
  /** A draw of `Math.random`. */
  random(): Value;
}
