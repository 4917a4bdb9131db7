/** What a target of fuzzing is: a corpus, how it is changed, and what must hold whatever comes. */
import { ParseError } from '../../lib/errors.js';

export interface Seed {
  /** The file or the case that it is from; to `run` it says which reader is meant. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Target {
  readonly id: string;
  /** What must hold. */
  readonly title: string;
  readonly corpus: () => readonly Seed[] | Promise<readonly Seed[]>;
  /** `json`: most often changed as JSON, else as bytes. */
  readonly shape: 'bytes' | 'json';
  /** What means something in the format. */
  readonly words: readonly string[];
  /** Throws where something does not hold. What it gives is counted: how many inputs came how far. */
  readonly run: (bytes: Uint8Array, name: string) => string | Promise<string>;
  /** Inputs within `npm test`. */
  readonly runs: number;
}

/** The declared error, as its code; anything else that was thrown is a find. */
export function refused(error: unknown): string {
  if (error instanceof ParseError) return `refused: ${error.code}`;
  throw error;
}

export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Made by whoever asks first: what a corpus is made of takes longer than many inputs. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
