import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { failedStage } from '../../../lib/evidence/index.js';
import { probe, Trust, type ProbeOptions } from '../../../lib/gather/route/index.js';
import {
  healthyDistribution,
  startDistributionLab,
  type Handler,
} from '../../../lib/lab/distribution/index.js';
import { listen } from '../../../lib/lab/distribution/listen.js';

const at = new Date('2026-11-24T08:00:00Z');

/** Asks the lab with options of its own, and tells what the service was sent. */
async function ask(
  options: Partial<ProbeOptions> & { readonly path?: string; readonly stranger?: boolean },
): Promise<{ readonly seen: Awaited<ReturnType<typeof probe>>; readonly received: string[] }> {
  const received: string[] = [];
  const handler: Handler = (request, response) => {
    received.push(`${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['apikey'])}`);
    if (request.url !== '/long') return false;
    response.end('x'.repeat(100_000));
    return true;
  };
  const certificate = options.stranger === true ? 'unknown-issuer' : 'good';
  const lab = await startDistributionLab({
    plan: { ...healthyDistribution, certificate },
    at,
    handlers: [handler],
  });
  try {
    const { lookup, trust } = lab.outbound;
    const seen = await probe(`${lab.service.url}${options.path ?? '/v3_5/system/status'}`, {
      route: { via: 'direct' },
      timeoutMs: 5_000,
      now: () => at,
      ...(lookup === undefined ? {} : { lookup }),
      ...(trust === undefined ? {} : { trust: new Trust(trust.roots) }),
      ...options,
    });
    return { seen, received };
  } finally {
    await lab.close();
  }
}

describe('gather: one request, stage by stage', () => {
  it('sends secrets over a session that is trusted', async () => {
    const { seen, received } = await ask({ secretHeaders: { apikey: 'k' } });
    assert.equal(seen.http?.status, 200);
    assert.deepEqual(received, ['GET /v3_5/system/status k']);
  });

  for (const [title, secret] of [
    ['a header', { secretHeaders: { apikey: 'k' } }],
    ['a body', { method: 'POST', body: 'k' }],
  ] as const) {
    it(`sends ${title} that is secret to nobody else`, async () => {
      const { seen, received } = await ask({ ...secret, stranger: true });
      assert.equal(seen.tls?.session?.authorized, false);
      assert.equal(failedStage(seen)?.error.code, 'not-sent');
      assert.deepEqual(received, []);
    });
  }

  it('sends a secret to nobody whose chain holds no pinned key, trusted or not, and asks all the same without one', async () => {
    const pins = [`${'A'.repeat(43)}=`];
    const secret = await ask({ secretHeaders: { apikey: 'k' }, pins });
    assert.equal(secret.seen.tls?.session?.authorized, true);
    assert.equal(failedStage(secret.seen)?.error.code, 'not-pinned');
    assert.deepEqual(secret.received, []);
    const bare = await ask({ pins });
    assert.equal(bare.seen.http?.status, 200);
  });

  it('ends the TLS stage where the time runs out before it is known what the chain rests on', async () => {
    class SlowTrust extends Trust {
      override async anchorsOf(_chain: readonly Uint8Array[], signal: AbortSignal): Promise<never> {
        await once(signal, 'abort');
        throw signal.reason;
      }
    }
    const trust = new SlowTrust({ public: [], system: [], named: [] });
    const { seen, received } = await ask({ trust, timeoutMs: 300 });
    assert.equal(failedStage(seen)?.stage, 'tls');
    assert.equal(failedStage(seen)?.error.code, 'timeout');
    assert.deepEqual(received, []);
  });

  it('looks at a session that is not trusted, without secrets', async () => {
    const { seen, received } = await ask({ stranger: true });
    assert.deepEqual(seen.tls?.anchoredIn, []);
    assert.equal(seen.tls.session?.authorizationError, 'SELF_SIGNED_CERT_IN_CHAIN');
    assert.equal(received.length, 1);
  });

  it('keeps of a long body what it may', async () => {
    const { seen } = await ask({ path: '/long', maxBodyBytes: 1000 });
    assert.equal(Buffer.from(seen.http?.body ?? '', 'base64').length, 1000);
    assert.equal(seen.http?.truncated, true);
  });

  it('is only for https', async () => {
    await assert.rejects(probe('http://ds.example/', { route: { via: 'direct' }, timeoutMs: 1 }), TypeError);
  });

  it('tries the next address', async () => {
    const { seen } = await ask({ lookup: () => Promise.resolve(['127.0.0.2', '127.0.0.1']) });
    assert.equal(seen.connect?.address, '127.0.0.1');
    assert.equal(seen.http?.status, 200);
  });

  for (const [title, reply, code] of [
    ['grants', [5, 0, 0, 1, 127, 0, 0, 1, 0, 80], 'tls'],
    ['denies', [5, 2, 0, 1, 0, 0, 0, 0, 0, 0], 'proxy-refused'],
  ] as const) {
    it(`speaks to a SOCKS 5 proxy that ${title} it`, async () => {
      const asked: Buffer[] = [];
      const server = createServer((socket) => {
        socket.on('data', (data: Buffer) => {
          asked.push(data);
          if (asked.length === 1) socket.write(Uint8Array.of(5, 0));
          else if (asked.length === 2) socket.write(Uint8Array.from(reply));
          else socket.end();
        });
      });
      const proxy = await listen(server);
      try {
        const seen = await probe('https://ds.example/', {
          route: { via: 'proxy', proxy: `socks5://127.0.0.1:${proxy.port}` },
          timeoutMs: 5_000,
        });
        assert.equal(asked[1]?.toString('latin1', 5, 15), 'ds.example');
        const failed = failedStage(seen);
        assert.ok(
          code === 'tls' ? failed?.stage === 'tls' : failed?.error.code === code,
          JSON.stringify(seen),
        );
      } finally {
        await proxy.close();
      }
    });
  }
});

describe('probe: its time limit', () => {
  it('holds where garbage is collected while a proxy says nothing', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const silent = createServer();
    const { port, close } = await listen(silent);
    const collecting = setInterval(collectGarbage, 20);
    try {
      const { tunnel } = await probe('https://ds.example/', {
        route: { via: 'proxy', proxy: `http://127.0.0.1:${port}` },
        timeoutMs: 300,
        signal: new AbortController().signal,
      });
      assert.equal(tunnel?.error?.code, 'timeout');
    } finally {
      clearInterval(collecting);
      await close();
    }
  });
});
