/** A measure taken in a process of its own, which prints it as JSON in its last line. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MOST_MS = 120_000;

export async function measured<T>(command: string, args: readonly string[]): Promise<T | string> {
  try {
    const { stdout } = await run(command, args, { timeout: MOST_MS });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
  } catch (error) {
    return whyOf((error as Error).message);
  }
}

/** By one of the scripts beside this one. */
export async function measuredBy<T>(
  script: 'engine' | 'proof',
  args: readonly string[],
): Promise<T | string> {
  const path = fileURLToPath(new URL(`./${script}.js`, import.meta.url));
  return measured(process.execPath, [path, ...args]);
}

export interface EngineMeasure {
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly perSecond: number;
  readonly answer: string;
}

/** The line of what a process died of that says why; after it come a stack and Node's version. */
function whyOf(output: string): string {
  const lines = output.trim().split('\n');
  const why = lines.find((line) => /^(?:\w+: )*\w*Error\b/.test(line)) ?? lines.at(-1);
  return why?.slice(0, 100) ?? 'failed';
}
