/**
 * The request that opens a way through a proxy: CONNECT (RFC 9110 §9.3.6), its refusals told apart. Only Basic
 * credentials are sent (RFC 7617): Negotiate and NTLM need the user's logon, and are named when asked for.
 */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { TunnelStage } from '../../evidence/probe.js';
import { StageError } from './failure.js';

export interface ProxyCredentials {
  readonly user: string;
  readonly password: string;
}

export type TunnelAnswer = Pick<TunnelStage, 'status' | 'reason' | 'authenticate' | 'withCredentials'>;

export interface Tunnel {
  readonly answer: TunnelAnswer;
  /** Absent where the proxy did not grant it. */
  readonly socket?: Duplex;
  readonly error?: StageError;
}

/** Asks for `authority` (`host:port`) over a connection to the proxy. Rejects where no HTTP answer came. */
export async function openTunnel(
  connection: Duplex,
  authority: string,
  credentials: ProxyCredentials | undefined,
  signal: AbortSignal,
): Promise<Tunnel> {
  const asked = request({
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...authorization(credentials) },
    createConnection: () => connection,
    setHost: false,
  });
  asked.on('error', () => undefined);
  asked.end();
  const [response] = (await once(asked, 'connect', { signal })) as [IncomingMessage];
  const status = response.statusCode ?? 0;
  const schemes = authenticationSchemes(response.rawHeaders);
  const answer: TunnelAnswer = {
    status,
    reason: (response.statusMessage ?? '').slice(0, 200),
    ...(schemes.length === 0 ? {} : { authenticate: schemes }),
    ...(credentials === undefined ? {} : { withCredentials: true }),
  };
  if (status >= 200 && status < 300) return { answer, socket: connection };
  return { answer, error: refusal(status) };
}

function authorization(credentials: ProxyCredentials | undefined): Record<string, string> {
  if (credentials === undefined) return {};
  const pair = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${pair}` };
}

function refusal(status: number): StageError {
  if (status === 407) {
    return new StageError('proxy-authentication', 'the proxy asks for authentication (407)');
  }
  return new StageError('proxy-refused', `the proxy answered CONNECT with ${status}`);
}

/** The scheme of each challenge: its first word (RFC 9110 §11.6.1); one header a scheme is what proxies send. */
export function authenticationSchemes(rawHeaders: readonly string[]): string[] {
  const schemes = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === 'proxy-authenticate'
      ? (/^[A-Za-z][A-Za-z0-9._-]{0,39}/.exec(rawHeaders[index + 1] ?? '') ?? [])
      : [],
  );
  return [...new Set(schemes)].slice(0, 10);
}
