/** What is tried before it is handed out as a fix. Types only. */
import type { Finding } from '../audits/finding.js';
import type { Evidence } from '../evidence/types.js';
import type { Artefact } from '../generate/index.js';

/** A part of the evidence that a fix changes, as the user knows it: a path, or a URL. */
export interface Place {
  readonly part: 'pac' | 'proxySettings' | 'hosts';
  /** Index in that part. */
  readonly at: number;
  readonly source: string;
}

/** An artefact that a finding names, for one file where one is to blame. */
export interface Candidate {
  readonly target: string;
  readonly place?: Place;
  readonly findings: readonly Finding[];
}

/** Made and put into the evidence, not yet audited. */
export interface Attempt extends Candidate {
  readonly artefact: Artefact;
  readonly apply: (evidence: Evidence) => Evidence;
  /**
   * Whether the artefact is what goes into place. Not so where the evidence has less than the file: passwords are taken out
   * of it, and of the hosts file it holds a line or two.
   */
  readonly asFile: boolean;
  /** Further targets whose exemptions are in the same artefact, in the order in which they were put there. */
  readonly also?: readonly string[];
  /** No finding of the report names it: it belongs to another fix. Why, as a sentence. */
  readonly companion?: string;
}

export interface TriedFix extends Attempt {
  /** The findings that were gone when the evidence with all fixes in it was audited again. */
  readonly closes: readonly Finding[];
  /** Those that name this target and were not. */
  readonly leaves: readonly Finding[];
}

export interface NotHandedOut {
  readonly target: string;
  readonly source?: string;
  readonly reason: string;
}

/** Every fix that a report’s findings name, by what is known of it. */
export interface FixPlan {
  /** Tried together: with all of them in place their findings are closed, and there is no new one. */
  readonly tried: readonly TriedFix[];
  /** For programs whose configuration is not in the evidence: they could not be tried. */
  readonly untried: readonly (Candidate & { readonly artefact: Artefact })[];
  readonly notHandedOut: readonly NotHandedOut[];
}
