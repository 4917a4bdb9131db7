/** What a validation leaves behind when it ends, and what it makes of the rarer of its options. */
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import type { Exchange } from '../../lib/dns/exchange.js';
import { parseName } from '../../lib/dns/name.js';
import { createCache, parseAnchors, validate } from '../../lib/dnssec/index.js';
import { labInMemory } from '../../lib/lab/index.js';
import { at, tableExchange, unsigned } from './forge.js';
import { root, run, zone } from './status-zone.js';

const address = { answer: [zone.signed('h.example. 300 A 127.0.0.1')] };

describe('dnssec/validate: how it ends', () => {
  it('ends the questions that were asked ahead and are not needed any more', async () => {
    const table = tableExchange({
      '. DNSKEY': { answer: [root.dnskeys] },
      'example. DS': { answer: [root.dsFor(zone)] },
      'example. DNSKEY': { answer: [zone.dnskeys] },
      'h.example. A': address,
    });
    const signals = new Set<AbortSignal>();
    const exchange: Exchange = (query, options) => {
      if (options?.signal !== undefined) signals.add(options.signal);
      // The name's own DS and DNSKEY: the signer of the answer says that it is no zone.
      return table(query, options).then((bytes) =>
        bytes[3] === undefined || (bytes[3] & 15) === 2 ? new Promise(() => undefined) : bytes,
      );
    };
    const result = await validate({ name: 'h.example', type: 'A' }, { exchange, anchors: [root.anchor], at });
    assert.equal(result.status, 'secure');
    assert.deepEqual(
      [...signals].map(({ reason }) => String(reason)),
      ['Error: The validation has ended'],
    );
  });

  it('leaves no ear at the caller’s signal', async () => {
    const { signal } = new AbortController();
    await run('h.example.', 'A', address, { signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  it('warns of nothing where a limit left nothing to see', async () => {
    const { reasons, warnings, chain } = await run('h.example.', 'A', address, { limits: { queries: 1 } });
    assert.deepEqual([reasons.map(({ code }) => code), warnings, chain], [['limit-queries'], [], []]);
  });

  // A resolver that answers questions for DS with nothing is told from a zone's fault by one more question.
  for (const [queries, expected] of [
    [3, ['bogus', 'denial-missing', 'no judgement']],
    [4, ['bogus', 'denial-missing', 'a judgement']],
    [50, ['indeterminate', 'resolver-without-ds', 'a judgement']],
  ] as const)
    it(`lets the verdict stand where ${queries} queries are allowed: ${expected.join(', ')}`, async () => {
      const { exchange, anchors } = labInMemory({ at, faults: ['drops-ds'] });
      const { status, reasons, resolver } = await validate(
        { name: 't1c.t1t.io', type: 'A' },
        { exchange, anchors: parseAnchors(anchors, at), at, limits: { queries } },
      );
      const judged = resolver === undefined ? 'no judgement' : 'a judgement';
      assert.deepEqual([status, reasons[0]?.code, judged], expected);
    });

  it('keeps nothing of an answer that is not to be kept, and puts nothing out of the cache for it', async () => {
    const cache = createCache({ maxValidations: 1 });
    const queries = async (name: string, ttlSeconds: number): Promise<number> => {
      const answer = [{ ...zone.signed(`${name} 300 A 127.0.0.1`), ttlSeconds }];
      const result = await run(name, 'A', { answer }, { cache });
      assert.equal(result.status, 'secure');
      return result.cost.queries;
    };
    assert.ok((await queries('a.example.', 300)) > 0);
    assert.ok((await queries('z.example.', 0)) > 0);
    assert.ok((await queries('z.example.', 0)) > 0);
    assert.equal(await queries('a.example.', 300), 0);
  });
});

describe('dnssec/validate: what may be given', () => {
  for (const negative of ['example', parseName('EXAMPLE.')])
    it(`a negative anchor as ${typeof negative === 'string' ? 'text' : 'wire bytes'}`, async () => {
      const { status, reasons } = await run(
        'h.example.',
        'A',
        { answer: [unsigned('h.example. 300 A 192.0.2.1')] },
        { negativeAnchors: [negative] },
      );
      assert.deepEqual([status, reasons.map(({ code }) => code)], ['insecure', ['negative-anchor']]);
    });

  it('no anchor, and the wish to see what the child asks of its parent: there is no zone to ask', async () => {
    const result = await run('h.example.', 'A', address, { anchors: [], inspect: true });
    assert.deepEqual(
      [result.status, result.reasons.map(({ code }) => code), result.warnings, result.childSignals],
      ['indeterminate', ['no-anchor'], [], undefined],
    );
  });
});
