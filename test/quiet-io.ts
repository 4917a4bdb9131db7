/** What a command is given where nobody looks at what it says: by the clock of the machine, for benches and soaks. */
import type { CliIo } from '../lib/cli/io.js';

export const quietIo = (hostName: string): CliIo => ({
  stdout: () => undefined,
  stderr: () => undefined,
  readStdin: () => Promise.resolve(new Uint8Array()),
  env: {},
  platform: process.platform,
  stdoutIsTerminal: false,
  now: () => new Date(),
  hostName: () => hostName,
  signal: new AbortController().signal,
});
