/**
 * A clock that the lab moves by hand: what takes seconds in the field takes none here. Whoever waits on it is woken in the
 * order of time when it is moved past them.
 */
import type { Clock } from '../../gather/agent/clock.js';

export interface LabClock extends Clock {
  readonly advance: (ms: number) => void;
}

export function labClock(): LabClock {
  let now = 0;
  const waiting = new Map<() => void, number>();
  return {
    now: () => now,
    after: (ms, fire) => {
      const wake = (): void => {
        fire();
      };
      waiting.set(wake, now + ms);
      return () => {
        waiting.delete(wake);
      };
    },
    advance: (ms) => {
      now += ms;
      const due = [...waiting].filter(([, at]) => at <= now).sort(([, one], [, other]) => one - other);
      for (const [wake] of due) {
        waiting.delete(wake);
        wake();
      }
    },
  };
}
