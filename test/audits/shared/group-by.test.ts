import assert from 'node:assert/strict';
import { groupBy } from '../../../lib/audits/shared/group-by.js';

describe('audits/shared/group-by', () => {
  const cases: readonly (readonly [title: string, items: readonly string[], groups: object])[] = [
    ['nothing', [], {}],
    ['one of each', ['b', 'a'], { b: ['b'], a: ['a'] }],
    [
      'keys in the order in which each was first seen, items in theirs',
      ['b2', 'a1', 'b1', 'a2'],
      { b: ['b2', 'b1'], a: ['a1', 'a2'] },
    ],
    ['what is no key of an object of its own', ['_', '_x'], { _: ['_', '_x'] }],
  ];
  for (const [title, items, groups] of cases) {
    it(title, () => {
      const found = groupBy(items, (item) => item.charAt(0));
      assert.deepEqual([...found], Object.entries(groups));
    });
  }

  it('takes any text for a key', () => {
    assert.deepEqual(
      [...groupBy(['__proto__', 'constructor', ''], (item) => item).keys()],
      ['__proto__', 'constructor', ''],
    );
  });
});
