/**
 * A run of a script as the threads speak of it: what is asked and what comes back. Types only, plain data.
 */
import type { RawOutcome } from './run-outcome.js';

/** `PacEnvironment`, made ready for the machine. */
export interface EngineEnvironment {
  readonly myIps: readonly string[];
  /** By lower-case name. */
  readonly dns: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds since 1970. */
  readonly now: number | null;
  readonly timeZone: string;
  readonly random: readonly number[];
}

export type EntryPoint = 'FindProxyForURL' | 'FindProxyForURLEx';

/** One run: the two arguments, and how. */
export interface RunRequest {
  readonly url: string;
  readonly host: string;
  /** `null`: as for the run before. */
  readonly environment: EngineEnvironment | null;
  /** Start from a freshly loaded script. */
  readonly fresh: boolean;
  readonly trace: boolean;
}

export interface RunAnswer extends RawOutcome {
  readonly entryPoint: EntryPoint | null;
  readonly log: string;
}
