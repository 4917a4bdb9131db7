/**
 * Where a signature check runs. One validation has few under way: they go to Node's thread pool at once, which costs
 * no start. Many at once are many validations: those go to a thread of their own, at half the cost in this one.
 */
import { CheckThread } from './check-thread.js';
import { checkOnPool, type Check } from './scheme.js';
import { turnForCheck } from './turn.js';

/** Checks under way at once that tell many validations from one. */
const manyAtOnce = 16;

const thread = new CheckThread({
  entry: new URL('./check-worker.js', import.meta.url),
  otherwise: checkInTurn,
});

let onPool = 0;

/** False for anything that does not verify. */
export function runCheck(check: Check): Promise<boolean> {
  if (thread.runs) return thread.check(check);
  if (onPool >= manyAtOnce) thread.start();
  return checkInTurn(check);
}

async function checkInTurn(check: Check): Promise<boolean> {
  onPool += 1;
  try {
    await turnForCheck();
    return await checkOnPool(check);
  } finally {
    onPool -= 1;
  }
}
