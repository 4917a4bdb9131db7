import assert from 'node:assert/strict';
import {
  ANY_DRAW,
  between,
  drawOf,
  LARGEST_DRAW,
  someDraw,
  withDraw,
  type Stretches,
} from '../../../../lib/pac/prove/domain/draws.js';

describe('pac/prove/domain/draws', () => {
  it('of one that nothing is known of: any, below 1', () => {
    const draws = withDraw(new Map(), 'a', [[0, 0.5]]);
    assert.deepEqual([drawOf(draws, 'a'), drawOf(draws, 'b')], [[[0, 0.5]], ANY_DRAW]);
    assert.deepEqual(drawOf(withDraw(draws, 'a', []), 'a'), []);
    assert.deepEqual(drawOf(draws, 'a'), [[0, 0.5]]);
    assert.ok(LARGEST_DRAW < 1 && LARGEST_DRAW + 2 ** -53 === 1);
  });

  for (const [stretches, low, high, expected] of [
    [[[0, 1]], 0.25, 0.5, [[0.25, 0.5]]],
    [[[0, 1]], 0, 1, [[0, 1]]],
    [
      [
        [0, 0.5],
        [0.75, 1],
      ],
      0.25,
      0.8,
      [
        [0.25, 0.5],
        [0.75, 0.8],
      ],
    ],
    // Without its end: none that begins there.
    [
      [
        [0, 0.5],
        [0.75, 1],
      ],
      0.5,
      0.75,
      [],
    ],
    [[[0, 0.5]], 0.5, 1, []],
    [[[0, 0.5]], 0.25, 0.25, []],
    [[[0.5, 1]], 0, 0.5, []],
    [[[0, 1]], 0.5, 0.25, []],
  ] as const satisfies readonly (readonly [Stretches, number, number, Stretches])[])
    it(`${JSON.stringify(stretches)} from ${low} to ${high}`, () => {
      assert.deepEqual(between(stretches, low, high), expected);
    });

  for (const [stretches, expected] of [
    [[], null],
    [[[0, 1]], 0.5],
    [
      [
        [0, 0.5],
        [0.75, 1],
      ],
      0.3,
    ],
    [[[0.5, 0.52]], 0.5],
    [[[0.2, 0.3]], 0.25],
    [[[0.98, 1]], 0.99],
    [[[0.96, 1]], 0.98],
    [[[0.123, 0.125]], 0.124],
    [[[0.1234, 0.1236]], 0.1234],
    [[[LARGEST_DRAW, 1]], LARGEST_DRAW],
  ] as const satisfies readonly (readonly [Stretches, number | null])[])
    it(`some number of ${JSON.stringify(stretches)}`, () => {
      assert.equal(someDraw(stretches), expected);
    });
});
