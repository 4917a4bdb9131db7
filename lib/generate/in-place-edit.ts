/** What an editor of settings files is given, and how it refuses. */
import type { ProxySettings } from '../proxy/index.js';
import { GenerateError } from './error.js';
import { nameOf, type Existing } from './existing.js';

/** What goes where. */
export interface Edit {
  readonly target: string;
  readonly existing: Existing;
  /** The text of the existing file, decoded. */
  readonly text: string;
  /** The settings in force, of which the list is. */
  readonly settings: readonly ProxySettings[];
  /** The list as it must be, in the words of the file's language but not escaped. */
  readonly list: string;
  /** The target's own text with that list: where its lines are needed, they are taken from there. */
  readonly render: () => string;
}

export function cannotEdit({ target, existing }: Edit, line: number | null, message: string): GenerateError {
  return new GenerateError('merge', `${nameOf(existing)}${line === null ? '' : `:${line}`}: ${message}`, {
    target,
    ...(line === null ? {} : { line }),
  });
}
