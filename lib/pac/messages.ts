/**
 * What the library's thread and a worker say to each other. Plain data only.
 */
import type { EngineEnvironment, RunAnswer, RunRequest } from './engine.js';
import type { ProofRequest } from './prove/types.js';
import type { DialectName, Failure, Limits } from './types.js';
import type { Proof } from './prove/types.js';

export interface OpenRequest {
  readonly kind: 'open';
  readonly text: string;
  readonly dialect: DialectName;
  readonly limits: Limits;
  readonly environment: EngineEnvironment;
}

/** Runs asked for in one turn, answered together: a message costs more than a run. */
export interface RunsRequest {
  readonly kind: 'runs';
  readonly runs: readonly (RunRequest & { readonly id: number })[];
}

export type WorkRequest = OpenRequest | RunsRequest | ({ readonly kind: 'prove' } & ProofRequest);

/** Answer to each kind of request. */
export interface WorkAnswers {
  readonly open: Failure | null;
  readonly runs: readonly RunAnswer[];
  readonly prove: Proof;
}

export interface RequestMessage {
  readonly id: number;
  readonly request: WorkRequest;
}

/** A caller's mistake (`ParseError`), as data. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
}

export type AnswerMessage =
  | { readonly id: number; readonly answer: WorkAnswers[keyof WorkAnswers] }
  | { readonly id: number; readonly error: ErrorAnswer };

/** Places in the memory both sides share. */
export const SHARED: Readonly<Record<'deadline' | 'running', number>> = {
  /** When the machine's present run must have ended; 0 while none is on. */
  deadline: 0,
  /** The `id` of the run of a `runs` request that is on. */
  running: 1,
};
