/** Neither the key nor the token nor its parts occur in anything that is kept or shown, in any encoding. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { audit } from '../../../lib/audits/audit.js';
import { parseEvidence, serializeEvidence } from '../../../lib/evidence/index.js';
import { pinOf } from '../../../lib/evidence/chain.js';
import { gather, type GatherOptions } from '../../../lib/gather/index.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';
import { healthyToken, tokenFaults } from '../../../lib/lab/faults/token.js';
import { tokenHandler } from '../../../lib/lab/token/handler.js';
import { mintToken } from '../../../lib/lab/token/mint.js';
import { render } from '../../../lib/report/index.js';
import { needlesOf } from '../../../lib/secrets/index.js';
import { collectedAt, testProfile } from '../../audits/case.js';
import { scratch } from '../../cli/scratch.js';
import { runCli } from '../../cli/run-cli.js';
import { startServer, type TestServer } from './server.js';

const at = new Date(collectedAt);
const apiKey = '9d3f/key+of=the~test-1b7e0c55';

/** What gathers the token over this way out and nothing else. */
const tokenOnly = (outbound: GatherOptions['outbound']): GatherOptions => ({
  parts: new Set(['token']),
  resolvers: [],
  at,
  env: {},
  apiKey: { secret: apiKey },
  ...(outbound === undefined ? {} : { outbound }),
});

type Answer = (request: IncomingMessage, response: ServerResponse, token: string) => void;

const json =
  (value: object): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Servers that put the secret where it does not belong. */
const echoes: readonly (readonly [title: string, answer: Answer])[] = [
  [
    'a token',
    (_r, response, token) => {
      json({ success: true, data: token })(_r, response, token);
    },
  ],
  [
    'a token in an error page',
    (_r, response, token) => {
      response.writeHead(500).end(`<html>${apiKey} ${token}</html>`);
    },
  ],
  [
    'the key in headers and the status text',
    (_r, response, token) => {
      response
        .writeHead(403, `denied ${apiKey}`, {
          'x-apikey': apiKey,
          'content-type': `text/${apiKey}`,
          date: apiKey,
          'x-token': token,
        })
        .end(apiKey);
    },
  ],
  [
    'the key in a redirect',
    (_r, response) => {
      response.writeHead(302, { location: `https://x.example/?${apiKey}` }).end();
    },
  ],
  ['the key as a token', json({ success: true, data: apiKey })],
  [
    'the key in the token’s header',
    json({
      success: true,
      data: `${part({ alg: apiKey, kid: apiKey, typ: apiKey })}.${part({ iss: 'x' })}.${Buffer.from(apiKey).toString('base64url')}`,
    }),
  ],
  [
    'the key in the token’s claims',
    json({
      success: true,
      data: `${part({ alg: 'RS256' })}.${part({ iss: apiKey, sub: apiKey, iat: apiKey, exp: apiKey, [apiKey]: 1 })}.${part({ apiKey })}`,
    }),
  ],
  ['the key in a message', json({ success: false, message: `no such key: ${apiKey}`, error: apiKey })],
  [
    'text that is no JSON, which V8 would quote',
    (_r, response) => {
      response.writeHead(200).end(`{${apiKey}`);
    },
  ],
  [
    'a broken HTTP answer',
    (request) => {
      request.socket.end(`${apiKey}\r\n\r\n${apiKey}`);
    },
  ],
  [
    'a header that breaks the answer',
    (request) => {
      request.socket.end(`HTTP/1.1 200 OK\r\n${apiKey}: \x00${apiKey}\r\n\r\n`);
    },
  ],
];

function assertHidden(token: string, ...texts: readonly string[]): void {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const secrets = [apiKey, token, claims, signature, `${header}.${claims}`];
  for (const secret of secrets.filter(({ length }) => length >= 8)) {
    for (const { text: needle, form } of needlesOf(secret)) {
      // The first characters and the last would be enough to recognise it.
      for (const piece of [needle, needle.slice(0, 12), needle.slice(-12)]) {
        for (const text of texts)
          assert.ok(!text.includes(piece), `${form} of ${secret.slice(0, 4)}… in ${text.slice(0, 2000)}`);
      }
    }
  }
}

