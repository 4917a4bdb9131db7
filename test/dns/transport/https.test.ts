import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { https, type HttpsOptions } from '../../../lib/dns/transport/https.js';
import { certificate, privateKey } from './certificate.js';
import { addresses, failure } from './outcome.js';
import { query, response } from './scripted-server.js';

interface Seen {
  method: string;
  path: string;
  version: string;
  id: number;
}
type Answer = (asked: Buffer, reply: Http2ServerResponse) => void;

async function dohServer(
  answer: Answer,
  allowHttp1 = true,
): Promise<{ url: string; seen: Seen[]; close: () => void }> {
  const seen: Seen[] = [];
  const server = createSecureServer({ cert: certificate, key: privateKey, allowHTTP1: allowHttp1 });
  server.on('request', (request: Http2ServerRequest, reply: Http2ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url, 'https://localhost');
      const asked =
        request.method === 'GET'
          ? Buffer.from(url.searchParams.get('dns') ?? '', 'base64url')
          : Buffer.concat(chunks);
      seen.push({
        method: request.method,
        path: url.pathname,
        version: request.httpVersion,
        id: asked.readUInt16BE(0),
      });
      answer(asked, reply);
    });
  });
  const connections = new Set<Socket>();
  server.on('connection', (connection: Socket) => {
    // One whose handshake is not over when the test is would keep the process from ending.
    if (server.listening) connections.add(connection);
    else connection.destroy();
  });
  server.on('sessionError', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`,
    seen,
    close: () => {
      server.close();
      for (const connection of connections) connection.destroy();
    },
  };
}

const dns: Answer = (asked, reply) => {
  reply.setHeader('content-type', 'application/dns-message');
  reply.end(response(asked, '127.0.0.1'));
};

describe('dns/transport/https', () => {
  for (const method of ['GET', 'POST'] as const) {
    it(`asks by ${method} over HTTP/2 under id 0 and gives the caller's id back`, async () => {
      const server = await dohServer(dns);
      using exchange = https(server.url, { method, ca: certificate });
      const answer = await exchange(query('one.example', 77));
      assert.deepEqual(addresses(answer), ['127.0.0.1']);
      assert.equal(Buffer.from(answer).readUInt16BE(0), 77);
      assert.deepEqual(server.seen, [{ method, path: '/dns-query', version: '2.0', id: 0 }]);
      server.close();
    });
  }

  const failures: readonly (readonly [string, Answer, HttpsOptions, string])[] = [
    [
      'HTTP 500',
      (_asked, reply) => {
        reply.statusCode = 500;
        reply.end('broken');
      },
      {},
      'http',
    ],
    [
      'a redirect',
      (_asked, reply) => {
        reply.statusCode = 302;
        reply.setHeader('location', 'https://localhost/');
        reply.end();
      },
      {},
      'http',
    ],
    [
      'a page of HTML',
      (_asked, reply) => {
        reply.setHeader('content-type', 'text/html');
        reply.end('<p>log in</p>');
      },
      {},
      'http',
    ],
    [
      'no media type',
      (asked, reply) => {
        reply.end(response(asked, '127.0.0.1'));
      },
      {},
      'http',
    ],
    [
      'more than 65,535 bytes',
      (_asked, reply) => {
        reply.setHeader('content-type', 'application/dns-message');
        reply.end(Buffer.alloc(70_000));
      },
      {},
      'http',
    ],
    [
      'an answer to another question',
      (asked, reply) => {
        reply.setHeader('content-type', 'application/dns-message');
        reply.end(response(asked, '6.6.6.6', { name: 'evil.example' }));
      },
      {},
      'mismatch',
    ],
    [
      'an empty body',
      (_asked, reply) => {
        reply.setHeader('content-type', 'application/dns-message');
        reply.end();
      },
      {},
      'mismatch',
    ],
    ['silence', () => undefined, { timeoutMs: 100 }, 'timeout'],
  ];
  for (const [what, answer, options, expected] of failures) {
    it(`reports ${expected} for ${what}`, async () => {
      const server = await dohServer(answer);
      using exchange = https(server.url, { ca: certificate, ...options });
      assert.equal(await failure(exchange(query('one.example'))), expected);
      server.close();
    });
  }

  it('refuses a certificate nobody vouches for', async () => {
    const server = await dohServer(dns);
    using exchange = https(server.url);
    assert.equal(await failure(exchange(query('one.example'))), 'tls');
    server.close();
  });

  it('stops at its signal, and when closed', async () => {
    const server = await dohServer(() => undefined);
    const exchange = https(server.url, { ca: certificate });
    const reason = new Error('enough');
    const stopping = new AbortController();
    const stopped = exchange(query('one.example'), { signal: stopping.signal });
    stopping.abort(reason);
    await assert.rejects(stopped, reason);
    const asked = failure(exchange(query('one.example')));
    exchange.close();
    assert.equal(await asked, 'closed');
    assert.equal(await failure(exchange(query('one.example'))), 'closed');
    server.close();
  });

  for (const url of ['http://dns.example/dns-query', 'dns.example', '']) {
    it(`takes "${url}" for no DNS-over-HTTPS server`, () => {
      assert.throws(() => https(url), { name: 'ParseError', code: 'bad-server' });
    });
  }
});
