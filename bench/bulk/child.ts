/** A command line in a process of its own: how long it took and how much memory it had at most, as JSON. */
import { run } from '../../lib/cli/run.js';

export interface Measured {
  readonly code: number;
  readonly ms: number;
  /** Peak of what is resident (kB). */
  readonly peak: number;
}

const start = performance.now();
const code = await run(process.argv.slice(2), {
  stdout: () => undefined,
  stderr: () => undefined,
  readStdin: () => Promise.resolve(new Uint8Array()),
  env: {},
  platform: process.platform,
  stdoutIsTerminal: false,
  now: () => new Date(),
  hostName: () => 'bench',
  signal: new AbortController().signal,
});
const ms = performance.now() - start;
console.log(JSON.stringify({ code, ms, peak: process.resourceUsage().maxRSS } satisfies Measured));