describe('gather: the API key and the token stay out of everything', () => {
  const folder = scratch();
  let server: TestServer;
  let answer: Answer = json({});
  let token = '';

  before(async () => {
    token = await mintToken(healthyToken, at);
    server = await startServer((request, response) => {
      answer(request, response, token);
    });
  });
  after(() => server.close());

  const profile = () => ({
    ...testProfile,
    jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: `${server.origin}/jwks` },
    distributionServices: [{ url: server.origin, environment: 'test' as const }],
  });

  for (const [title, echo] of echoes) {
    it(`${title}: evidence, report and progress`, async () => {
      answer = echo;
      const progress: string[] = [];
      const evidence = await gather(profile(), {
        parts: new Set(['token', 'distribution']),
        resolvers: [],
        env: { STAYLOCAL_API_KEY: apiKey },
        outbound: { ...server.outbound, now: () => at },
        apiKey: { secret: apiKey },
        at,
        onProgress: (text) => progress.push(text),
      });
      assert.ok(evidence.token !== undefined);
      if (title === 'a token') assert.equal(evidence.token.answer?.token?.claims?.hasIssuer, true);
      const text = serializeEvidence(evidence);
      const report = await audit(profile(), parseEvidence(text));
      assertHidden(
        token,
        JSON.stringify(evidence.token),
        ...progress,
        ...(['text', 'json'] as const).map((format) =>
          render(report, format, { color: false, verbose: true }),
        ),
      );
    });

    it(`${title}: stdout, stderr, debug output and the saved file`, async () => {
      answer = echo;
      const path = await folder.write(
        'profile.json',
        JSON.stringify({ ...profile(), jwt: { ...profile().jwt } }),
      );
      const saved = folder.path('evidence.json');
      const root = await folder.write('root.pem', server.root);
      const { stdout, stderr, code } = await runCli(
        [
          'audit',
          '--profile',
          path,
          '--only',
          'token/',
          '--save',
          saved,
          '--verbose',
          '--timeout',
          '2000',
          '--route',
          'direct',
          '--ca',
          root,
        ],
        { env: { STAYLOCAL_API_KEY: apiKey, DEBUG: '*', NODE_DEBUG: 'http,tls' } },
      );
      assert.notEqual(code, 2, stderr);
      assert.match(stdout, title === 'a token' ? /gives a token for the API key/ : /token\/exchange/);
      const { readFile } = await import('node:fs/promises');
      assertHidden(token, stdout, stderr, await readFile(saved, 'utf8'));
    });
  }

  it('a key given as a wrong file, or in the wrong place, is not repeated', async () => {
    const file = await folder.write('keys', `${apiKey}\n${apiKey}\n`);
    for (const argv of [
      ['audit', '--api-key-file', file],
      ['audit', '--api-key', apiKey.slice(0, 4)],
      ['audit', '--api-key-file', folder.path('nowhere')],
    ]) {
      const { code, stdout, stderr } = await runCli(
        [...argv, '--only', 'token/', '--profile', 'trust1connector'],
        { env: { DEBUG: '*' } },
      );
      assert.notEqual(code, 0);
      assertHidden(token, stdout, stderr);
    }
  });
});

