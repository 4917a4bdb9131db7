import assert from 'node:assert/strict';
import { ExchangeError } from '../../lib/dns/index.js';
import type { EvidenceKey } from '../../lib/evidence/types.js';
import { gather, type GatherOptions } from '../../lib/gather/index.js';
import { testProfile } from '../audits/case.js';

const at = new Date('2026-11-24T08:00:00Z');

/** Options under which everything could be looked at, and a list of what was. */
function everything(): { options: GatherOptions; asked: string[] } {
  const asked: string[] = [];
  const refuse = (what: string) => () => {
    asked.push(what);
    return Promise.reject(new TypeError('not to be reached'));
  };
  return {
    asked,
    options: {
      resolvers: [{ id: 'lab', exchange: refuse('dns') }],
      pac: ['-'],
      readStdin: refuse('pac'),
      agent: true,
      env: { https_proxy: 'http://p:1' },
      at,
    },
  };
}

describe('gather: the parts that are asked for', () => {
  it('gathers nothing where none is', async () => {
    const { options, asked } = everything();
    const evidence = await gather(testProfile, { ...options, parts: new Set() });
    assert.deepEqual(asked, []);
    assert.deepEqual(Object.keys(evidence), ['schemaVersion', 'tool', 'collectedAt', 'profile']);
  });

  it('gathers nothing of a part that it does not know', async () => {
    const { options, asked } = everything();
    const parts = new Set(['everything', '__proto__'] as unknown as EvidenceKey[]);
    assert.deepEqual(Object.keys(await gather(testProfile, { ...options, parts })).length, 4);
    assert.deepEqual(asked, []);
  });

  it('gathers that part and no other', async () => {
    const { options, asked } = everything();
    const evidence = await gather(testProfile, { ...options, parts: new Set(['proxySettings'] as const) });
    assert.deepEqual(asked, []);
    assert.deepEqual(Object.keys(evidence).slice(4), ['proxySettings']);
  });

  it('reads settings for the PAC they name, and keeps the PAC alone', async () => {
    const { options } = everything();
    const evidence = await gather(testProfile, {
      ...options,
      parts: new Set(['pac'] as const),
      readStdin: () => Promise.resolve(Buffer.from('function FindProxyForURL() { return "DIRECT"; }')),
    });
    assert.deepEqual(Object.keys(evidence).slice(4), ['pac']);
  });

  it('starts everything at once', async () => {
    // Each of the two waits until the other has begun: gathered one after the other, neither would end.
    let dnsBegun = (): void => undefined;
    let pacBegun = (): void => undefined;
    const dns = new Promise<void>((resolve) => (dnsBegun = resolve));
    const pac = new Promise<void>((resolve) => (pacBegun = resolve));
    const { options } = everything();
    const evidence = await gather(testProfile, {
      ...options,
      parts: new Set(['dns', 'pac', 'proxySettings'] as const),
      resolvers: [
        {
          id: 'lab',
          exchange: async () => {
            dnsBegun();
            await pac;
            throw new ExchangeError('timeout', 'lab', 'no answer');
          },
        },
      ],
      readStdin: async () => {
        pacBegun();
        await dns;
        return Buffer.from('function FindProxyForURL() { return "DIRECT"; }');
      },
    });
    assert.deepEqual(Object.keys(evidence).slice(4), ['dns', 'pac', 'proxySettings']);
  });

  it('contacts nothing offline', async () => {
    const { options, asked } = everything();
    const evidence = await gather(testProfile, {
      ...options,
      pac: ['http://127.0.0.1:9/proxy.pac'],
      offline: true,
    });
    assert.deepEqual(asked, []);
    assert.equal(evidence.dns, undefined);
    assert.equal(evidence.pac?.[0]?.error?.code, 'offline');
  });
});
