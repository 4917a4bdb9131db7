/**
 * What a proof says. A verdict is a claim: `always` and `never` hold for every environment of the model described in
 * docs/pac.md, `sometimes` is shown by two environments that were replayed, and everything else is `unknown`.
 */
import type { Compliance, DialectName, Failure, PacEnvironment } from '../types.js';

/**
 * `always` and `never`: DIRECT comes first in every environment, or in none. `sometimes`: in some and not in others,
 * both replayed. `unknown`: not proven either way, which is no pass.
 */
export type Verdict = 'always' | 'never' | 'sometimes' | 'unknown';

export type EntryPoint = 'FindProxyForURL' | 'FindProxyForURLEx';

/** What a proof speaks of beside the URL, and what it may take for known. */
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

/** A stretch, both ends included: dates (`2027-01-04`), or times of the day (`08:00:00`). */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** Addresses that a client or a name has. Of the two lists the longer may be left out; both tell the same. */
export interface AddressRegion {
  /** As few networks as may be: `10.20.0.0/16`, `10.0.0.7`. */
  readonly ipv4?: readonly string[];
  /** The networks that are not in it. */
  readonly ipv4Except?: readonly string[];
  /** Absent where the client program asks for IPv4 addresses alone. */
  readonly ipv6?: 'all' | 'some' | 'none';
  /** Whether no address at all is in it as well. */
  readonly unresolved: boolean;
}

/** What is absent is any. */
export interface TimeRegion {
  readonly weekdays?: readonly string[];
  readonly dates?: readonly Stretch[];
  /** Days that are none of it though their weekdays are. */
  readonly exceptDates?: readonly Stretch[];
  readonly hours?: readonly Stretch[];
}

/** Environments as one product of conditions: all of them hold. What is absent is any; one without conditions is every. */
export interface EnvironmentRegion {
  readonly client?: AddressRegion;
  /** What names resolve to. */
  readonly names?: Readonly<Record<string, AddressRegion>>;
  /** By the client's own clock. */
  readonly local?: TimeRegion;
  readonly utc?: TimeRegion;
  /** By what is drawn at random. */
  readonly chance?: true;
}

/** A piece of the script, by its lines and by its columns from 1, the last of which is that behind it. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
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
  /** Where what it gives ends: line, and the column behind it. */
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** All who get this answer from there: any of these; `null` where that cannot be told exactly. */
  readonly regions: readonly EnvironmentRegion[] | null;
  /** Where the environment decided that it is this answer. */
  readonly conditions: readonly Span[];
  /** One sentence, e.g. `a client in 10.20.0.0/16 gets PROXY proxy.corp:8080 from line 41`. */
  readonly words: string;
}

/** Why a claim could not be made. */
export interface Obstacle {
  readonly reason: string;
  readonly line: number | null;
}

/** A piece of the script, e.g. one that no environment reaches for this URL. */
export interface Unreached {
  readonly line: number;
  readonly endLine: number;
}

/**
 * The proof for one spelling of the URL, run by one entry point: its verdict, what shows it, and what stood in the way.
 */
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
  /**
   * One example of each answer that was found, DIRECT or not, from each place: of no more than 32 places, and of the most
   * ordinary where a form of the URL before this one had both kinds of answer already.
   */
  readonly answers: readonly Witness[];
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
  /** Lines of which something runs for the URL itself. */
  readonly reached: readonly Unreached[];
  readonly unreached: readonly Unreached[];
  readonly unverified: readonly string[];
}
