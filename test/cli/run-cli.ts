/** Runs a command line in this process, with every stream and the clock in the test's hands. */
import { run } from '../../lib/cli/run.js';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliInput {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: Date;
  readonly terminal?: boolean;
  /** Default `linux`. */
  readonly platform?: string;
  /** Width of that terminal. */
  readonly columns?: number;
  /** What somebody types, question by question; absent: nobody is there. */
  readonly answers?: readonly string[];
  readonly signal?: AbortSignal;
  readonly holdSignals?: () => () => void;
  /** For what waits: nothing passes by itself. */
  readonly wait?: (ms: number) => Promise<void>;
  readonly random?: () => number;
  /** Told of all that is written to stderr, as it is. */
  readonly onStderr?: (text: string) => void;
}

/** The tests' present. */
export const now: Date = new Date('2026-11-24T08:00:00Z');

export async function runCli(argv: readonly string[], input: CliInput = {}): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  const typed = [...(input.answers ?? [])];
  const ask = (question: string): Promise<string> => {
    stderr += question;
    const answer = typed.shift();
    return answer === undefined ? Promise.reject(new Error('nobody answers')) : Promise.resolve(answer);
  };
  const code = await run(argv, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      input.onStderr?.(text);
      stderr += text;
    },
    readStdin: () => Promise.resolve(Buffer.from(input.stdin ?? '')),
    ...(input.answers === undefined ? {} : { ask }),
    env: { ...(input.terminal === true ? { LANG: 'C.UTF-8' } : {}), ...input.env },
    platform: input.platform ?? 'linux',
    stdoutIsTerminal: input.terminal ?? false,
    ...(input.columns === undefined ? {} : { stdoutColumns: input.columns }),
    now: () => input.now ?? now,
    hostName: () => 'pc-17',
    signal: input.signal ?? new AbortController().signal,
    ...(input.holdSignals === undefined ? {} : { holdSignals: input.holdSignals }),
    ...(input.wait === undefined ? {} : { wait: input.wait }),
    ...(input.random === undefined ? {} : { random: input.random }),
  });
  return { code, stdout, stderr };
}
