/**
 * A proxy that really tunnels (RFC 9110 §9.3.6), with each way in which proxies do not; and one that ends TLS itself, with
 * a certificate made on the fly for whatever name is asked for.
 */
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { CertificateAuthority } from '../certificate-authority.js';
import type { Proxying } from './plan.js';

export const proxyUser = 'lab';
export const proxyPassword = 'lab:s3cret';

export interface ProxyOptions {
  readonly kind: Proxying;
  /** Where the one service of the lab is, whatever its name. */
  readonly servicePort: number;
  /** Of certificates made on the fly. */
  readonly authority: CertificateAuthority;
  /** PEM of the root that the service is under. */
  readonly serviceRoot: string;
}

const refusals: Readonly<Partial<Record<Proxying, string>>> = {
  denies: 'HTTP/1.1 403 Forbidden\r\n',
  'cannot-reach': 'HTTP/1.1 502 Bad Gateway\r\n',
  negotiate:
    'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n',
};
const askForPassword =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="lab"\r\n';
const established = 'HTTP/1.1 200 Connection established\r\n\r\n';

export function proxyServer(options: ProxyOptions): Server {
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client: Duplex) => {
    client.on('error', () => undefined);
    const refusal = refusals[options.kind] ?? passwordMissing(options.kind, request.headers);
    if (refusal !== undefined) client.end(`${refusal}Content-Length: 0\r\n\r\n`);
    else if (options.kind === 'inspects') void inspect(client, request.url ?? '', options);
    else tunnel(client, options.servicePort);
  });
  return server;
}

function passwordMissing(kind: Proxying, headers: IncomingHttpHeaders): string | undefined {
  if (!kind.startsWith('basic')) return undefined;
  const right = `Basic ${Buffer.from(`${proxyUser}:${proxyPassword}`).toString('base64')}`;
  return headers['proxy-authorization'] === right ? undefined : askForPassword;
}

function tunnel(client: Duplex, port: number): void {
  const upstream = connect(port, '127.0.0.1', () => {
    client.write(established);
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  client.on('close', () => upstream.destroy());
}

async function inspect(
  client: Duplex,
  target: string,
  { authority, serviceRoot, servicePort }: ProxyOptions,
): Promise<void> {
  const name = target.replace(/:\d+$/, '');
  const { certificate, key } = await authority.issue({ names: [name] });
  client.write(established);
  const inner = new TLSSocket(client, { isServer: true, cert: certificate, key });
  inner.on('error', () => undefined);
  const reader = createServer((request, response) => {
    const upstream = requestTls(
      {
        host: '127.0.0.1',
        port: servicePort,
        servername: name,
        ca: serviceRoot,
        method: request.method,
        path: request.url,
        headers: request.headers,
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.on('error', () => response.writeHead(502).end());
    request.pipe(upstream);
  });
  reader.emit('connection', inner);
}
