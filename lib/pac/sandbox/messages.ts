/**
 * What the library's thread and a worker say to each other. Plain data only.
 */
import type { ParseErrorDetails } from '../../errors.js';
import type { EngineParts } from './boot.js';
import type { LintReading } from '../text/lint/types.js';
import type { LocateRequest, Place } from '../text/deciding-return.js';
import type { Edit } from '../text/patch/edit.js';
import type { EngineEnvironment, RunAnswer, RunRequest } from './run.js';
import type { ProofRequest } from '../prove/types.js';
import type { DialectName, Failure, Limits } from '../types.js';
import type { Proof } from '../prove/types.js';

export interface OpenRequest {
  readonly kind: 'open';
  readonly engine: EngineParts;
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

/** Work on the text alone. It is done in the thread for its larger stack: scripts nest thousands deep. */
export interface EditRequest {
  readonly kind: 'edit';
  readonly text: string;
  readonly hosts: readonly string[];
  readonly wrap: boolean;
}

export interface LintRequest {
  readonly kind: 'lint';
  readonly text: string;
  readonly bytes: number;
}

export type WorkRequest =
  | OpenRequest
  | RunsRequest
  | EditRequest
  | LintRequest
  | ({ readonly kind: 'prove' } & ProofRequest)
  | ({ readonly kind: 'locate' } & LocateRequest);

/** Answer to each kind of request. */
export interface WorkAnswers {
  readonly open: Failure | null;
  readonly runs: readonly RunAnswer[];
  readonly prove: Proof;
  readonly locate: Place | null;
  readonly edit: Edit;
  readonly lint: LintReading;
}

export interface RequestMessage {
  readonly id: number;
  readonly request: WorkRequest;
}

/** A caller's mistake (`ParseError`), as data. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly details: ParseErrorDetails;
}

export type AnswerMessage =
  | { readonly id: number; readonly answer: WorkAnswers[keyof WorkAnswers] }
  | { readonly id: number; readonly error: ErrorAnswer };

/** `told`: everything asked in shared memory is answered there. */
export type WorkerMessage = AnswerMessage | { readonly told: true };

/** `workerData`: the memory both sides share. */
export interface Memory {
  /** Numbers of 64 bits, by `MARKS`. */
  readonly marks: SharedArrayBuffer;
  /** See `ring/ring.ts`. */
  readonly channel: SharedArrayBuffer;
}

/** Places in `Memory.marks`. */
export const MARKS: Readonly<Record<'deadline' | 'running', number>> = {
  /** When the machine's present run must have ended; 0 while none is on. */
  deadline: 0,
  /** The `id` of the run of a `runs` request that is on. */
  running: 1,
};
