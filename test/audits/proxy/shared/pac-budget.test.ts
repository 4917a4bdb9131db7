import assert from 'node:assert/strict';
import { PacBudget } from '../../../../lib/audits/proxy/shared/pac-budget.js';

/** What the loads get one after the other, where each uses `uses` of its part: `null` where it gets none. */
function parts(totalMs: number, count: number, uses: (index: number) => number): (number | null)[] {
  let now = 5000;
  const budget = new PacBudget(totalMs, count, () => now);
  return Array.from({ length: count }, (_, index) => {
    const limits = budget.next();
    if (limits === null) return null;
    const { loadTimeMs = 0, timeMs = 0, proofTimeMs = 0 } = limits;
    const all = loadTimeMs + timeMs + proofTimeMs;
    now += all * uses(index);
    return all;
  });
}

describe('audits/proxy/pac-budget', () => {
  it('gives a file alone what one has by itself', () => {
    assert.deepEqual(
      parts(60_000, 1, () => 1),
      [1000 + 3000 + 10_000],
    );
  });

  it('gives many that do not end no more than there is', () => {
    for (const count of [12, 100, 500]) {
      const given = parts(60_000, count, () => 1);
      const sum = given.reduce<number>((all, one) => all + (one ?? 0), 0);
      assert.ok(sum <= 60_000, `${count}: ${sum}`);
      assert.ok(given.every((one) => one === null || one > 0));
    }
  });

  it('keeps its part for the last one, whoever came before', () => {
    assert.equal(parts(60_000, 30, () => 1).includes(null), false);
  });

  it('leaves what the quick ones do not use to the slow ones', () => {
    const [first = 0] = parts(60_000, 50, () => 1);
    const last = parts(60_000, 50, () => 0.01).at(-1) ?? 0;
    assert.ok(last > 5 * (first ?? 0), `${first} ${last}`);
  });

  it('says that there is no time where there is none', () => {
    assert.deepEqual(
      parts(400, 2, () => 1),
      [null, null],
    );
  });
});
