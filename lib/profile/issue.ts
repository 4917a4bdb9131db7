/**
 * Mistakes in a profile file: where they are and what is wrong, and the error that carries all of them at once.
 */
import { ParseError } from '../errors.js';

/** One mistake in a profile file. */
export interface ProfileIssue {
  /** Dotted path with indices, e.g. `expect.a[0]`; empty for the whole file. */
  readonly field: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Not a valid profile; `issues` holds every mistake found, `message` all of them in words. */
export class ProfileError extends ParseError {
  readonly issues: readonly ProfileIssue[];

  constructor(fileName: string, issues: readonly ProfileIssue[]) {
    const lines = issues.map((issue) => {
      const field = issue.field === '' ? '' : `field "${issue.field}": `;
      return `${fileName}:${issue.line}:${issue.column}: ${field}${issue.message}`;
    });
    const first = issues[0];
    super(
      'profile-invalid',
      lines.join('\n'),
      first === undefined ? {} : { line: first.line, column: first.column },
    );
    this.issues = issues;
  }
}

export type JsonPath = readonly (string | number)[];

/** What a rule says of one place; `parse` gives it its line. */
export interface PathIssue {
  readonly path: JsonPath;
  readonly message: string;
}
