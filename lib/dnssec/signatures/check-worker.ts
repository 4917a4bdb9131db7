/** The thread that `check-thread.ts` starts: answers each batch of checks with one byte a check, in order. */
import { parentPort } from 'node:worker_threads';
import { unpackChecks } from './check-batch.js';
import { checkHere } from './scheme.js';

parentPort?.on('message', (packed: Uint8Array) => {
  const verdicts = Uint8Array.from(unpackChecks(packed), (check) => (checkHere(check) ? 1 : 0));
  parentPort?.postMessage(verdicts, [verdicts.buffer]);
});
