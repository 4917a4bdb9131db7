/** What PACs answer, as a report has it. */
import type {
  Compliance,
  DialectName,
  EnvironmentRegion,
  Span,
  Unreached,
  Verdict as PacVerdict,
} from '../pac/index.js';

/** One answer of a PAC from one place in it. */
export interface ReportPacAnswer {
  /** `direct`, `direct-first` (a proxy stands behind it), `proxied`, or `failed`. */
  readonly compliance: Compliance;
  /** As the script gave it; absent where it gave none. */
  readonly result?: string;
  readonly failure?: string;
  /** The expression that gave it. */
  readonly span?: Span;
  /** Who gets it, as a sentence. */
  readonly words: string;
  /** All who get it, any of these; absent where that cannot be told exactly. One without conditions is everybody. */
  readonly regions?: readonly EnvironmentRegion[];
  /** Where the environment decides that it is this answer; none where it is everybody's. */
  readonly conditions: readonly Span[];
  /** It is given after that many calls of others; absent: at once. */
  readonly earlierCalls?: number;
}

/** A PAC as some client programs run it. */
export interface ReportPacProof {
  readonly clients: readonly string[];
  readonly dialect: DialectName;
  readonly url: string;
  /** `always` and `never` DIRECT hold for every environment; `sometimes` is shown by two; else `unknown`. */
  readonly verdict: PacVerdict;
  readonly paths: number;
  /** A proxy stands behind DIRECT somewhere. */
  readonly mayFallBack: boolean;
  /** Those that are not DIRECT first. */
  readonly answers: readonly ReportPacAnswer[];
  /** Why no more can be claimed. */
  readonly obstacles: readonly { readonly reason: string; readonly line?: number }[];
  /** It fails whoever runs it. */
  readonly failure?: string;
  /** Why the client does not ask the PAC for this URL. */
  readonly bypass?: string;
  /** The same for other forms of the URL. */
  readonly variants: readonly (Pick<
    ReportPacProof,
    'url' | 'verdict' | 'answers' | 'obstacles' | 'failure' | 'bypass'
  > & { readonly variant: string })[];
  /** Lines that are run for the URL, and those that no environment reaches. */
  readonly reached: readonly Unreached[];
  readonly unreached: readonly Unreached[];
}

export interface ReportPac {
  readonly source: string;
  /** The setting that names it. */
  readonly namedBy?: string;
  /** It was looked for since automatic detection is on. */
  readonly wpad?: true;
  /** Why it could not be read. */
  readonly error?: string;
  readonly proofs: readonly ReportPacProof[];
  readonly notLookedAt: readonly { readonly clients: readonly string[]; readonly reason: string }[];
}
