/**
 * The hosts file, as far as it speaks of the profile's name and of `localhost`. Other lines name hosts that are nobody's
 * business and never enter evidence.
 */
import type { CollectionError } from './collection-error.js';

/** One line of a hosts file that speaks of a name that was looked for (hosts(5)). */
export interface HostsEntry {
  /** From 1. */
  readonly line: number;
  readonly address: string;
  /** Which of the names asked for the line gives that address, in lower case. */
  readonly names: readonly string[];
}

/** The hosts file by its path: the lines that matter, or, under `error`, why it could not be read. */
export interface HostsEvidence {
  readonly source: string;
  readonly entries: readonly HostsEntry[];
  readonly error?: CollectionError;
}
