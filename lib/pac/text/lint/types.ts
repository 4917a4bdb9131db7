/**
 * What the lint says about a PAC file.
 */
export type LintRule =
  | 'syntax-error'
  | 'not-a-pac'
  | 'domain-without-dot'
  | 'live-expression'
  | 'proxy-before-direct'
  | 'lookup-before-exemption'
  | 'net-of-host-name'
  | 'too-large'
  | 'missing-return'
  | 'unreachable'
  | 'duplicate-rule'
  | 'not-portable'
  | 'deprecated'
  | 'calendar-argument'
  | 'missing-argument'
  | 'entry-not-found';

/** One thing that is amiss in a PAC file, with its place in the text. */
export interface LintFinding {
  readonly rule: LintRule;
  /** One sentence: what, and why it matters. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** What the lint needs to know beside the file. */
export interface LintOptions {
  /**
   * Hosts that must go directly: DNS look-ups made before one of them is answered, and answers of a proxy first, are
   * reported. Without any, every host is taken to be one.
   */
  readonly hosts?: readonly string[];
}

/** A place in the script. */
export interface Site {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** The script in a form that tells what it does; the places it speaks of. */
export interface Followed {
  readonly text: string;
  readonly lookups: readonly Site[];
  readonly answers: readonly Site[];
}

/** What reading the text gave. */
export interface LintReading {
  readonly findings: readonly LintFinding[];
  /** What is said of look-ups and answers where the script cannot be run, or no host is given. */
  readonly unfollowed: readonly LintFinding[];
  /** `null` for a file that does not parse. */
  readonly followed: Followed | null;
  /** Whether an entry point was found by its name. */
  readonly hasEntry: boolean;
}
