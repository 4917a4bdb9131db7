/**
 * One HTTPS request, stage by stage, each with its time and its own kind of failure: DNS, TCP, the proxy's TLS, CONNECT,
 * TLS, HTTP. Written over node:net, node:tls and node:http, since no agent of got's tells these apart: they hide what a
 * proxy answered to CONNECT, and a session that is not trusted cannot be looked at without sending the request over it.
 * Never rejects but by the caller's signal.
 *
 * What is secret (`secretHeaders`, `body`) is sent only over a session that is authorised, and where pins are given only to
 * a server whose chain holds one; else the HTTP stage ends with `not-sent` or `not-pinned`.
 */
import { rootCertificates } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { ProbeEvidence, ProbeStage } from '../../evidence/probe.js';
import { holdsPin } from '../../evidence/chain.js';
import { Trust } from './anchor.js';
import { failureOf, StageError } from './failure.js';
import { askHttp } from './http.js';
import { openSocks } from './socks.js';
import { addressesOf, bareHost, connectFirst, isAddress, type Lookup } from './tcp.js';
import { timeLimit, type TimeLimit } from './time-limit.js';
import { startTls } from './tls.js';
import { openTunnel, type ProxyCredentials, type Tunnel } from './tunnel.js';

export type ProbeRoute =
  | { readonly via: 'direct' }
  | {
      readonly via: 'proxy';
      /** `http:`, `https:` or `socks5:` URL; a user name in it is not looked at. */
      readonly proxy: string;
      readonly credentials?: ProxyCredentials;
    };

export interface ProbeOptions {
  readonly route: ProbeRoute;
  /** Default `GET`. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Headers that nobody but the server itself may see, such as an API key. */
  readonly secretHeaders?: Readonly<Record<string, string>>;
  /** Treated as secret too. */
  readonly body?: string | Uint8Array;
  /** Keys of which the chain must hold one before anything secret is sent: SHA-256 of SPKI, base64 (RFC 7469 §2.4). */
  readonly pins?: readonly string[];
  /** Default: Mozilla's list alone. */
  readonly trust?: Trust;
  /** For the whole of it. */
  readonly timeoutMs: number;
  /** Kept of the answer's body; default 64 KiB. */
  readonly maxBodyBytes?: number;
  readonly signal?: AbortSignal;
  /** In place of the operating system's resolver. */
  readonly lookup?: Lookup;
  /** In place of the machine's clock. */
  readonly now?: () => Date;
}

const defaultBodyBytes = 64 * 1024;

/** The port a URL of this scheme has when it names none. */
const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443, 'socks5:': 1080 };

/** Probes an `https:` URL. Throws `TypeError` for a URL that is none. */
export async function probe(url: string, options: ProbeOptions): Promise<ProbeEvidence> {
  const target = new URL(url);
  if (target.protocol !== 'https:') throw new TypeError(`${url} is not an https URL`);
  const run = new ProbeRun(target, options);
  try {
    const first = await run.all(false);
    // Only a client that speaks them can name the version of an old server: a second connection, for that alone.
    const evidence =
      first.tls?.error?.code === 'tls-version' ? withOldSession(first, await run.all(true)) : first;
    options.signal?.throwIfAborted();
    return evidence;
  } finally {
    run.end();
  }
}

function withOldSession(first: ProbeEvidence, old: ProbeEvidence): ProbeEvidence {
  const { session, anchoredIn } = old.tls ?? {};
  if (first.tls === undefined || session === undefined || anchoredIn === undefined) return first;
  return { ...first, tls: { ...first.tls, session, anchoredIn } };
}

type Seen = { -readonly [K in keyof ProbeEvidence]: ProbeEvidence[K] };

class ProbeRun {
  readonly #target: URL;
  readonly #options: ProbeOptions;
  readonly #trust: Trust;
  readonly #limit: TimeLimit;
  readonly #signal: AbortSignal;
  readonly #deadline: number;

  constructor(target: URL, options: ProbeOptions) {
    this.#target = target;
    this.#options = options;
    this.#trust = options.trust ?? new Trust({ public: rootCertificates, system: [], named: [] });
    this.#trust.prepare();
    this.#deadline = performance.now() + options.timeoutMs;
    this.#limit = timeLimit(options.timeoutMs, options.signal);
    this.#signal = this.#limit.signal;
  }

  /** Nothing of it is run again. */
  end(): void {
    this.#limit.end();
  }

