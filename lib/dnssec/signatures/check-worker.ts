/** The thread that `check-thread.ts` starts: answers each batch of checks with one byte a check, in order. */
import { parentPort } from 'node:worker_threads';
import { unpackChecks } from './check-batch.js';
import { checkHere } from './scheme.js';

let before = Promise.resolve();

async function answer(packed: Uint8Array): Promise<void> {
  const checks = unpackChecks(packed);
  const verdicts = new Uint8Array(checks.length);
  for (const [index, check] of checks.entries()) verdicts[index] = (await checkHere(check)) ? 1 : 0;
  parentPort?.postMessage(verdicts, [verdicts.buffer]);
}

parentPort?.on('message', (packed: Uint8Array) => {
  before = before.then(() => answer(packed));
});
