/**
 * What the library's thread and a worker say to each other. Plain data only.
 */
import type { DecideRequest, EngineEnvironment } from './engine.js';
import type { ProofRequest } from './prove/types.js';
import type { Decision, DialectName, Failure, Limits } from './types.js';
import type { Proof } from './prove/types.js';

export interface OpenRequest {
  readonly kind: 'open';
  readonly text: string;
  readonly dialect: DialectName;
  readonly limits: Limits;
  readonly environment: EngineEnvironment;
}

export type WorkRequest =
  OpenRequest | ({ readonly kind: 'decide' } & DecideRequest) | ({ readonly kind: 'prove' } & ProofRequest);

/** Answer to each kind of request. */
export interface WorkAnswers {
  readonly open: Failure | null;
  readonly decide: Decision;
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
