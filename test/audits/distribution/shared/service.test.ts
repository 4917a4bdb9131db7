import assert from 'node:assert/strict';
import {
  endedBefore,
  isItself,
  perService,
  strengthOfServices,
  timesOf,
} from '../../../../lib/audits/distribution/shared/service.js';
import type { DistributionServiceEvidence } from '../../../../lib/evidence/distribution.js';
import type { ProbeEvidence, TrustStore } from '../../../../lib/evidence/probe.js';
import { testProfile } from '../../case.js';
import { failing } from './seen.js';

const url = 'https://ds.example/status';
const connect = { ms: 10, address: '192.0.2.1', port: 443 };
const dns = { ms: 2, host: 'ds.example' };
const session = (authorized: boolean) => ({ protocol: 'TLSv1.3', authorized, chain: [] });

describe('audits/distribution/shared/service', () => {
  const ends: readonly (readonly [title: string, probe: ProbeEvidence, reason: string])[] = [
    ['the name', { url, dns: { ...failing('x'), host: 'ds.example' } }, 'looking up the name (it was x)'],
    [
      'the connection',
      { url, dns, connect: { ...connect, ...failing('x') } },
      'the TCP connection (it was x)',
    ],
    ['TLS with the proxy', { url, connect, proxyTls: failing('x') }, 'TLS with the proxy (it was x)'],
    ['CONNECT', { url, connect, tunnel: failing('x') }, 'the proxy’s CONNECT (it was x)'],
    ['TLS', { url, connect, tls: failing('x') }, 'the TLS handshake (it was x)'],
    ['HTTP', { url, connect, http: failing('x') }, 'the HTTP request (it was x)'],
  ];
  for (const [title, probe, reason] of ends) {
    it(`a request that ended at ${title}`, () => {
      assert.deepEqual(endedBefore(probe), {
        message: 'not-reached',
        data: { reason: `the request ended at ${reason}` },
      });
    });
  }

  it('a request that did not end, and what was looked for is not in its answer', () => {
    const { data } = endedBefore({ url, http: { ms: 1, status: 200 } });
    assert.deepEqual(data, { reason: 'the answer lacks it' });
  });

  const times: readonly (readonly [probe: ProbeEvidence, text: string, totalMs: number])[] = [
    [{ url }, '', 0],
    [{ url, dns, connect }, 'DNS 2 ms, TCP 10 ms', 12],
    [
      { url, http: { ms: 6 }, tls: { ms: 5 }, tunnel: { ms: 4 }, proxyTls: { ms: 3 }, connect, dns },
      'DNS 2 ms, TCP 10 ms, TLS with the proxy 3 ms, CONNECT 4 ms, TLS 5 ms, HTTP 6 ms',
      30,
    ],
  ];
  for (const [probe, text, totalMs] of times) {
    it(`times: ${text || 'none'}`, () => {
      assert.deepEqual(timesOf(probe), { text, totalMs });
    });
  }

  const selves: readonly (readonly [
    authorized: boolean | undefined,
    stores: readonly TrustStore[] | undefined,
    is: boolean,
  ])[] = [
    [true, ['public', 'system'], true],
    [true, ['public'], true],
    // A root of the company: its proxy can have answered.
    [true, ['system'], false],
    [true, ['named'], false],
    [true, [], false],
    [true, undefined, false],
    [false, ['public'], false],
    [undefined, ['public'], false],
  ];
  for (const [authorized, anchoredIn, is] of selves) {
    it(`${is ? 'itself' : 'perhaps another'}: authorized ${authorized}, by a root of ${anchoredIn?.join(', ') ?? 'nobody knows whom'}`, () => {
      const tls = {
        ms: 1,
        ...(authorized === undefined ? {} : { session: session(authorized) }),
        ...(anchoredIn === undefined ? {} : { anchoredIn }),
      };
      assert.equal(isItself({ url, tls }), is);
    });
  }

  it('without TLS nobody is known', () => {
    assert.equal(isItself({ url }), false);
  });

  it('is judged service by service, by its first and last request', () => {
    const service = (name: string, ...asked: readonly string[]): DistributionServiceEvidence => ({
      url: name,
      route: { via: 'direct', decidedBy: 'x' },
      requests: asked.map((one) => ({ probe: { url: one } })),
    });
    const judge = (services: readonly DistributionServiceEvidence[]) =>
      perService<'seen'>({ systemRoots: { source: 'x' }, services }, ({ first, last }) => ({
        message: 'seen',
        data: { of: `${first.probe.url} ${last.probe.url}` },
      }));
    assert.deepEqual(judge([]), [{ message: 'none-named' }]);
    assert.deepEqual(
      judge([service('one', 'a'), service('two'), service('three', 'a', 'b', 'c')]).map(
        ({ message, subject, data }) => [message, subject, data?.['of']],
      ),
      [
        ['seen', 'one', 'a a'],
        ['not-reached', 'two', undefined],
        ['seen', 'three', 'a c'],
      ],
    );
  });

  it('asks nothing where the profile names none', () => {
    assert.equal(strengthOfServices(testProfile), 'required');
    assert.equal(strengthOfServices({ ...testProfile, distributionServices: [] }), 'none');
  });
});
