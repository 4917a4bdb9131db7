/**
 * DNS over UDP (RFC 1035 §4.2.1), hardened as RFC 5452 asks: an id of its own for every attempt, a random source port
 * that serves few of them and one at a time, connected so that the system drops what comes from elsewhere, and every
 * message held against the question; DNS cookies where the query has EDNS. A truncated response is asked again over TCP (RFC 7766
 * §5), and so is what the server refuses for its cookie twice (RFC 7873 §5.3).
 */
import { ExchangeError, type Exchange } from '../exchange.js';
import { Cookies } from './cookies.js';
import { mixCase } from './mixed-case.js';
import { isTruncated, readQuestion, withId, type Question } from './question.js';
import { parseServerIp, serverLabel, type ServerInput } from './server-address.js';
import { tcp } from './stream.js';
import { bounded, closedError, defaultTimeoutMs, timeoutError, transport } from './transport.js';
import type { Transport, TransportOptions } from './transport.js';
import { UdpAttempts } from './udp-attempts.js';
import { UdpSockets } from './udp-sockets.js';

/** Of DNS over UDP; `timeoutMs` covers all attempts together. */
export interface UdpOptions extends TransportOptions {
  /** How often the query is sent again when no answer comes; each wait is twice the last. Default 2. */
  readonly retries?: number;
  /** 0x20: mix the case of the name sent and ask for the same mix back. Default false: some servers lower it. */
  readonly mixedCase?: boolean;
}

/** DNS over UDP to one server, by IP address. Throws `ParseError` `bad-server`. */
export function udp(server: ServerInput, options: UdpOptions = {}): Transport {
  const address = parseServerIp(server, 53);
  const label = serverLabel('udp', address);
  const { timeoutMs = defaultTimeoutMs, retries = 2, mixedCase = false } = options;
  const cookies = new Cookies();
  const sockets = new UdpSockets(address);
  const overTcp = tcp(address, { timeoutMs });
  const underWay = new Set<() => void>();
  let isClosed = false;

  const exchange: Exchange = async (query, { signal } = {}) => {
    const startedAt = performance.now();
    const asked = readQuestion(query);
    if (isClosed) throw closedError(label);
    const sent = mixedCase ? mixCase(query) : query;
    const question = mixedCase ? readQuestion(sent) : asked;
    const askOnce = (query: Uint8Array): Promise<Uint8Array | undefined> => {
      const attempts = new UdpAttempts({
        sockets,
        label,
        query,
        question,
        exactCase: mixedCase,
        fits: (response) => query === sent || cookies.fits(response),
      });
      const leftMs = Math.max(1, timeoutMs - (performance.now() - startedAt));
      return waited(attempts, {
        server: label,
        timeoutMs: leftMs,
        signal,
        onTimeout: () => attempts.timedOut(timeoutMs),
        waitsMs: doublingWaits(leftMs, retries),
        underWay,
      });
    };
    const askWithCookie = async (turnsLeft: number): Promise<Uint8Array | undefined> => {
      const withCookie = cookies.attach(sent);
      const response = await askOnce(withCookie);
      if (response === undefined || withCookie === sent || !cookies.learn(response)) return response;
      return turnsLeft === 0 ? undefined : askWithCookie(turnsLeft - 1);
    };

    const response = await askWithCookie(1);
    if (response !== undefined && !isTruncated(response)) return restored(response, asked);

    const remainingMs = timeoutMs - (performance.now() - startedAt);
    const failed = (error: unknown): Error =>
      response === undefined ? asError(error) : cutShort(label, error);
    const limits = {
      server: label,
      timeoutMs: Math.max(1, remainingMs),
      signal,
      onTimeout: () => failed(timeoutError(serverLabel('tcp', address), timeoutMs)),
    };
    return askedOverTcp(overTcp, query, limits, failed);
  };

  return transport(exchange, () => {
    isClosed = true;
    for (const onClose of underWay) onClose();
    sockets.close();
    overTcp.close();
  });
}

type Bounds = Parameters<typeof bounded>[0];

/** What the attempts end with, in time; whoever closes the transport ends them by calling what is in `underWay`. */
function waited(
  attempts: UdpAttempts,
  {
    waitsMs,
    underWay,
    ...bounds
  }: Bounds & { readonly waitsMs: readonly number[]; readonly underWay: Set<() => void> },
): Promise<Uint8Array | undefined> {
  return bounded<Uint8Array | undefined>(bounds, (resolve, reject) => {
    const onClose = (): void => {
      reject(closedError(bounds.server));
    };
    underWay.add(onClose);
    attempts.start({ waitsMs, resolve, reject });
    return () => {
      underWay.delete(onClose);
      attempts.stop();
    };
  });
}

/** The same question over TCP, in what is left of the time; `failed` words what goes wrong. */
function askedOverTcp(
  overTcp: Transport,
  query: Uint8Array,
  bounds: Bounds,
  failed: (error: unknown) => Error,
): Promise<Uint8Array> {
  return bounded(bounds, (resolve, reject) => {
    const stopping = new AbortController();
    overTcp(query, { signal: stopping.signal }).then(resolve, (error: unknown) => {
      reject(failed(error));
    });
    return () => {
      stopping.abort();
    };
  });
}

/** The server did answer, and too much of it for a datagram: that its TCP is closed is another fault than silence. */
function cutShort(label: string, error: unknown): Error {
  if (!(error instanceof ExchangeError)) return asError(error);
  return new ExchangeError(
    'truncated',
    label,
    `${label}: the answer is cut short, and ${error.message}`,
    error,
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Waits before each next attempt; they double, and with the last one they fill the whole time. */
function doublingWaits(timeoutMs: number, retries: number): number[] {
  const first = timeoutMs / (2 ** (retries + 1) - 1);
  return Array.from({ length: retries }, (_, index) => first * 2 ** index);
}

/** The response under the caller's id, its question in the caller's spelling. */
function restored(response: Uint8Array, asked: Question): Uint8Array {
  const copy = withId(response, asked.id);
  if (copy.length >= 12 + asked.bytes.length) copy.set(asked.bytes, 12);
  return copy;
}