describe('gather: the key is shown to nobody else', () => {
  it('not over a session that is not trusted, and not to a second service', async () => {
    const seen: (string | undefined)[] = [];
    const server = await startServer((request, response) => {
      seen.push(request.headers['apikey'] as string | undefined);
      response.writeHead(200).end('{}');
    });
    try {
      const profile = {
        ...testProfile,
        jwt: { required: true, maxLifetimeSeconds: 3600 },
        distributionServices: [
          { url: server.origin, environment: 'acceptance' as const },
          { url: server.origin.replace('127.0.0.1', 'localhost'), environment: 'production' as const },
        ],
      };
      const ask = (trusted: boolean, environment?: 'acceptance' | 'production' | 'test') =>
        gather(profile, {
          parts: new Set(['token']),
          resolvers: [],
          at,
          env: {},
          apiKey: { secret: apiKey, ...(environment === undefined ? {} : { environment }) },
          outbound: trusted
            ? server.outbound
            : {
                ...server.outbound,
                trust: { roots: { public: [], system: [], named: [] }, systemSource: 'none' },
              },
        });
      const untrusted = await ask(false);
      assert.equal(untrusted.token?.ended?.error.code, 'not-sent');
      assert.deepEqual(seen, []);
      const first = await ask(true);
      assert.equal(first.token?.environment, 'acceptance');
      assert.deepEqual(seen, [apiKey]);
      const none = await ask(true, 'test');
      assert.equal(none.token, undefined);
      assert.deepEqual(seen, [apiKey]);
      const offline = await gather(profile, {
        resolvers: [],
        at,
        offline: true,
        apiKey: { secret: apiKey },
        outbound: server.outbound,
      });
      assert.equal(offline.token, undefined);
      assert.deepEqual(seen, [apiKey]);
    } finally {
      await server.close();
    }
  });

  it('with pins, to a server whose chain holds one and to no other, whatever this machine trusts', async () => {
    const seen: string[] = [];
    const server = await startServer((request, response) => {
      seen.push(`${request.url ?? ''} ${String(request.headers['apikey'])}`);
      const answer = request.url === '/keys' ? { keys: [] } : { success: true, data: token };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    const token = await mintToken(healthyToken, at);
    const own = pinOf(new X509Certificate(server.root));
    // The root of a company that reads along is as trusted on this machine, and is not the one that is pinned.
    const stranger = pinOf(
      new X509Certificate((await createAuthority({ name: 'Corp Proxy CA', at: 'any' })).certificate),
    );
    const ask = (pins: readonly string[]) =>
      gather(
        {
          ...testProfile,
          jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: `${server.origin}/keys` },
          distributionServices: [{ url: server.origin, environment: 'test', tokenPath: '/token', pins }],
        },
        tokenOnly(server.outbound),
      );
    try {
      assert.equal((await ask([stranger])).token?.ended?.error.code, 'not-pinned');
      assert.deepEqual(seen, []);
      const both = await ask([stranger, own]);
      assert.equal(both.token?.answer?.token?.signature?.outcome, 'no-matching-key');
      assert.deepEqual(seen, [`/token ${apiKey}`, '/keys undefined']);
    } finally {
      await server.close();
    }
  });

  it('a key set of another pinned service is believed over a pinned chain only', async () => {
    const token = await mintToken(healthyToken, at);
    const json = (value: object) => (_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const service = await startServer(json({ success: true, data: token }));
    const keys = await startServer(json({ keys: [] }));
    try {
      const named = [service.root, keys.root];
      const roots = { public: [], system: [], named };
      const ask = async (root: string) => {
        const pins = [pinOf(new X509Certificate(root))];
        const evidence = await gather(
          {
            ...testProfile,
            jwt: { required: true, maxLifetimeSeconds: 3600, jwksUrl: `${keys.origin}/keys` },
            distributionServices: [
              { url: service.origin, environment: 'test' },
              { url: keys.origin, environment: 'production', pins },
            ],
          },
          tokenOnly({ ...service.outbound, trust: { roots, systemSource: 'the test' } }),
        );
        return evidence.token?.answer?.token?.signature;
      };
      assert.equal((await ask(keys.root))?.outcome, 'no-matching-key');
      const other = await ask(service.root);
      assert.equal(other?.outcome, 'jwks-unreadable');
      assert.match(other.reason ?? '', /holds no key that the profile pins/);
    } finally {
      await Promise.all([service.close(), keys.close()]);
    }
  });

  it('not where the route is not known', async () => {
    const server = await startServer(() => assert.fail('it was asked'));
    try {
      const { token } = await gather(
        { ...testProfile, distributionServices: [{ url: server.origin, environment: 'test' }] },
        {
          parts: new Set(['token']),
          resolvers: [],
          at,
          apiKey: { secret: apiKey },
          // No route that the user named, no settings and no environment: nobody knows.
          outbound: server.outbound.trust === undefined ? {} : { trust: server.outbound.trust },
        },
      );
      assert.equal(token?.route.via, 'undecided');
      assert.equal(token.answer, undefined);
    } finally {
      await server.close();
    }
  });

  it('the lab’s endpoint knows its own path and key, and leaves the rest to others', async () => {
    const handler = tokenHandler({ plan: healthyToken, apiKey, now: () => at });
    const server = await startServer((request, response) => {
      void handler(request, response).then((taken) => {
        if (!taken) response.writeHead(418).end();
      });
    });
    try {
      const { token } = await gather(
        {
          ...testProfile,
          distributionServices: [{ url: server.origin, environment: 'test', tokenPath: '/elsewhere' }],
        },
        tokenOnly(server.outbound),
      );
      assert.equal(token?.answer?.status, 418);
      assert.ok(tokenFaults.length >= 12);
    } finally {
      await server.close();
    }
  });
});
