/** `/metrics` and `/healthz` on loopback, for a scraper on this machine and for nobody else. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InvalidArgumentError } from 'commander';
import { fileReason } from '../../gather/file-reason.js';
import { CliError, exitCodes } from '../io.js';

export interface ListenAddress {
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
}

/** `9464`, `127.0.0.1:9464`, `localhost:9464` or `[::1]:9464`; port 0 is any that is free. */
export function listenAddress(text: string): ListenAddress {
  const [, host = '127.0.0.1', digits = ''] =
    /^(?:(127\.0\.0\.1|localhost|\[::1\]):)?(\d{1,5})$/i.exec(text) ?? [];
  if (digits === '' || Number(digits) > 65_535)
    throw new InvalidArgumentError('It must be a port, or one of loopback such as 127.0.0.1:9464.');
  return { host: host === '[::1]' ? '::1' : '127.0.0.1', port: Number(digits) };
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** `pages`: by path. Throws `CliError` where the port is taken. */
export async function serve(
  { host, port }: ListenAddress,
  pages: Readonly<Record<string, () => Answer>>,
): Promise<Served> {
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 5_000 }, (request, response) => {
    reply(response, answerTo(request, pages));
  });
  server.maxConnections = 32;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new CliError(
          exitCodes.couldNotLook,
          `--listen: port ${port} of ${host} cannot be served: ${fileReason(cause)}.`,
          cause,
        ),
      );
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host === '::1' ? '[::1]' : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** A page of another site, whose name was made to point here, is told nothing. */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

const plain = (status: number, body: string): Answer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

function answerTo(
  { method, url, headers }: IncomingMessage,
  pages: Readonly<Record<string, () => Answer>>,
): Answer {
  if (!ownHost.test(headers.host ?? '')) return plain(421, 'only loopback is served');
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'only GET and HEAD');
  const path = (url ?? '').replace(/\?.*$/s, '');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  return page?.() ?? plain(404, `there are ${Object.keys(pages).join(' and ')}`);
}

/** Of a HEAD's answer Node sends no body. */
function reply(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(body);
}
