/**
 * The TLS stage. The handshake is finished with whoever answers, trusted or not, since whose certificate it is is what
 * an audit asks; whether it was trusted is recorded, and nothing secret goes through where it was not (see probe.ts).
 */
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { TlsStage } from '../../evidence/probe.js';
import type { TlsEvidence } from '../../evidence/tls.js';
import { maxChainLength, type Trust } from './anchor.js';
import { isAddress } from './tcp.js';

export interface Handshake {
  readonly socket: TLSSocket;
  readonly seen: Required<Pick<TlsStage, 'session' | 'anchoredIn'>>;
}

export async function startTls(
  connection: Duplex,
  host: string,
  { trust, old, signal }: { readonly trust: Trust; readonly old: boolean; readonly signal: AbortSignal },
): Promise<Handshake> {
  const socket = connect({
    socket: connection,
    secureContext: trust.context(old),
    // RFC 6066 §3: an address is no server name.
    ...(isAddress(host) ? { host } : { servername: host }),
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  });
  try {
    await once(socket, 'secureConnect', { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    socket.on('error', () => undefined);
  }
  const chain = chainOf(socket.getPeerCertificate(true));
  const session: TlsEvidence = {
    protocol: socket.getProtocol() ?? 'unknown',
    chain: chain.map((der) => der.toString('base64')),
    authorized: socket.authorized,
    ...(socket.authorized ? {} : { authorizationError: authorizationError(socket) }),
  };
  try {
    return { socket, seen: { session, anchoredIn: await trust.anchorsOf(chain, signal) } };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The certificates, leaf first. Node links a root to itself. */
function chainOf(leaf: DetailedPeerCertificate | Partial<DetailedPeerCertificate>): Buffer[] {
  const chain: Buffer[] = [];
  let current: Partial<DetailedPeerCertificate> | undefined = leaf;
  while (current?.raw !== undefined && chain.length < maxChainLength) {
    chain.push(current.raw);
    const issuer: DetailedPeerCertificate | undefined = current.issuerCertificate;
    current = issuer === current ? undefined : issuer;
  }
  return chain;
}

/** Node's types say `Error`; for all but a wrong name it is OpenSSL's code as a string. */
function authorizationError({ authorizationError }: TLSSocket): string {
  const error: unknown = authorizationError;
  if (error instanceof Error) return (error as NodeJS.ErrnoException).code ?? error.message.slice(0, 100);
  return typeof error === 'string' ? error.slice(0, 100) : 'unknown';
}
