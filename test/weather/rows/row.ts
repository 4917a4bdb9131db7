/** One weather: where it begins, what has to be said of it, and with which exit code. */
import type { Scratch } from '../../cli/scratch.js';
import type { Outcome } from '../child.js';

export interface Weather {
  readonly what: string;
  /** Where it begins; given the command line, and what is to be closed. */
  readonly begin: () => Promise<{ readonly argv: readonly string[]; readonly close?: () => void }>;
  readonly code: number;
  readonly says: RegExp;
  readonly env?: Readonly<Record<string, string>>;
  /** File descriptors that it may have. */
  readonly descriptors?: number;
  /** Blocks of 512 bytes that a file may have: the next write is cut short, and the one after it fails, as on a full disk. */
  readonly blocks?: number;
  /** A file that is needed. */
  readonly needs?: string;
  /** What is left of it, and what can be done with that; `again` runs another command, in fair weather. */
  readonly then?: (again: (argv: readonly string[]) => Promise<Outcome>) => Promise<void>;
}

/** The rows of one kind, with a folder for their files. */
export type Rows = (files: Scratch) => readonly Weather[];

/** As long as a server that will not answer is waited for. */
export const timeoutMs = '300';

export const proxying = 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }\n';
