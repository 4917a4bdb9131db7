/**
 * The words of this room: what a PAC is asked, what it answered, and what each client makes of the answer.
 * Types only.
 */

/** A client program's way of running a PAC file; see `dialect/dialects.ts` for what each one does. */
export type DialectName = 'chromium' | 'firefox' | 'winhttp' | 'apple' | 'node';

/** Bounds on one PAC. Reaching one ends the run with a failure that names it; nothing is retried. */
export interface Limits {
  /** Time for one call of the entry point, and for describing its result. */
  readonly timeMs: number;
  /** Time for compiling and running the file's top level. */
  readonly loadTimeMs: number;
  /** Memory of the virtual machine, everything included. */
  readonly memoryBytes: number;
  /** Native stack of the virtual machine. */
  readonly stackBytes: number;
  /** Size of the source, as text in UTF-16 units. */
  readonly sourceUnits: number;
  /** Length of a result string, in UTF-16 units. */
  readonly resultUnits: number;
  /** Time for a whole proof. */
  readonly proofTimeMs: number;
  /** Paths explored by one proof. */
  readonly proofPaths: number;
}

/** Where and when the client stands. All of it is a parameter: nothing is read from the machine. */
export interface PacEnvironment {
  /** The client's own address or addresses, the primary one first. Absent: the client does not know it. */
  readonly myIp?: string | readonly string[];
  /** Addresses by lower-case name. A name that is not listed does not resolve. */
  readonly dns?: Readonly<Record<string, readonly string[]>>;
  /** The client's clock. Absent: a PAC that asks for the time fails with `time-not-given`. */
  readonly at?: Date;
  /** IANA time zone of the client, e.g. `Europe/Brussels`. Default `UTC`. */
  readonly timeZone?: string;
  /** What `Math.random()` answers, in order; the last one repeats. Default `[0]`. */
  readonly random?: readonly number[];
}

/**
 * Why there is no usable answer: the file (`html-page`, `empty-source`, `syntax-error`, `load-throw`,
 * `no-entry-point`), the call (`throw`, `time-not-given`, `limit`), its result (`not-a-string`, `empty-result`,
 * `non-ascii-result`, `no-valid-entry`), or the `Pac` was `closed`.
 */
export type FailureCode =
  | 'html-page'
  | 'empty-source'
  | 'syntax-error'
  | 'load-throw'
  | 'no-entry-point'
  | 'throw'
  | 'not-a-string'
  | 'empty-result'
  | 'non-ascii-result'
  | 'no-valid-entry'
  | 'time-not-given'
  | 'limit'
  | 'closed';

/** Which bound of `Limits` was hit. */
export type LimitName = 'time' | 'memory' | 'stack' | 'source' | 'result';

/** Why a PAC gave no usable answer. Never the same thing as DIRECT, whatever a client makes of it. */
export interface Failure {
  readonly code: FailureCode;
  /** One sentence. */
  readonly message: string;
  /** With `limit`: which one. */
  readonly limit?: LimitName;
  /** Line and column in the PAC, from 1, where the engine gave them. */
  readonly line?: number;
  readonly column?: number;
}

/** One element of a result string. */
export interface ResultEntry {
  /** Upper-case keyword as the client understands it; `null` where the client skips the element. */
  readonly scheme: 'DIRECT' | 'PROXY' | 'HTTP' | 'HTTPS' | 'SOCKS' | 'SOCKS4' | 'SOCKS5' | 'QUIC' | null;
  /** `null` for DIRECT, and where Firefox keeps an element of which it cannot read the address. */
  readonly host: string | null;
  readonly port: number | null;
  /** The element as written; trimmed, where the client does so. */
  readonly text: string;
}

/** One call of a PAC builtin, as the script made it. */
export interface TraceCall {
  readonly call: string;
  readonly args: readonly string[];
  readonly result: string;
}

/**
 * How far a result keeps the request on the device: `direct` says DIRECT and nothing else; `direct-first` may fall
 * back to a proxy when the connection is refused; `proxied` tries a proxy first; `failed` is no answer at all.
 */
export type Compliance = 'direct' | 'direct-first' | 'proxied' | 'failed';

/**
 * What one client does for one URL by the PAC: what the script returned, what the client makes of it, and how it came
 * to that.
 */
export interface Decision {
  readonly via: 'direct' | 'proxy' | 'failure';
  readonly compliance: Compliance;
  /** What the client then does. A failure sends most clients out directly: convenient, and not compliant. */
  readonly effective: 'direct' | 'proxy' | 'unverified';
  readonly dialect: DialectName;
  /** The rule by which the client did not ask the PAC at all, e.g. `localhost`; else `null`. */
  readonly bypass: string | null;
  /** The string the PAC returned; `null` where there was none. */
  readonly result: string | null;
  readonly entries: readonly ResultEntry[];
  readonly failure: Failure | null;
  readonly entryPoint: 'FindProxyForURL' | 'FindProxyForURLEx' | null;
  /** Of the `return` that gave the result, from 1; `null` where it was not asked for (`locate`) or cannot be told. */
  readonly line: number | null;
  readonly column: number | null;
  /** The two arguments the script was given. */
  readonly asked: { readonly url: string; readonly host: string };
  readonly trace: readonly TraceCall[];
  /** Calls beyond those kept in `trace`. */
  readonly traceDropped: number;
  readonly alerts: readonly string[];
  /** What this dialect rests on without having been checked against the client or its source. */
  readonly unverified: readonly string[];
}
