/** Turns at a rate: spaced evenly, and no more of them at once after a rest. */
import assert from 'node:assert/strict';
import { Pace } from '../../lib/batch/pace.js';

/** How long each turn waits (ms), of turns that are asked for at these moments; a clock that goes on as one waits. */
async function waits(perSecond: number, moments: readonly number[]): Promise<readonly number[]> {
  let nowMs = 0;
  const waited: number[] = [];
  const pace = new Pace(perSecond, {
    now: () => nowMs,
    wait: (ms) => {
      waited[waited.length - 1] = ms;
      return Promise.resolve();
    },
  });
  for (const moment of moments) {
    nowMs = moment;
    waited.push(0);
    await pace.turn();
  }
  return waited;
}

describe('batch: the pace', () => {
  for (const [title, perSecond, moments, expected] of [
    ['the first at once, then one after the other', 50, [0, 0, 0], [0, 20, 40]],
    ['none for what comes late enough', 50, [0, 20, 45], [0, 0, 0]],
    ['the rest of its time for what comes early', 50, [0, 5, 30], [0, 15, 10]],
    ['a rest saves up no turns', 50, [0, 10_000, 10_000, 10_000], [0, 0, 20, 40]],
    ['a millisecond, and nothing less', 1000, [0, 0], [0, 1]],
    ['nothing less', 2000, [0, 0, 0], [0, 0, 1]],
  ] as const)
    it(title, async () => {
      assert.deepEqual(await waits(perSecond, moments), expected);
    });
});
