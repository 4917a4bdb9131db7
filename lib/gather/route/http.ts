/** The HTTP stage over a connection that stands: one request, its answer within bounds, redirects left alone. */
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpStage } from '../../evidence/probe.js';
import { version } from '../../version.js';

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Kept of headers: as many as a server sends, each as long as a cookie may be. */
const maxHeaders = 64;
const maxHeaderCharacters = 4096;

export async function askHttp(
  connection: Duplex,
  url: URL,
  { method, headers, body }: HttpRequest,
  {
    maxBodyBytes,
    now,
    signal,
  }: {
    readonly maxBodyBytes: number;
    readonly now: () => Date;
    readonly signal: AbortSignal;
  },
): Promise<Omit<HttpStage, 'ms' | 'error'>> {
  const asked = request({
    method,
    path: `${url.pathname}${url.search}`,
    headers: {
      host: url.host,
      'user-agent': `staylocal/${version}`,
      accept: '*/*',
      connection: 'close',
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
    createConnection: () => connection,
    setHost: false,
  });
  asked.on('error', () => undefined);
  asked.end(body);
  const [response] = (await once(asked, 'response', { signal })) as [IncomingMessage];
  const receivedAt = now().toISOString();
  const { bytes, truncated } = await readBody(response, maxBodyBytes, signal);
  return {
    status: response.statusCode ?? 0,
    headers: headersOf(response.headersDistinct),
    body: bytes.toString('base64'),
    ...(truncated ? { truncated } : {}),
    receivedAt,
  };
}

async function readBody(
  response: IncomingMessage,
  maxBytes: number,
  signal: AbortSignal,
): Promise<{ bytes: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let total = 0;
  const stop = (): void => {
    response.destroy(signal.reason as Error);
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      total += (chunk as Buffer).length;
      if (total > maxBytes) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), truncated: total > maxBytes };
}

function headersOf(distinct: NodeJS.Dict<string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(distinct)
      .slice(0, maxHeaders)
      .map(([name, values]) => [name.slice(0, 200), (values ?? []).join(', ').slice(0, maxHeaderCharacters)]),
  );
}
