/**
 * The program on this machine as it was seen: each port of the profile stage by stage, what `/info` said of itself (only
 * fields of a closed list: the rest is about the user), which sockets listen, and which ports the system hands out.
 */
import type { CollectionError } from './collection-error.js';
import type { TlsEvidence } from './tls.js';

/** An HTTP response without its body, or why there was none. Times are from the start of the connection. */
export interface AgentHttpEvidence {
  readonly ms: number;
  readonly status?: number;
  /** Lower-case names; `access-control-*`, `content-type` and `server` only. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of the cookies that were set; their values are secrets. */
  readonly cookies?: readonly string[];
  readonly error?: CollectionError;
}

/** What is kept of the body of `/info`. */
export interface AgentInfo {
  readonly version?: string;
  readonly environment?: string;
  readonly activated?: boolean;
  readonly cors?: readonly string[];
  readonly jwtEnabled?: boolean;
  readonly distributionServiceUrl?: string;
}

export interface AgentTlsEvidence extends TlsEvidence {
  readonly ms: number;
  /** In which list of roots the chain ends: Mozilla's, which every machine has, this machine's alone, or one the user named. */
  readonly trustedBy: 'public' | 'system' | 'named' | 'nobody';
  /** The chain was left out because a certificate in it holds this machine's or its user's name. */
  readonly withheld?: boolean;
}

export interface AgentPortEvidence {
  /** Loopback address that was called. */
  readonly address: string;
  readonly port: number;
  readonly tcp: { readonly ms: number; readonly error?: CollectionError };
  readonly tls?: AgentTlsEvidence;
  readonly tlsError?: CollectionError;
  /** `GET` of the information as the application sends it. */
  readonly info?: AgentHttpEvidence;
  /** Absent where the answer is not the program's. */
  readonly said?: AgentInfo;
  /** `GET` of a protected path without a token. */
  readonly withoutToken?: AgentHttpEvidence;
  /** The same of the profile's further paths, each by its path. */
  readonly furtherWithoutToken?: readonly { readonly path: string; readonly response: AgentHttpEvidence }[];
  /** Preflights as a browser sends them, one for each origin of the profile. */
  readonly preflights?: readonly { readonly origin: string; readonly response: AgentHttpEvidence }[];
  /** The first of them once more, with `Access-Control-Request-Private-Network`. */
  readonly privateNetwork?: AgentHttpEvidence;
  /** The information asked for by a page that the profile does not name. */
  readonly foreignOrigin?: AgentHttpEvidence & { readonly origin: string };
  /** The same under another host name; `isProgram`: it was answered with the program's information. */
  readonly foreignHost?: AgentHttpEvidence & { readonly isProgram: boolean };
}

/** A listening socket on one of the profile's ports. */
export interface ListeningSocket {
  readonly address: string;
  readonly port: number;
  /** Name of the program, where the system tells it to this user. */
  readonly program?: string;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Where the system takes ports from for outgoing connections, and what it leaves out of that. */
export interface DynamicPorts extends PortRange {
  /** `reserved`: an administrator keeps it for programs that ask for it by number; else the system itself holds it. */
  readonly excluded: readonly (PortRange & { readonly reserved: boolean })[];
}

/** Something read from the operating system, or why it could not be. */
export type Reading<T> =
  | { readonly source: string; readonly value: T }
  | { readonly source: string; readonly error: CollectionError };

export interface AgentEvidence {
  /** How long an answer may take, and when it was given up (milliseconds). */
  readonly limits: { readonly inTimeMs: number; readonly deadMs: number };
  readonly ports: readonly AgentPortEvidence[];
  readonly listeners: Reading<readonly ListeningSocket[]>;
  /** Absent where the platform is none whose ranges are known. */
  readonly dynamicPorts?: Reading<DynamicPorts>;
}
