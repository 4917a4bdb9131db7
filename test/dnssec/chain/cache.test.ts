/** What validations share: how long it is kept, who waits for whom, and what leaves first. */
import assert from 'node:assert/strict';
import { parseName } from '../../../lib/dns/name.js';
import { createCache } from '../../../lib/dnssec/chain/cache.js';
import type { ZoneState } from '../../../lib/dnssec/chain/zone-state.js';
import type { Status, Validation } from '../../../lib/dnssec/types.js';

const name = parseName('example.');
const stateOf = (status: Status, zone = name): ZoneState => ({ zone, status, cached: false }) as ZoneState;
const stepTo =
  (status: Status, untilSeconds: number) => (): Promise<{ state: ZoneState; untilSeconds: number }> =>
    Promise.resolve({ state: stateOf(status), untilSeconds });
const never = (): never => {
  throw new Error('asked again');
};

describe('dnssec/cache', () => {
  for (const [status, isKept] of [
    ['secure', true],
    ['insecure', true],
    ['bogus', false],
    ['indeterminate', false],
  ] as const)
    it(`keeps a zone that is ${status}: ${isKept ? 'up to its time, without it' : 'no'}`, async () => {
      const cache = createCache();
      const found = await cache.zone(name, 100, stepTo(status, 200));
      assert.deepEqual([found.status, found.cached], [status, false]);
      assert.equal(cache.knowsZone(name, 199), isKept);
      assert.equal(cache.knowsZone(parseName('EXAMPLE.'), 199), isKept);
      assert.equal(cache.knowsZone(name, 200), false);
      if (!isKept) return;
      assert.equal((await cache.zone(name, 199, never)).cached, true);
      assert.equal((await cache.zone(name, 200, stepTo('bogus', 0))).status, 'bogus');
    });

  it('keeps nothing whose time is over already', async () => {
    const cache = createCache();
    await cache.zone(name, 100, stepTo('secure', 100));
    assert.equal(cache.knowsZone(name, 99), false);
  });

  for (const [title, status, untilSeconds, steps] of [
    ['one step serves two', 'secure', 200, 1],
    ['though it is not kept', 'insecure', 100, 1],
    ['what one could not prove the other tries', 'bogus', 200, 2],
  ] as const)
    it(`at once: ${title}`, async () => {
      const cache = createCache();
      let count = 0;
      const step = () => {
        count += 1;
        return stepTo(status, untilSeconds)();
      };
      const both = [cache.zone(name, 100, step), cache.zone(name, 100, step)];
      assert.equal(cache.knowsZone(name, 100), true);
      const [first, second] = await Promise.all(both);
      assert.equal(count, steps);
      assert.deepEqual([first?.cached, second?.cached], [false, steps === 1]);
      assert.deepEqual([first?.status, second?.status], [status, status]);
      assert.equal(cache.knowsZone(name, 100), steps === 1 && untilSeconds > 100);
    });

  it('at once: one that fails fails alone', async () => {
    const cache = createCache();
    const first = cache.zone(name, 100, () => Promise.reject(new Error('its own limit')));
    const second = cache.zone(name, 100, stepTo('secure', 200));
    await assert.rejects(first, /its own limit/);
    assert.deepEqual([(await second).status, (await second).cached], ['secure', false]);
    assert.equal(cache.knowsZone(name, 100), true);
  });

  it('at once: the one that ends leaves those alone that still look', async () => {
    const cache = createCache();
    const endings: (() => void)[] = [];
    const slow = (status: Status) => () =>
      new Promise<{ state: ZoneState; untilSeconds: number }>((resolve) => {
        endings.push(() => {
          resolve({ state: stateOf(status), untilSeconds: 200 });
        });
      });
    const first = cache.zone(name, 100, () => Promise.reject(new Error('its own limit')));
    const others = ['bogus', 'secure'].map((status) => cache.zone(name, 100, slow(status as Status)));
    await assert.rejects(first);
    await new Promise((resolve) => setImmediate(resolve));
    endings[0]?.();
    assert.equal((await others[0])?.status, 'bogus');
    assert.equal(cache.knowsZone(name, 100), true);
    endings[1]?.();
    assert.equal((await others[1])?.status, 'secure');
  });

  it('lets one at a time ask ahead', () => {
    const cache = createCache();
    assert.deepEqual(
      [cache.claim(name), cache.claim(name), cache.claim(parseName('Example'))],
      [true, false, false],
    );
    cache.release([parseName('other.')]);
    assert.equal(cache.claim(name), false);
    cache.release([name]);
    assert.equal(cache.claim(name), true);
  });

  it('holds as many as it may, the oldest leave first', async () => {
    const cache = createCache({ maxEntries: 2 });
    const keep = (text: string) =>
      cache.zone(parseName(text), 100, () =>
        Promise.resolve({ state: stateOf('secure', parseName(text)), untilSeconds: 200 }),
      );
    const known = () => ['a', 'b', 'c'].filter((text) => cache.knowsZone(parseName(text), 100)).join('');
    await keep('a');
    await keep('b');
    assert.equal(known(), 'ab');
    await keep('c');
    assert.equal(known(), 'bc');
  });

  it('keeps whole validations as long, one that is kept anew as the newest', () => {
    const one = { status: 'secure' } as Validation;
    const cache = createCache({ maxEntries: 2 });
    for (const key of ['a', 'b', 'a', 'c']) cache.keepValidation(key, one, 200);
    assert.deepEqual(
      ['a', 'b', 'c'].map((key) => cache.validation(key, 199)),
      [one, undefined, one],
    );
    assert.equal(cache.validation('a', 200), undefined);
    const least = createCache({ maxEntries: 0 });
    least.keepValidation('a', one, 200);
    assert.equal(least.validation('a', 1), one);
  });

  for (const [maxValidations, kept] of [
    [0, []],
    [2, ['b', 'c']],
    [undefined, ['a', 'b', 'c']],
  ] as const)
    it(`keeps ${maxValidations ?? 'as many validations as zones'}${maxValidations === undefined ? '' : ' validations'}, the last, and all its zones`, async () => {
      const cache = createCache(maxValidations === undefined ? {} : { maxValidations });
      for (const key of ['a', 'b', 'c']) {
        await cache.zone(parseName(`${key}.`), 100, stepTo('secure', 200));
        cache.keepValidation(key, { name: key } as Validation, 200);
      }
      const found = ['a', 'b', 'c'].filter((key) => cache.validation(key, 100) !== undefined);
      assert.deepEqual(found, kept);
      for (const key of ['a', 'b', 'c']) assert.equal(cache.knowsZone(parseName(`${key}.`), 100), true);
    });
});
