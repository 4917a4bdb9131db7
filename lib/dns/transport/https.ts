/**
 * DNS over HTTPS (RFC 8484), GET and POST, over HTTP/2 where the server speaks it. Limits: redirects are not
 * followed and no proxy is taken from the environment: the server named is the server asked.
 */
import type { Got } from 'got';
import { ParseError } from '../../errors.js';
import { readUrl } from '../../host-name.js';
import { ExchangeError } from '../exchange.js';
import { answers, maxMessageLength, readQuestion, withId } from './question.js';
import { bounded, closedError, defaultTimeoutMs, socketError, transport } from './transport.js';
import type { Transport, TransportOptions } from './transport.js';

/** Of DNS over HTTPS (RFC 8484): the certificate is always verified. */
export interface HttpsOptions extends TransportOptions {
  /** GET can be cached on the way, POST is shorter. Default `POST`. */
  readonly method?: 'GET' | 'POST';
  /** Certificate authorities in PEM, in place of those Node trusts. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
}

const mediaType = 'application/dns-message';

/** DNS over HTTPS at `url`, e.g. `https://dns.example/dns-query`. Throws `ParseError` `bad-server`. */
export function https(url: string | URL, options: HttpsOptions = {}): Transport {
  const endpoint = parseEndpoint(url);
  const label = endpoint.href;
  const { timeoutMs = defaultTimeoutMs, method = 'POST', ca } = options;
  const underWay = new Set<() => void>();
  let isClosed = false;
  let client: Promise<Got> | undefined;

  return transport(
    async (query, { signal } = {}) => {
      const question = readQuestion(query);
      if (isClosed) throw closedError(label);
      // RFC 8484 §4.1: id 0, so that equal questions are equal requests to a cache.
      const body = Buffer.from(withId(query, 0));
      const response = await bounded({ server: label, timeoutMs, signal }, (resolve, reject) => {
        const stopping = new AbortController();
        const onClose = (): void => {
          reject(closedError(label));
        };
        underWay.add(onClose);
        client ??= httpClient(ca);
        request(client, endpoint, method, body, stopping.signal).then(resolve, (error: unknown) => {
          reject(httpError(label, error));
        });
        return () => {
          underWay.delete(onClose);
          stopping.abort();
        };
      });
      if (!answers(response, 0, question))
        throw new ExchangeError('mismatch', label, `${label}: the response does not answer the question`);
      return withId(response, question.id);
    },
    () => {
      isClosed = true;
      for (const onClose of underWay) onClose();
    },
  );
}

function parseEndpoint(url: string | URL): URL {
  const endpoint = typeof url === 'string' ? readUrl(url) : url;
  if (endpoint?.protocol !== 'https:')
    throw new ParseError('bad-server', `"${String(url)}" is not a DNS-over-HTTPS server: write https://…`);
  return endpoint;
}

/** Loaded when first needed: it takes longer to load than a whole validation over UDP takes to run. */
async function httpClient(ca: HttpsOptions['ca']): Promise<Got> {
  const { got } = await import('got');
  return got.extend({
    http2: true,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    headers: { accept: mediaType, 'user-agent': undefined },
    ...(ca === undefined
      ? {}
      : { https: { certificateAuthority: [ca].flat().map((each) => Buffer.from(each)) } }),
  });
}

async function request(
  loading: Promise<Got>,
  endpoint: URL,
  method: 'GET' | 'POST',
  body: Buffer,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const client = await loading;
  const target = new URL(endpoint);
  // RFC 8484 §6: base64url without padding.
  if (method === 'GET') target.searchParams.set('dns', body.toString('base64url'));
  const stream =
    method === 'GET'
      ? client.stream.get(target, { signal })
      : client.stream.post(target, { signal, body, headers: { 'content-type': mediaType } });
  // `for await` reports the error that ends the stream; one that follows (an abort after the end) is nobody's.
  stream.on('error', () => undefined);
  const chunks: Buffer[] = [];
  let length = 0;
  stream.once('response', (response: { statusCode: number; headers: { 'content-type'?: string } }) => {
    const { statusCode, headers } = response;
    const received = (headers['content-type'] ?? 'no media type').split(';', 1).join('');
    const problem =
      statusCode === 200
        ? received.trim().toLowerCase() === mediaType
          ? undefined
          : `answered ${received}, not ${mediaType}`
        : `answered HTTP ${statusCode}`;
    if (problem !== undefined)
      stream.destroy(new ExchangeError('http', endpoint.href, `${endpoint.href} ${problem}`));
  });
  for await (const chunk of stream) {
    const part = Buffer.from(chunk as Uint8Array);
    length += part.length;
    if (length > maxMessageLength)
      throw new ExchangeError(
        'http',
        endpoint.href,
        `${endpoint.href} answered more than a DNS message holds`,
      );
    chunks.push(part);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Errors of the client wrap the socket's, which says more. */
function httpError(server: string, error: unknown): ExchangeError {
  const cause = error instanceof Error && error.name === 'RequestError' ? error.cause : undefined;
  return socketError(server, cause ?? error);
}
