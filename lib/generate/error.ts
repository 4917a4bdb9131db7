/**
 * The one error of this room: what was asked cannot be generated, or what was generated did not hold.
 */

export type GenerateErrorCode =
  /** No target has this id. */
  | 'unknown-target'
  /** The profile holds a value that no artefact may carry. */
  | 'invalid-profile'
  /** An option is malformed, or the target does not take it. */
  | 'invalid-option'
  /** The target has nothing to say for this profile without an option that was not given. */
  | 'missing-input'
  /** The existing text to merge with cannot be used. */
  | 'merge'
  /** A template is wrong; `file`, `line` and, where one is to blame, `variable` say where. */
  | 'template'
  /** A value cannot be written in the language of the artefact. */
  | 'not-writable'
  /** The artefact was read back and does not do what it is for. A fault of the template or of the merged text. */
  | 'read-back';

export interface GenerateErrorDetails {
  readonly target?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly variable?: string;
  readonly field?: string;
  readonly cause?: unknown;
}

/**
 * Why nothing was handed out: `code` for programs, and the target, file, place or field at issue where there is one.
 */
export class GenerateError extends Error {
  override readonly name = 'GenerateError';
  readonly code: GenerateErrorCode;
  readonly target: string | undefined;
  readonly file: string | undefined;
  /** From 1. */
  readonly line: number | undefined;
  /** From 1. */
  readonly column: number | undefined;
  readonly variable: string | undefined;
  /** Of the profile or the options, e.g. `expect.a[0]` or `template`. */
  readonly field: string | undefined;

  constructor(code: GenerateErrorCode, message: string, details: GenerateErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.target = details.target;
    this.file = details.file;
    this.line = details.line;
    this.column = details.column;
    this.variable = details.variable;
    this.field = details.field;
  }
}
