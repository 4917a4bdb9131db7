import assert from 'node:assert/strict';
import { parseEvidence, serializeEvidence, type Evidence } from '../../../lib/evidence/index.js';
import { gather } from '../../../lib/gather/index.js';
import {
  healthyDistribution,
  startDistributionLab,
  type DistributionPlan,
} from '../../../lib/lab/distribution/index.js';
import { collectedAt, testProfile } from '../../audits/case.js';

const at = new Date(collectedAt);

async function gatherFrom(plan: Partial<DistributionPlan>, changes = {}): Promise<Evidence> {
  const lab = await startDistributionLab({ plan: { ...healthyDistribution, ...plan }, at });
  try {
    return await gather(
      { ...testProfile, distributionServices: [lab.service] },
      {
        parts: new Set(['distribution'] as const),
        resolvers: [],
        outbound: { ...lab.outbound, ...changes },
        limits: lab.limits,
        env: lab.env,
        at,
      },
    );
  } finally {
    await lab.close();
  }
}

describe('gather: distribution', () => {
  it('keeps every stage, and is evidence by its schema', async () => {
    const evidence = await gatherFrom({ proxy: 'basic' });
    assert.deepEqual(parseEvidence(serializeEvidence(evidence)), evidence);
    const request = evidence.distribution?.services[0]?.requests[0];
    assert.equal(request?.bodyKind, 'json');
    const { connect, tunnel, tls, http } = request.probe;
    assert.equal(connect?.address, '127.0.0.1');
    assert.deepEqual([tunnel?.status, tunnel?.withCredentials], [200, true]);
    assert.deepEqual([tls?.session?.chain.length, tls?.anchoredIn], [2, ['public']]);
    assert.equal(http?.receivedAt, collectedAt);
  });

  it('keeps no password, cookie, body or query', async () => {
    for (const plan of [
      { proxy: 'basic' },
      { proxy: 'basic-wrong' },
      {
        status: {
          code: 302,
          contentType: 'text/html',
          body: '<html><title>Blocked</title>user CORP\\ann</html>',
          location: 'http://portal.example/login?user=ann',
        },
      },
    ] as const) {
      // A certificate in base64 can hold any three letters.
      const text = JSON.stringify(await gatherFrom(plan), (key, value: unknown) =>
        key === 'chain' ? undefined : value,
      );
      for (const secret of [
        's3cret',
        's3cret'.slice(0, 4),
        'guessed',
        'of-the-lab',
        'ann',
        'set-cookie',
        '"body"',
      ]) {
        assert.ok(!text.includes(secret), secret);
      }
    }
  });

  it('follows a redirect within the origin, and stops in a circle', async () => {
    const evidence = await gatherFrom({
      status: { ...healthyDistribution.status, code: 307, location: '/v3_5/system/status?again' },
    });
    const requests = evidence.distribution?.services[0]?.requests ?? [];
    assert.deepEqual(
      requests.map(({ probe }) => probe.http?.status),
      [307, 404],
    );
  });

  it('takes the way that it is told', async () => {
    const evidence = await gatherFrom({ proxy: 'denies' }, { route: 'direct' });
    const service = evidence.distribution?.services[0];
    assert.deepEqual(service?.route, { via: 'direct', decidedBy: 'as told with --route' });
    assert.equal(service.requests[0]?.probe.http?.status, 200);
  });

  it('asks nobody where the way is not known', async () => {
    const evidence = await gatherFrom({ discovery: true });
    const service = evidence.distribution?.services[0];
    assert.equal(service?.route.via, 'undecided');
    assert.deepEqual(service.requests, []);
  });

  it('asks nobody without leave, nor offline', async () => {
    const profile = {
      ...testProfile,
      distributionServices: [{ url: 'https://ds.example', environment: 'test' as const }],
    };
    const lookup = (): never => assert.fail('asked');
    for (const options of [{}, { outbound: { lookup }, offline: true }]) {
      const evidence = await gather(profile, { resolvers: [], env: {}, at, ...options });
      assert.equal(evidence.distribution, undefined);
    }
  });

  it('ends when the caller says so', async () => {
    const lab = await startDistributionLab({ plan: { ...healthyDistribution, port: 'silent' }, at });
    const stop = new AbortController();
    try {
      const gathering = gather(
        { ...testProfile, distributionServices: [lab.service] },
        {
          parts: new Set(['distribution'] as const),
          resolvers: [],
          outbound: lab.outbound,
          limits: lab.limits,
          env: {},
          at,
          signal: stop.signal,
          onProgress: () => {
            setImmediate(() => {
              stop.abort(new Error('interrupted'));
            });
          },
        },
      );
      await assert.rejects(gathering, /interrupted/);
    } finally {
      await lab.close();
    }
  });
});
