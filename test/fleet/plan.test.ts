/** Which change helps most machines first. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planOf } from '../../lib/fleet/plan.js';

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const needs = (...all: readonly (readonly number[])[]) => all.map((causes) => ({ causes }));

describe('fleet: the order of changes', () => {
  const cases: readonly (readonly [
    title: string,
    needs: readonly (readonly number[])[],
    plan: readonly (readonly [cause: string, machines: number, right: number])[],
  ])[] = [
    ['nothing is to be changed', [[], []], []],
    [
      'what is on most machines goes first',
      [[1], [1], [0]],
      [
        ['b', 2, 2],
        ['a', 1, 3],
      ],
    ],
    [
      'of two on as many the one that alone puts more right',
      [[0, 1], [0, 1], [1], [0, 2]],
      [
        ['b', 3, 1],
        ['a', 3, 3],
        ['c', 1, 4],
      ],
    ],
    [
      'what a change has put right counts no more for the next',
      [[0, 1], [0, 1], [0], [2]],
      [
        ['a', 3, 1],
        ['b', 2, 3],
        ['c', 1, 4],
      ],
    ],
  ];
  for (const [title, machines, plan] of cases)
    it(title, () => {
      assert.deepEqual(
        planOf(needs(...machines), keys).map(({ cause, machines: on, right }) => [cause, on, right]),
        plan,
      );
    });

  it('puts every machine right in the end, none twice', () => {
    const machine = fc.uniqueArray(fc.nat(5), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(machine, { maxLength: 40 }), (machines) => {
        const plan = planOf(needs(...machines), keys);
        const open = machines.filter(({ length }) => length > 0).length;
        assert.equal(plan.at(-1)?.right ?? 0, open);
        assert.equal(new Set(plan.map(({ cause }) => cause)).size, plan.length);
        for (const [index, { right, machines: on }] of plan.entries()) {
          const before = plan[index - 1]?.right ?? 0;
          assert.ok(right >= before && right - before <= on);
        }
      }),
    );
  });
});
