/** Runs the real programs that interop tests compare with. A program that is missing fails the test. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const timeoutMs = 30_000;
const maxOutputBytes = 16 * 1024 * 1024;

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Runs a program to its end, whatever its exit status; rejects when it cannot be started or hangs. */
export function run(program: string, args: readonly string[], cwd: string = tmpdir()): Promise<Output> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: timeoutMs, maxBuffer: maxOutputBytes };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr, status: 0 });
      else if (typeof error.code === 'number') resolve({ stdout, stderr, status: error.code });
      else reject(new Error(`${program} ${args.join(' ')}: ${error.message}\n${stderr}`));
    });
  });
}

/** Runs a program that must succeed, and gives its standard output. */
export async function runOk(program: string, args: readonly string[], cwd?: string): Promise<string> {
  const { stdout, stderr, status } = await run(program, args, cwd);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr}${stdout}`);
  return stdout;
}

export async function temporaryDirectory(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'staylocal-interop-'));
}

export async function removeDirectory(path: string): Promise<void> {
  // A browser's helpers may still be writing when their parent is gone.
  await rm(path, { recursive: true, force: true, maxRetries: 20 });
}

/** A server in the background; `stop` ends that process and no other. */
export interface Daemon {
  stop(): Promise<void>;
}

/** Starts a server and waits until `isReady` holds. */
export async function startDaemon(
  program: string,
  args: readonly string[],
  isReady: () => Promise<boolean>,
): Promise<Daemon> {
  const child: ChildProcess = spawn(program, [...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4_000);
  });
  const ended = once(child, 'exit').then(() => true);
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${program} ended at once: ${errors}`);
    if (await isReady()) {
      return {
        stop: async () => {
          child.kill('SIGTERM');
          await ended;
        },
      };
    }
  }
  child.kill('SIGKILL');
  throw new Error(`${program} did not come up: ${errors}`);
}
