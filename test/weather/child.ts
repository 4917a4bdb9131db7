/**
 * A command line in a process of its own: what it said, and what kept the process once it was done, as JSON on stdout. It then ends by
 * itself, or not: nothing here ends it. `WEATHER_CLOCK=jump`: the clock goes back and forth by a day each time it is read.
 * `WEATHER_DESCRIPTORS=taken`: every file descriptor that it may have is in use.
 */
import { openSync, writeSync } from 'node:fs';
import { run } from '../../lib/cli/run.js';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of kinds of handles that keep a process. */
  readonly left: readonly string[];
  readonly rejections: readonly string[];
}

const rejections: string[] = [];
process.on('unhandledRejection', (reason) => rejections.push(String(reason)));

let reads = 0;
function jumping(): Date {
  reads += 1;
  return new Date(new Date().getTime() + (reads % 2 === 0 ? -1 : 1) * 86_400_000);
}

function takeAll(): void {
  try {
    for (;;) openSync('/dev/null', 'r');
  } catch {
    // There is none left.
  }
}
if (process.env['WEATHER_DESCRIPTORS'] === 'taken') takeAll();

/** The time of day as all that runs here has it, packages of others included. */
if (process.env['WEATHER_CLOCK'] === 'jump') {
  const now = Date.now.bind(Date);
  Date.now = () => {
    reads += 1;
    return now() + (reads % 2 === 0 ? -1 : 1) * 86_400_000;
  };
}

const told = { stdout: '', stderr: '' };
const code = await run(process.argv.slice(2), {
  stdout: (text) => void (told.stdout += text),
  stderr: (text) => void (told.stderr += text),
  readStdin: () => Promise.resolve(new Uint8Array()),
  env: process.env,
  platform: process.platform,
  stdoutIsTerminal: false,
  now: process.env['WEATHER_CLOCK'] === 'jump' ? jumping : () => new Date(),
  hostName: () => 'pc-17',
  signal: new AbortController().signal,
  wait: () => Promise.resolve(),
});

/** What ends with its last callbacks is not left, nor a request to the file system, which ends by itself. */
async function rest(): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let turn = 0; turn < 50; turn += 1) {
    left = process
      .getActiveResourcesInfo()
      .filter((kind) => !/^(?:Immediate|PipeWrap|TTYWrap|FSReq\w+)$/.test(kind));
    if (left.length === 0) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return left;
}

const outcome: Outcome = { code, ...told, left: await rest(), rejections };
writeSync(1, JSON.stringify(outcome));