  /** Every stage in its order, until one fails. `old`: only to the end of the TLS stage, in TLS 1.0 or 1.1. */
  async all(old: boolean): Promise<ProbeEvidence> {
    const seen: Seen = { url: this.#target.href };
    const open: Duplex[] = [];
    try {
      await this.#stages(seen, open, old);
    } catch (error) {
      // The stage has recorded it: nothing follows.
      if (!(error instanceof StageEnded)) throw error;
    } finally {
      // A TLS socket before the one it wraps: Node 20 crashes the other way round.
      for (const socket of open.reverse()) socket.destroy();
    }
    return seen;
  }

  async #stages(seen: Seen, open: Duplex[], old: boolean): Promise<void> {
    const { route, lookup } = this.#options;
    const proxy = route.via === 'proxy' ? new URL(route.proxy) : undefined;
    const peer = proxy ?? this.#target;
    const host = bareHost(peer.hostname);
    const addresses = isAddress(host)
      ? [host]
      : await this.#stage(seen, 'dns', { host }, async () => {
          const found = await addressesOf(host, lookup, this.#signal);
          return { seen: { addresses: found }, next: found };
        });
    let connection = await this.#connect(seen, addresses, portOf(peer));
    open.push(connection);
    if (proxy?.protocol === 'https:') {
      const plain = connection;
      connection = await this.#stage(seen, 'proxyTls', {}, () => this.#tls(plain, host, false, open));
    }
    if (proxy !== undefined) connection = await this.#tunnel(seen, proxy, connection);
    const inner = connection;
    const session = await this.#stage(seen, 'tls', {}, () =>
      this.#tls(inner, bareHost(this.#target.hostname), old, open),
    );
    if (!old) await this.#http(seen, session);
  }

  #connect(seen: Seen, addresses: readonly string[], port: number): Promise<Duplex> {
    let tried = addresses[0] ?? '';
    const base = {
      port,
      get address(): string {
        return tried;
      },
    };
    return this.#stage(seen, 'connect', base, async () => {
      const { socket, address } = await connectFirst(addresses, port, {
        deadline: this.#deadline,
        signal: this.#signal,
        onAttempt: (attempt) => {
          tried = attempt;
        },
      });
      return { seen: { address }, next: socket };
    });
  }

  #tunnel(seen: Seen, proxy: URL, connection: Duplex): Promise<Duplex> {
    return this.#stage(seen, 'tunnel', {}, async () => {
      const { answer, socket, error } = await this.#askProxy(seen, proxy, connection);
      if (socket === undefined) return { seen: answer, failed: error };
      return { seen: answer, next: socket };
    });
  }

  #askProxy(seen: Seen, proxy: URL, connection: Duplex): Promise<Tunnel> {
    const { hostname } = this.#target;
    const port = portOf(this.#target);
    if (proxy.protocol === 'socks5:') return openSocks(connection, bareHost(hostname), port, this.#signal);
    const { route } = this.#options;
    // Over a TLS session with the proxy that is not trusted its password is not sent either.
    const isSafe = seen.proxyTls?.session?.authorized !== false;
    const credentials = route.via === 'proxy' && isSafe ? route.credentials : undefined;
    return openTunnel(connection, `${hostname}:${port}`, credentials, this.#signal);
  }

  async #tls(connection: Duplex, host: string, old: boolean, open: Duplex[]) {
    const { socket, seen } = await startTls(connection, host, {
      trust: this.#trust,
      old,
      signal: this.#signal,
    });
    open.push(socket);
    return { seen, next: socket };
  }

  async #http(seen: Seen, connection: Duplex): Promise<void> {
    const { method = 'GET', headers = {}, secretHeaders, body, pins, maxBodyBytes, now } = this.#options;
    const hasSecret = secretHeaders !== undefined || body !== undefined;
    await this.#stage(seen, 'http', {}, async () => {
      const session = seen.tls?.session;
      if (hasSecret && session?.authorized !== true) {
        throw new StageError('not-sent', 'the session is not trusted, so nothing secret was sent over it');
      }
      // A root in this machine's store is enough for `authorized`: a company that reads along has one there.
      if (hasSecret && pins !== undefined && (session === undefined || !holdsPin(session, pins))) {
        throw new StageError('not-pinned', 'no pinned key is in the chain, so nothing secret was sent');
      }
      const answer = await askHttp(
        connection,
        this.#target,
        { method, headers: { ...headers, ...secretHeaders }, ...(body === undefined ? {} : { body }) },
        {
          maxBodyBytes: maxBodyBytes ?? defaultBodyBytes,
          now: now ?? (() => new Date()),
          signal: this.#signal,
        },
      );
      return { seen: answer, next: undefined };
    });
  }

  /** Runs one stage and writes down what it saw. Rejects with `StageEnded` where it failed. */
  async #stage<T>(
    seen: Seen,
    name: ProbeStage,
    base: object,
    work: () => Promise<StageResult<T>>,
  ): Promise<T> {
    const start = performance.now();
    const record = (more: object): void => {
      const ms = Math.round(performance.now() - start);
      Object.assign(seen, { [name]: { ...base, ms, ...more } });
    };
    try {
      const result = await work();
      if ('failed' in result) {
        record({ ...result.seen, error: this.#failure(result.failed) });
        throw new StageEnded();
      }
      record(result.seen);
      return result.next;
    } catch (error) {
      if (!(error instanceof StageEnded)) record({ error: this.#failure(error) });
      throw new StageEnded();
    }
  }

  #failure(error: unknown): { code: string; message: string } {
    return failureOf(error, this.#signal, this.#options.timeoutMs);
  }
}

type StageResult<T> =
  { readonly seen: object; readonly next: T } | { readonly seen: object; readonly failed: unknown };

class StageEnded extends Error {}

function portOf({ port, protocol }: URL): number {
  return port === '' ? (defaultPorts[protocol] ?? 443) : Number(port);
}
