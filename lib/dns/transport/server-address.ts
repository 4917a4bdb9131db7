/**
 * A name server as a person writes it: `127.0.0.1`, `127.0.0.1:5353`, `[::1]:53`, `::1`, and for TLS a host
 * name, `dns.example:853`. Limits: a bare IPv6 address takes no port without brackets.
 */
import { isIP } from 'node:net';
import { ParseError } from '../../errors.js';
import { toAscii } from '../../host-name.js';

/** Where a name server listens: a host without brackets and a port, 1 to 65535. */
export interface ServerAddress {
  /** An IP address, or (TCP and TLS alone) a host name the system resolves. */
  readonly host: string;
  readonly port: number;
}

/** A server: `127.0.0.1`, `127.0.0.1:5353`, `[::1]:53`, or its parts; the port has a default by transport. */
export type ServerInput = string | { readonly host: string; readonly port?: number };

const withPort = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<port>\d{1,5}))?$/;
const hostName =
  /^(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?$/i;

/** Reads a server. Throws `ParseError` `bad-server` for anything that names no host or no possible port. */
export function parseServer(input: ServerInput, defaultPort: number): ServerAddress {
  const { host: written, port } = typeof input === 'string' ? splitServer(input) : input;
  const number = port ?? defaultPort;
  const host = /^[\0-\x7f]*$/.test(written) ? written : (toAscii(written) ?? written);
  if (isIP(host) === 0 && !hostName.test(host)) throw badServer(input, 'it names no IP address or host');
  if (/^[\d.]+$/.test(host) && isIP(host) === 0) throw badServer(input, `${host} is no IPv4 address`);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw badServer(input, 'a port is 1 to 65535');
  return { host, port: number };
}

/** Reads a server that must be given by IP address. Throws `ParseError` `bad-server`. */
export function parseServerIp(input: ServerInput, defaultPort: number): ServerAddress {
  const server = parseServer(input, defaultPort);
  if (isIP(server.host) === 0) throw badServer(input, 'give the IP address of the server');
  return server;
}

/** `udp://127.0.0.1:53`, `tls://[::1]:853`: how errors and records name a server. */
export function serverLabel(scheme: string, { host, port }: ServerAddress): string {
  return `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function splitServer(text: string): { host: string; port?: number } {
  const trimmed = text.trim();
  const groups = withPort.exec(trimmed)?.groups;
  const host = groups?.['bracketed'] ?? groups?.['plain'];
  // Asked last: Node's pattern for IPv6 takes ten milliseconds to compile.
  if (host === undefined && isIP(trimmed) === 6) return { host: trimmed };
  if (host === undefined) throw badServer(text, 'write 127.0.0.1, 127.0.0.1:53 or [::1]:53');
  const port = groups?.['port'];
  return port === undefined ? { host } : { host, port: Number(port) };
}

function badServer(input: ServerInput, why: string): ParseError {
  const shown = typeof input === 'string' ? input : `${input.host}:${input.port ?? ''}`;
  return new ParseError('bad-server', `"${shown}" is not a name server: ${why}`);
}
