/**
 * What a proof says. A verdict is a claim: `always` and `never` hold for every environment of the model described in
 * docs/pac.md, `sometimes` is shown by two environments that were replayed, and everything else is `unknown`.
 */
import type { Compliance, DialectName, Failure, PacEnvironment } from '../types.js';

export type Verdict = 'always' | 'never' | 'sometimes' | 'unknown';

export type EntryPoint = 'FindProxyForURL' | 'FindProxyForURLEx';

export interface ProveOptions {
  /** Prove the URL's variants too (path, case, trailing dot, ports, loopback hosts). Default `true`. */
  readonly variants?: boolean;
  /** Ports on which the program may listen; each is one variant. */
  readonly ports?: readonly number[];
  /** Further hosts that must go directly, as further variants; default `localhost`, `127.0.0.1`, `[::1]`. */
  readonly hosts?: readonly string[];
  /** Names whose DNS answer is known in every environment, by lower-case name. */
  readonly dns?: Readonly<Record<string, readonly string[]>>;
  /** Examples in time are of the coming working day, where one of that day does; default: Monday 4 January 2027. */
  readonly today?: Date;
}

export interface ProofRequest {
  readonly url: string;
  readonly options: ProveOptions;
}

/** One environment and what the script answers in it; `pac.decide(asked.url, environment)` shows it again. */
export interface Witness {
  readonly environment: PacEnvironment;
  /** Environments of earlier calls for the same URL, in their order, after which this is the answer; absent: none. */
  readonly earlier?: readonly PacEnvironment[];
  readonly compliance: Compliance;
  readonly result: string | null;
  readonly failure: Failure | null;
  /** Line of the `return` that gave the result, where it could be told. */
  readonly line: number | null;
  /** Its column, from 1. */
  readonly column: number | null;
  /** One sentence, e.g. `a client in 10.20.0.0/16 gets PROXY proxy.corp:8080 from line 41`. */
  readonly words: string;
}

/** Why a claim could not be made. */
export interface Obstacle {
  readonly reason: string;
  readonly line: number | null;
}

/** A piece of the script that no environment reaches for this URL. */
export interface Unreached {
  readonly line: number;
  readonly endLine: number;
}

export interface VariantProof {
  /** What differs, e.g. `with a path`, `upper case`, `FindProxyForURLEx`. */
  readonly variant: string;
  readonly asked: { readonly url: string; readonly host: string };
  readonly entryPoint: EntryPoint;
  readonly bypass: string | null;
  readonly verdict: Verdict;
  /** Paths of the script that were run. */
  readonly paths: number;
  /** Environments in which the answer is not DIRECT first, smallest first; empty with `always`. */
  readonly counterexamples: readonly Witness[];
  /** An environment in which it is, where there is one. */
  readonly witness: Witness | null;
  readonly obstacles: readonly Obstacle[];
  /** Set where the script fails in every environment. */
  readonly failure: Failure | null;
  /** Some environment gives `DIRECT; PROXY …`: a refused connection is retried through the proxy. */
  readonly mayFallBack: boolean;
}

/** The proof for the URL itself, and its variants beside it. */
export interface Proof extends VariantProof {
  readonly url: string;
  readonly dialect: DialectName;
  readonly variants: readonly VariantProof[];
  readonly unreached: readonly Unreached[];
  readonly unverified: readonly string[];
}
