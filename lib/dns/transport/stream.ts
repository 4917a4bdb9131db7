/**
 * DNS over TCP (RFC 7766) and over TLS (RFC 7858): queries share one connection, which opens with the first
 * of them and closes when idle. A kept connection that the server closed under a query is opened again, once.
 */
import { createRequire } from 'node:module';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type * as NodeTls from 'node:tls';
import { ExchangeError } from '../exchange.js';
import { readQuestion } from './question.js';
import { parseServer, serverLabel, type ServerInput } from './server-address.js';
import { StreamConnection } from './stream-connection.js';
import { bounded, closedError, defaultTimeoutMs, timeoutError, transport } from './transport.js';
import type { Transport, TransportOptions } from './transport.js';

/** Of DNS over TCP: times are in milliseconds. */
export interface TcpOptions extends TransportOptions {
  /** How long an unused connection is kept. Default 10,000. */
  readonly idleMs?: number;
}

/** Of DNS over TLS (RFC 7858): the certificate is always verified, and against what is said here. */
export interface TlsOptions extends TcpOptions {
  /** The name the certificate must carry. Default: the server's host name, or its IP address. */
  readonly servername?: string;
  /** Certificate authorities in PEM, in place of those Node trusts. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
}

const defaultIdleMs = 10_000;

const require = createRequire(import.meta.url);

/** DNS over TCP. Throws `ParseError` `bad-server`. */
export function tcp(server: ServerInput, options: TcpOptions = {}): Transport {
  const address = parseServer(server, 53);
  return stream(serverLabel('tcp', address), () => connectTcp(address.port, address.host), options);
}

/** DNS over TLS, the certificate always checked (RFC 7858 §4.2, strict). Throws `ParseError` `bad-server`. */
export function tls(server: ServerInput, options: TlsOptions = {}): Transport {
  const address = parseServer(server, 853);
  const name = options.servername ?? address.host;
  // Loaded when first needed: a program that asks over UDP starts sooner by as much.
  const { connect } = require('node:tls') as typeof NodeTls;
  const secure: NodeTls.ConnectionOptions = {
    host: address.host,
    port: address.port,
    // SNI carries names only (RFC 6066 §3); an IP address is still checked against the certificate.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(options.ca === undefined ? {} : { ca: [options.ca].flat().map((each) => Buffer.from(each)) }),
    ALPNProtocols: ['dot'],
  };
  return stream(serverLabel('tls', address), () => connect(secure), options);
}

function stream(server: string, open: () => Socket, options: TcpOptions): Transport {
  const { timeoutMs = defaultTimeoutMs, idleMs = defaultIdleMs } = options;
  const connections = new Set<StreamConnection>();
  let isClosed = false;

  const connection = (): StreamConnection => {
    for (const each of connections) {
      if (each.hasRoom) return each;
    }
    const socket = open();
    const opened = new StreamConnection(socket, server, idleMs);
    connections.add(opened);
    socket.once('close', () => connections.delete(opened));
    return opened;
  };

  return transport(
    async (query, { signal } = {}) => {
      const question = readQuestion(query);
      if (isClosed) throw closedError(server);
      let used = connection();
      const onTimeout = (): ExchangeError => {
        // The peer may be gone without a word: the next query finds out over a connection of its own.
        used.retire();
        return timeoutError(server, timeoutMs);
      };
      return await bounded({ server, timeoutMs, signal, onTimeout }, (resolve, reject) => {
        let forget = (): void => undefined;
        const ask = (mayReopen: boolean): void => {
          const { hasAnswered } = used;
          forget = used.ask(query, {
            question,
            resolve,
            reject: (error) => {
              const idledOut = error instanceof ExchangeError && error.code === 'closed' && hasAnswered;
              if (!mayReopen || !idledOut || isClosed) {
                reject(error);
                return;
              }
              used = connection();
              ask(false);
            },
          });
        };
        ask(true);
        return () => {
          forget();
        };
      });
    },
    () => {
      isClosed = true;
      for (const each of connections) each.close();
    },
  );
}
