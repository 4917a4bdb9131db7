/**
 * Turns of the event loop are shared out: so many signature checks begin in each, the rest wait in line for the next, so
 * that timers and sockets never wait for more than a few milliseconds. Counted, not timed: this room has no clock.
 */

/** A check begins with its key's import and the handing over, about 0.12 ms: these take some three milliseconds. */
export const checksPerTurn = 24;

let spent = 0;
const waiting: (() => void)[] = [];

/** Undefined where the check may run now; else resolves when its turn has come. */
export function turnForCheck(): Promise<void> | undefined {
  if (spent === 0) setImmediate(nextTurn);
  if (spent < checksPerTurn) {
    spent += 1;
    return undefined;
  }
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
}

function nextTurn(): void {
  const released = waiting.splice(0, checksPerTurn);
  spent = released.length;
  if (spent > 0) setImmediate(nextTurn);
  for (const release of released) release();
}
