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
  | 'entry-not-found';

export interface LintFinding {
  readonly rule: LintRule;
  /** One sentence: what, and why it matters. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface LintOptions {
  /** Hosts that must go directly: DNS look-ups before the first test for one of them are reported. */
  readonly hosts?: readonly string[];
}
