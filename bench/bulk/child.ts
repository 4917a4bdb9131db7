/** A command line in a process of its own: how long it took and how much memory it had at most, as JSON. */
import { run } from '../../lib/cli/run.js';
import { quietIo } from '../../test/quiet-io.js';

export interface Measured {
  readonly code: number;
  readonly ms: number;
  /** Peak of what is resident (kB). */
  readonly peak: number;
}

const start = performance.now();
const code = await run(process.argv.slice(2), quietIo('bench'));
const ms = performance.now() - start;
console.log(JSON.stringify({ code, ms, peak: process.resourceUsage().maxRSS } satisfies Measured));
