/**
 * What a command may touch of the process: so that a test can run one without spawning, and a clock or a terminal is
 * a value like any other.
 */
import type { Shell } from '../causes/index.js';
import type { EndingSignal } from './signals.js';
import { shellOf } from './terminal.js';

export interface CliIo {
  /** The result, and nothing else. */
  readonly stdout: (text: string) => void;
  /** Resolves once whoever reads stdout has room for more; absent: at once. */
  readonly drained?: () => Promise<void>;
  /** Progress, warnings, errors. */
  readonly stderr: (text: string) => void;
  /** All of it; rejects where it is more than `maxBytes`. */
  readonly readStdin: (maxBytes?: number) => Promise<Uint8Array>;
  /** The same as it comes, for what has no end; absent: `readStdin`. */
  readonly stdin?: () => AsyncIterable<Uint8Array>;
  /** Puts a question to whoever sits at the terminal; absent: nobody does. Rejects when stdin ends. */
  readonly ask?: (question: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As Node.js names it: `win32`, `linux`. */
  readonly platform: string;
  readonly stdoutIsTerminal: boolean;
  /** Where progress may be written over. */
  readonly stderrIsTerminal?: boolean;
  /** Width of the terminal that stdout is. */
  readonly stdoutColumns?: number;
  /** Width of the terminal that stderr is; absent: it is none. */
  readonly stderrColumns?: number;
  readonly now: () => Date;
  /** What this machine is called; empty where it has no name. */
  readonly hostName: () => string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** The first of these signals does not end the process but aborts `signal`; until what is returned is called. */
  readonly holdSignals?: (names: readonly EndingSignal[]) => () => void;
  /** Lets time pass (milliseconds), or until the signal is aborted; absent: the system's timer. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 to below 1; absent: `Math.random`. */
  readonly random?: () => number;
}

/** Exit codes, the same for every command. */
export const exitCodes = {
  /** All that was looked at passed. */
  passed: 0,
  /** Something was looked at and is not as it must be. */
  findings: 1,
  /** The command line, a profile or a template is not valid. */
  usage: 2,
  /** Something that had to be looked at could not be: no resolver answered, a file could not be read; or nothing was. */
  couldNotLook: 3,
  /** SIGINT, by a command that ended in its own way. */
  interrupted: 130,
  /** By SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends a command with one sentence that says what to do next. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
  }
}

/** Whether to colour stdout: https://no-color.org, `--color`/`--no-color` first, then NO_COLOR, then the terminal. */
export function useColor(io: CliIo, flag: boolean | undefined): boolean {
  if (flag !== undefined) return flag;
  const noColor = io.env['NO_COLOR'];
  if (noColor !== undefined && noColor !== '') return false;
  return io.stdoutIsTerminal;
}

/** What the text of a report hangs on: colours, and the terminal's width where there is one. */
export function textStyle(
  io: CliIo,
  flag: boolean | undefined,
): { color: boolean; columns?: number; shell: Shell } {
  // Narrower than this, broken lines are harder to read than wrapped ones.
  const columns = io.stdoutIsTerminal ? Math.max(60, io.stdoutColumns ?? 80) : undefined;
  return { color: useColor(io, flag), shell: shellOf(io), ...(columns === undefined ? {} : { columns }) };
}
