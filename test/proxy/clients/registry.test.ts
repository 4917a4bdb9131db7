/** Whom an id with a version means. */
import assert from 'node:assert/strict';
import { parsedOnce } from '../../../lib/proxy/clients/parsed-once.js';
import { clientMistake, resolveClient } from '../../../lib/proxy/clients/registry.js';

describe('proxy/clients: whom an id means', () => {
  for (const [id, expected] of [
    ['curl@7.0', /^curl@7\.0: the oldest version modelled is \d/],
    ['curl@0', /the oldest version modelled/],
    ['nobody', /^"nobody" is no client program/],
    ['', /^"" is no client program/],
    ['curl', undefined],
    ['curl@99', undefined],
    ['go@1.19', undefined],
    ['go@1.18', /the oldest version modelled is 1\./],
  ] as const)
    it(`${id}: ${expected === undefined ? 'known' : 'not'}`, () => {
      const mistake = clientMistake(id);
      if (expected === undefined) assert.equal(mistake, undefined);
      else assert.match(mistake ?? '', expected);
    });

  it('a version has the newest grammar that is not newer', () => {
    for (const { variants, id } of [
      resolveClient('curl').model,
      resolveClient('go').model,
      resolveClient('docker').model,
    ]) {
      for (const { since } of variants) {
        assert.equal(resolveClient(`${id}@${since}`).id, `${id}@${since}`);
        assert.equal(resolveClient(`${id}@${since}.0`).id, `${id}@${since}`);
        assert.equal(resolveClient(`${id}@${since}.1`).id, `${id}@${since}`);
      }
      assert.equal(resolveClient(id).id, `${id}@${variants[0].since}`);
      assert.equal(resolveClient(`${id}@999`).id, `${id}@${variants[0].since}`);
    }
    assert.throws(() => resolveClient('nobody'), { code: 'unknown-client' });
  });

  it('a list is read once in a row, and kept where it is short', () => {
    let reads = 0;
    const parse = parsedOnce((rules) => ({ length: rules.length, reads: (reads += 1) }));
    const [short, long] = ['x'.repeat(8192), 'x'.repeat(8193)];
    assert.deepEqual(
      [parse('a'), parse('a'), parse('b'), parse('a')].map((one) => one.reads),
      [1, 1, 2, 3],
    );
    assert.deepEqual(
      [parse(short), parse(short), parse(long), parse(long)].map((one) => one.reads),
      [4, 4, 5, 6],
    );
    assert.deepEqual(parse(short), { length: 8192, reads: 4 });
  });
});
