/** What is kept of a key set that a server gives, and by which way, with which limits, the key is exchanged. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { TokenEvidence } from '../../../lib/evidence/token.js';
import { gather, type GatherOptions } from '../../../lib/gather/index.js';
import { healthyToken } from '../../../lib/lab/faults/token.js';
import { mintToken, publishedKeys } from '../../../lib/lab/token/mint.js';
import type { DistributionService } from '../../../lib/profile/types.js';
import { collectedAt, testProfile } from '../../audits/case.js';
import { startServer, type TestServer } from './server.js';

const at = new Date(collectedAt);
const secret = '9d3f/key+of=the~test-1b7e0c55';

describe('gather/token', () => {
  const seen: string[] = [];
  let answer: RequestListener = () => undefined;
  let service: TestServer;
  let stranger: TestServer;
  let token = '';
  let keys: object = {};
  const record: RequestListener = (request, response) => {
    seen.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
    if (request.url === '/v3_5/tokens/application')
      response.writeHead(200).end(JSON.stringify({ success: true, data: token }));
    else answer(request, response);
  };
  before(async () => {
    token = await mintToken(healthyToken, at);
    keys = await publishedKeys();
    [service, stranger] = await Promise.all([startServer(record), startServer(record)]);
  });
  after(() => Promise.all([service.close(), stranger.close()]));
  beforeEach(() => {
    seen.length = 0;
  });

  async function exchanged(
    jwksUrl: string | undefined,
    given: Partial<GatherOptions> = {},
    services: readonly DistributionService[] = [{ url: service.origin, environment: 'test' }],
  ): Promise<TokenEvidence | undefined> {
    const jwt = { required: true, maxLifetimeSeconds: 3600, ...(jwksUrl === undefined ? {} : { jwksUrl }) };
    const evidence = await gather(
      { ...testProfile, jwt, distributionServices: services },
      {
        parts: new Set(['token']),
        resolvers: [],
        at,
        env: {},
        apiKey: { secret },
        outbound: service.outbound,
        ...given,
      },
    );
    return evidence.token;
  }

  const says =
    (status: number, body: string): RequestListener =>
    (_request, response) => {
      response.writeHead(status).end(body);
    };
  for (const [what, listener, expected] of [
    ['keys', () => says(200, JSON.stringify(keys)), 'verified'],
    ['no key', () => says(200, '{"keys":[]}'), 'no-matching-key'],
    ['another status', () => says(404, JSON.stringify(keys)), 'jwks-unreadable: the server answered 404'],
    ['a page', () => says(200, '<html>'), 'jwks-unreadable: it is not JSON'],
    ['a list', () => says(200, '[]'), 'jwks-unreadable: it is not a JSON Web Key Set'],
    [
      'no answer',
      (): RequestListener => (request) => request.socket.destroy(),
      /^jwks-unreadable: the connection was /,
    ],
  ] as const)
    it(`verifies by what the server gives: ${what}`, async () => {
      answer = listener();
      const signature = (await exchanged(`${service.origin}/keys`))?.answer?.token?.signature;
      assert.equal(signature?.jwksUrl, `${service.origin}/keys`);
      const { outcome, reason } = signature;
      const shown = reason === undefined ? outcome : `${outcome}: ${reason}`;
      if (typeof expected === 'string') assert.equal(shown, expected);
      else assert.match(shown, expected);
    });

  it('takes no keys over a session that is not trusted', async () => {
    answer = says(200, JSON.stringify(keys));
    const found = (await exchanged(`${stranger.origin}/keys`))?.answer?.token?.signature;
    assert.deepEqual([found?.outcome, found?.reason], ['jwks-unreadable', 'its TLS session is not trusted']);
  });

  it('asks for no keys where the profile names none, or where there is no token', async () => {
    const without = await exchanged(undefined);
    assert.deepEqual([without?.answer?.token?.parts, without?.answer?.token?.signature], [3, undefined]);
    answer = says(200, '{}');
    const services = [{ url: service.origin, environment: 'test', tokenPath: '/other' }] as const;
    const none = await exchanged(`${service.origin}/keys`, {}, services);
    assert.deepEqual([none?.answer?.data, none?.answer?.token], ['absent', undefined]);
    assert.deepEqual(
      seen.map((one) => one.replace(/^[^/]*/, '')),
      ['/v3_5/tokens/application', '/other'],
    );
  });

  it('tells what it does, with which service and when, and what the answer’s end was', async () => {
    const told: string[] = [];
    const now = new Date('2027-01-02T03:04:05Z');
    const found = await exchanged(undefined, {
      onPart: (_part, state, text) => state === 'says' && told.push(text ?? ''),
      outbound: { ...service.outbound, now: () => now },
    });
    const url = `${service.origin}/v3_5/tokens/application`;
    assert.deepEqual(told, [`exchanging the API key at ${url}`]);
    assert.deepEqual(
      [found?.url, found?.environment, found?.route.via, found?.answer?.status, found?.answer?.receivedAt],
      [url, 'test', 'direct', 200, now.toISOString()],
    );
    const gone = await exchanged(undefined, {}, [{ url: 'https://127.0.0.1:1', environment: 'test' }]);
    assert.deepEqual([gone?.ended?.stage, gone?.answer], ['connect', undefined]);
  });

  it('keeps no key that an error tells, of the exchange or of the keys', async () => {
    const told = `no such host: x-api-key ${secret} (${encodeURIComponent(secret)})`;
    const outbound = { ...service.outbound, lookup: () => Promise.reject(new Error(told)) };
    const gone = await exchanged(undefined, { outbound }, [
      { url: 'https://ds.invalid', environment: 'test' },
    ]);
    assert.match(gone?.ended?.error.message ?? '', /^no such host: x-api-key /);
    const kept = await exchanged('https://keys.invalid/jwks', { outbound });
    assert.match(kept?.answer?.token?.signature?.reason ?? '', /^no such host: x-api-key /);
    for (const one of [gone, kept]) {
      assert.ok(!JSON.stringify(one).includes(secret.slice(0, 8)));
      assert.ok(!JSON.stringify(one).includes(encodeURIComponent(secret)));
    }
  });

  it('asks the resolver that it is given, and ends with the signal', async () => {
    const asked: string[] = [];
    const lookup = (name: string) => {
      asked.push(name);
      return Promise.resolve(['127.0.0.1']);
    };
    const url = service.origin.replace('127.0.0.1', 'ds.invalid');
    const outbound = { ...service.outbound, lookup };
    await exchanged(undefined, { outbound }, [{ url, environment: 'test' }]);
    assert.deepEqual(asked, ['ds.invalid']);
    const stop = new AbortController();
    answer = () => {
      stop.abort(new Error('enough'));
    };
    await assert.rejects(exchanged(`${service.origin}/keys`, { signal: stop.signal }), /enough/);
  });

  it('gives a server as long as the limits say, and keeps 256 KiB of what it sends', async () => {
    answer = () => undefined;
    const slow = await exchanged(`${service.origin}/keys`, { limits: { serverMs: 400 } });
    assert.equal(slow?.answer?.token?.signature?.outcome, 'jwks-unreadable');
    const padded = (bytes: number): string => JSON.stringify(keys).padEnd(bytes);
    answer = says(200, padded(256 * 1024));
    assert.equal((await exchanged(`${service.origin}/keys`))?.answer?.token?.signature?.outcome, 'verified');
    answer = says(200, `${' '.repeat(256 * 1024)}${JSON.stringify(keys)}`);
    assert.equal(
      (await exchanged(`${service.origin}/keys`))?.answer?.token?.signature?.outcome,
      'jwks-unreadable',
    );
  });

  describe('by a proxy', () => {
    let proxy: Server;
    let authorization: (string | undefined)[] = [];
    before(async () => {
      proxy = createServer();
      proxy.on('connect', (request, socket) => {
        authorization.push(request.headers['proxy-authorization']);
        const [host = '', port = ''] = (request.url ?? '').split(':');
        const upstream = connect(Number(port), host, () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          upstream.pipe(socket).pipe(upstream);
        });
        for (const one of [socket, upstream]) one.on('error', () => upstream.destroy());
      });
      proxy.listen(0, '127.0.0.1');
      await once(proxy, 'listening');
    });
    after(() => {
      proxy.close();
      proxy.closeAllConnections();
    });

    for (const [what, user, expected] of [
      ['with the password of this process’s variable', 'u:p%40@', 'Basic dTpwQA=='],
      ['without one, where the variable holds none', '', undefined],
    ] as const)
      it(what, async () => {
        authorization = [];
        const route = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        const found = await exchanged(undefined, {
          outbound: { ...service.outbound, route },
          env: { https_proxy: route.replace('//', `//${user}`) },
        });
        assert.deepEqual(authorization, [expected]);
        assert.deepEqual([found?.route.via, found?.answer?.status], ['proxy', 200]);
        assert.ok(!JSON.stringify(found).includes('p%40') && !JSON.stringify(found).includes('dTpwQA'));
      });
  });
});
