/**
 * The one error that malformed input throws, in every room. Anything else that is thrown is a bug.
 */

export interface ParseErrorDetails {
  /** Byte (binary input) or UTF-16 unit (text input) at which reading stopped, from 0. */
  readonly offset?: number;
  /** Line in the source text, from 1. */
  readonly line?: number;
  /** Column in that line, from 1. */
  readonly column?: number;
  readonly cause?: unknown;
}

/**
 * Malformed input, and where: a byte offset, or a line and column from 1, where they are known. Every reader of this
 * package throws it and no other error for its input.
 */
export class ParseError extends Error {
  override readonly name = 'ParseError';
  /** Stable, machine-readable: `lower-case-with-dashes`. */
  readonly code: string;
  readonly offset: number | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(code: string, message: string, details: ParseErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.offset = details.offset;
    this.line = details.line;
    this.column = details.column;
  }
}
