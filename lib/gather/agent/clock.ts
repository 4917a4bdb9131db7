/** Time as the probes of the program measure and limit it: a parameter, so that the lab can be slow without waiting. */

export interface Clock {
  /** Milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** Calls `fire` after that many milliseconds, unless the function that it gives back is called before. */
  readonly after: (ms: number, fire: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after: (ms, fire) => {
    const timer = setTimeout(fire, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
