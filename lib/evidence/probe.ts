/**
 * One HTTPS request as it went, stage by stage: what each took, and where it ended. A stage that was not reached is
 * absent. The first stage with an `error` is where the request ended.
 */
import type { TlsEvidence } from './tls.js';
import type { CollectionError } from './collection-error.js';

/** How a request leaves this machine. */
export type RouteEvidence =
  | { readonly via: 'direct'; readonly decidedBy: string }
  | {
      readonly via: 'proxy';
      /** `http://proxy.example:8080` (CONNECT), `https://…` (CONNECT over TLS) or `socks5://…`; no credentials. */
      readonly proxy: string;
      /** The setting, in words: `environment:2 https_proxy, as chromium reads it`. */
      readonly decidedBy: string;
    }
  | {
      readonly via: 'undecided';
      /** Why it could not be decided; a route that is not known is never taken for direct. */
      readonly reason: string;
    };

export interface StageEvidence {
  /** Whole milliseconds that it took. */
  readonly ms: number;
  readonly error?: CollectionError;
}

export interface DnsStage extends StageEvidence {
  readonly host: string;
  readonly addresses?: readonly string[];
}

export interface ConnectStage extends StageEvidence {
  /** The one that answered, or the last that was tried. */
  readonly address: string;
  readonly port: number;
}

/** The request to the proxy: CONNECT (RFC 9110 §9.3.6), or SOCKS (RFC 1928). */
export interface TunnelStage extends StageEvidence {
  /** HTTP status, or the SOCKS reply code. */
  readonly status?: number;
  readonly reason?: string;
  /** Schemes of `Proxy-Authenticate`, e.g. `Basic`, `Negotiate`. */
  readonly authenticate?: readonly string[];
  /** Whether a user name and password were sent along. */
  readonly withCredentials?: boolean;
}

/** A store of roots: Mozilla's list as Node carries it, the operating system's, or a file that the user named. */
export type TrustStore = 'public' | 'system' | 'named';

export interface TlsStage extends StageEvidence {
  readonly session?: TlsEvidence;
  /** Stores that hold the root by which the chain is signed; empty: none does. */
  readonly anchoredIn?: readonly TrustStore[];
}

export interface HttpStage extends StageEvidence {
  readonly status?: number;
  /** Lower-case names; a header that came more than once is joined with `, `. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body?: string;
  /** The body was longer than what was kept. */
  readonly truncated?: boolean;
  /** This machine's clock when the status line had arrived: ISO 8601, UTC. */
  readonly receivedAt?: string;
}

export interface ProbeEvidence {
  readonly url: string;
  /** Of the proxy where there is one. */
  readonly dns?: DnsStage;
  readonly connect?: ConnectStage;
  /** TLS with an `https:` proxy itself. */
  readonly proxyTls?: TlsStage;
  readonly tunnel?: TunnelStage;
  readonly tls?: TlsStage;
  readonly http?: HttpStage;
}

/** Stages in their order. */
export const probeStages = ['dns', 'connect', 'proxyTls', 'tunnel', 'tls', 'http'] as const;
export type ProbeStage = (typeof probeStages)[number];

/** The stage at which the request ended, and why; undefined where an HTTP answer came. */
export function failedStage(
  probe: ProbeEvidence,
): { readonly stage: ProbeStage; readonly error: CollectionError } | undefined {
  for (const stage of probeStages) {
    const error = probe[stage]?.error;
    if (error !== undefined) return { stage, error };
  }
  return undefined;
}
