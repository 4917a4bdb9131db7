/**
 * TCP and TLS to one loopback port as two stages. TLS asks for the profile's name and goes on whatever the certificate
 * is: what it is, is evidence; and in which list of roots it ends, so that a root which a company or a security program put
 * into this machine's own list shows.
 */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { AgentPortEvidence, AgentTlsEvidence } from '../../evidence/agent.js';
import type { TrustStore } from '../../evidence/probe.js';
import { maxChainLength, type Trust } from '../route/anchor.js';
import type { Clock } from './clock.js';
import { failureOf, timeoutOf } from './failure.js';

export interface Endpoint {
  readonly address: string;
  readonly port: number;
  /** The name that TLS and HTTP ask for. */
  readonly name: string;
}

export interface ConnectOptions {
  readonly trust: Trust;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Words that must not enter evidence: the names of the machine and of its user. */
  readonly personal: readonly string[];
  readonly signal?: AbortSignal;
}

type Stages = Pick<AgentPortEvidence, 'tcp' | 'tls' | 'tlsError'>;

/** The most that one certificate takes in evidence (bytes). */
const maxCertificateBytes = 30_000;

export async function connectSecurely(
  { address, port, name }: Endpoint,
  { trust, clock, timeoutMs, personal, signal }: ConnectOptions,
): Promise<Stages> {
  const start = clock.now();
  const socket = connectTcp({ host: address, port });
  const failed = await settled(socket, 'connect', clock, timeoutMs, signal);
  const tcp = { ms: elapsed(clock, start), ...(failed === undefined ? {} : { error: failed }) };
  if (failed !== undefined) return { tcp };
  const secured = connectTls({
    socket,
    servername: name,
    secureContext: trust.context(false),
    rejectUnauthorized: false,
  });
  const tlsError = await settled(secured, 'secureConnect', clock, timeoutMs, signal);
  if (tlsError !== undefined) return { tcp, tlsError };
  const ms = elapsed(clock, start);
  const chain = chainOf(secured);
  const anchors = await anchorsInTime(chain, trust, clock, timeoutMs, signal);
  const session = sessionOf(secured, chain, personal);
  secured.destroy();
  if (!Array.isArray(anchors)) return { tcp, tlsError: anchors };
  return { tcp, tls: { ms, ...session, trustedBy: firstOf(anchors) } };
}

/** What the chain rests on, or why that took too long. */
async function anchorsInTime(
  chain: readonly Uint8Array[],
  trust: Trust,
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<TrustStore[] | NonNullable<Stages['tlsError']>> {
  const controller = new AbortController();
  const end = (): void => {
    controller.abort();
  };
  const cancel = clock.after(timeoutMs, end);
  signal?.addEventListener('abort', end);
  try {
    return await trust.anchorsOf(chain, controller.signal);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    return signal?.aborted === true ? brokenOff : timeoutOf(timeoutMs);
  } finally {
    cancel();
    signal?.removeEventListener('abort', end);
  }
}

const brokenOff = { code: 'aborted', message: 'it was broken off' } as const;

/** Waits for the event; gives why it did not come, and then the socket is gone. */
function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<Stages['tlsError']> {
  return new Promise((resolve) => {
    const cancel = clock.after(timeoutMs, () => {
      end(timeoutOf(timeoutMs));
    });
    const aborted = (): void => {
      end(brokenOff);
    };
    const end = (error?: Stages['tlsError']): void => {
      cancel();
      signal?.removeEventListener('abort', aborted);
      if (error !== undefined) socket.destroy();
      resolve(error);
    };
    if (signal?.aborted === true) {
      aborted();
      return;
    }
    signal?.addEventListener('abort', aborted);
    socket.once(event, () => {
      end();
    });
    socket.on('error', (error) => {
      end(failureOf(error));
    });
    socket.once('close', () => {
      end({ code: 'reset', message: 'the connection was closed' });
    });
  });
}

function sessionOf(
  socket: TLSSocket,
  chain: readonly Buffer[],
  personal: readonly string[],
): Omit<AgentTlsEvidence, 'ms' | 'trustedBy'> {
  const isPersonal = chain.some((der) => {
    const text = der.toString('latin1').toLowerCase();
    return personal.some((word) => text.includes(word.toLowerCase()));
  });
  // Node declares an Error; for all but a wrong name it is OpenSSL's code as a string.
  const reason = socket.authorizationError as Error | string | null | undefined;
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    chain: isPersonal ? [] : chain.map((der) => der.toString('base64')),
    ...(isPersonal ? { withheld: true } : {}),
    authorized: socket.authorized,
    ...(reason === null || reason === undefined ? {} : { authorizationError: codeOf(reason) }),
  };
}

function firstOf(stores: readonly TrustStore[]): AgentTlsEvidence['trustedBy'] {
  return stores[0] ?? 'nobody';
}

/** Leaf first. A server that sends no certificate gives an empty object; a root names itself as its issuer. */
function chainOf(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let current: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  while (current?.raw !== undefined && chain.length < maxChainLength) {
    if (current.raw.length <= maxCertificateBytes) chain.push(current.raw);
    const issuer: DetailedPeerCertificate | undefined = current.issuerCertificate;
    current = issuer === current ? undefined : issuer;
  }
  return chain;
}

function codeOf(reason: Error | string): string {
  const code = typeof reason === 'string' ? reason : ((reason as NodeJS.ErrnoException).code ?? 'unknown');
  return code.slice(0, 100);
}

/** Whole milliseconds since `start`. */
export function elapsed(clock: Clock, start: number): number {
  return Math.round(clock.now() - start);
}
