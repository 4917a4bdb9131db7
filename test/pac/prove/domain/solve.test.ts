/** A search over variables finds what trying all of their values finds. */
import assert from 'node:assert/strict';
import { nonNull } from '../../../../lib/pac/non-null.js';
import { plainVariable } from '../../../../lib/pac/prove/domain/octets.js';
import type { Abstract } from '../../../../lib/pac/prove/domain/abstract-value.js';
import {
  abstractOf,
  solve,
  type Model,
  type Relation,
  type Solution,
  type Variable,
} from '../../../../lib/pac/prove/domain/solve.js';
import { TermPool, type Argument, type Primitive } from '../../../../lib/pac/prove/domain/terms.js';

describe('pac/prove/domain/solve', () => {
  const SIZE = 12;
  const numbers = Array.from({ length: SIZE }, (_, index) => index);

  interface Puzzle {
    readonly title: string;
    readonly tests: readonly (readonly [name: string, left: string, right: string | number, want: boolean])[];
    readonly allowed?: readonly number[];
    /** At most. */
    readonly work: number;
  }
  /** Over x and y from 0 to 11; `sum`, `product` and `text` are of both. */
  const PUZZLES: readonly Puzzle[] = [
    { title: 'one value', work: 28, tests: [['==', 'x', 7, true]] },
    { title: 'all but one', work: 25, tests: [['==', 'x', 0, false]] },
    { title: 'a sum', work: 67, tests: [['==', 'sum', 22, true]] },
    { title: 'a sum that there is not', work: 4, tests: [['==', 'sum', 23, true]] },
    {
      title: 'a sum and an order',
      work: 205,
      tests: [
        ['==', 'sum', 9, true],
        ['<', 'y', 'x', true],
        ['>', 'x', 5, false],
      ],
    },
    {
      title: 'a product of primes',
      work: 228,
      tests: [
        ['===', 'product', 77, true],
        ['<', 'x', 'y', false],
      ],
    },
    { title: 'a product that there is not', work: 389, tests: [['===', 'product', 13, true]] },
    { title: 'a text', work: 200, tests: [['==', 'text', '10.3', true]] },
    { title: 'a text that there is not', work: 167, tests: [['==', 'text', '12.3', true]] },
    { title: 'a value that is not allowed', work: 2, tests: [['==', 'x', 7, true]], allowed: [1, 2, 3] },
    { title: 'the last that is allowed', work: 20, tests: [['>', 'x', 8, true]], allowed: [0, 9] },
    {
      title: 'a contradiction',
      work: 335,
      tests: [
        ['<', 'x', 'y', true],
        ['<', 'y', 'x', true],
      ],
    },
    { title: 'no relation', work: 10, tests: [] },
  ];

  for (const { title, tests, allowed, work } of PUZZLES)
    it(`${title}: a place where all hold, or none`, () => {
      const pool = new TermPool();
      const op = (name: string, ...args: readonly Argument[]): number => nonNull(pool.operation(name, args));
      const x = nonNull(pool.leaf('x', numbers, null));
      const y = nonNull(pool.leaf('y', numbers, null));
      const names: Readonly<Record<string, number>> = {
        x,
        y,
        sum: op('+', { term: x }, { term: y }),
        product: op('*', { term: x }, { term: y }),
        text: op('+', { term: op('+', { term: op('String', { term: x }) }, { value: '.' }) }, { term: y }),
      };
      const relations: Relation[] = tests.map(([name, left, right, want]) => ({
        term: op(
          name,
          { term: nonNull(names[left]) },
          typeof right === 'string' && names[right] !== undefined ? { term: names[right] } : { value: right },
        ),
        want,
      }));
      const mask =
        allowed === undefined ? null : Uint8Array.from(numbers, (one) => Number(allowed.includes(one)));
      const variables = [plainVariable('x', SIZE, mask), plainVariable('y', SIZE, null)];
      const evaluate = (term: number, at: Readonly<Record<string, number>>): Primitive => {
        const one = pool.get(term);
        return one.kind === 'leaf'
          ? one.values[nonNull(at[one.atom])]
          : one.apply(one.args.map((arg) => (typeof arg === 'number' ? evaluate(arg, at) : arg.value)));
      };
      const places = numbers.flatMap((one) => numbers.map((other) => ({ x: one, y: other })));
      const right = places.filter(
        (at) =>
          mask?.[at.x] !== 0 && relations.every(({ term, want }) => Boolean(evaluate(term, at)) === want),
      );
      const before = pool.work;
      const found: Solution = solve(pool, relations, variables, (atom) => atom);
      // Terms evaluated and parts looked at: what is known to hold, or not to, is not looked at again.
      assert.ok(pool.work < before && before - pool.work <= work, String(before - pool.work));
      // Of values that are given, those that fit are taken as they are, and others leave no trace.
      for (const place of places) {
        const model = new Map(Object.entries(place));
        const taken = solve(pool, relations, variables, (atom) => atom, [new Map([['x', SIZE]]), model]);
        if (right.includes(place)) assert.equal(taken, model);
        else assert.deepEqual(taken, found);
      }
      if (right.length === 0) assert.equal(found, 'none');
      else {
        assert.ok(typeof found !== 'string');
        const at = { x: nonNull(found.get('x')), y: nonNull(found.get('y')) };
        assert.ok(
          right.some((one) => one.x === at.x && one.y === at.y),
          JSON.stringify(at),
        );
        // What is known of each term is never less than it can be.
        for (const term of Object.values(names)) {
          const abstract = abstractOf(pool, relations, variables, term, (atom) => atom);
          for (const place of right) {
            const value = evaluate(term, place);
            if (abstract.kind === 'range')
              assert.ok(Number(value) >= abstract.low && Number(value) <= abstract.high);
            if (abstract.kind === 'constant') assert.ok(Object.is(value, abstract.value));
            if (abstract.kind === 'text') assert.ok(String(value).startsWith(abstract.prefix));
          }
        }
      }
    });

  it('prefers what it is told to, where that fits', () => {
    const pool = new TermPool();
    const x = nonNull(pool.leaf('x', numbers, null));
    const term = nonNull(pool.operation('>', [{ term: x }, { value: 3 }]));
    const variable = { ...plainVariable('x', SIZE, null), preferred: [2, 9, 7] };
    const found = solve(pool, [{ term, want: true }], [variable], (atom) => atom);
    assert.deepEqual(found, new Map([['x', 9]]));
    assert.deepEqual(
      solve(pool, [{ term, want: false }], [variable], (atom) => atom),
      new Map([['x', 2]]),
    );
  });

  it('is unsure of a variable with more values than are listed, unless none at all will do', () => {
    const pool = new TermPool();
    const x = nonNull(pool.open('me/text'));
    const size = (() => {
      const leaf = pool.get(x);
      return leaf.kind === 'leaf' ? leaf.values.length : 0;
    })();
    const variable = plainVariable('me/text', size, null, true);
    const ask = (name: string, value: Primitive, want: boolean): Solution =>
      solve(
        pool,
        [{ term: nonNull(pool.operation(name, [{ term: x }, { value }])), want }],
        [variable],
        (atom) => atom,
      );
    assert.equal(ask('==', 'fe80::1234:9', true), 'unsure');
    assert.ok(typeof ask('==', 'fe80::1234:9', false) !== 'string');
    const never = nonNull(
      pool.operation('<', [{ term: nonNull(pool.operation('length', [{ term: x }])) }, { value: 0 }]),
    );
    assert.equal(
      solve(pool, [{ term: never, want: true }], [variable], (atom) => atom),
      'none',
    );
    // Beside another variable, which is looked at after each of its texts.
    const y = nonNull(pool.leaf('y', numbers, null));
    const short = nonNull(
      pool.operation('<', [{ term: nonNull(pool.operation('length', [{ term: x }])) }, { term: y }]),
    );
    const both = [variable, plainVariable('y', SIZE, null)];
    const of = (relations: readonly Relation[]): Solution => solve(pool, relations, both, (atom) => atom);
    const one = of([{ term: short, want: true }]);
    assert.ok(typeof one !== 'string' && nonNull(one.get('y')) > 2);
    const below = nonNull(pool.operation('<', [{ term: y }, { value: 1 }]));
    const isThat = nonNull(pool.operation('==', [{ term: x }, { value: 'fe80::1234:9' }]));
    const turned = both.toReversed();
    for (const [first, order, expected] of [
      // While nothing is known of y there may be such a text; where y is 0, there is none.
      [short, both, 'unsure'],
      [short, turned, 'none'],
      [isThat, both, 'unsure'],
      [isThat, turned, 'unsure'],
    ] as const) {
      const asked = [first, below].map((term) => ({ term, want: true }));
      assert.equal(
        solve(pool, asked, order, (atom) => atom),
        expected,
      );
    }
  });

  it('knows of a term no more and no less than its variables can be', () => {
    const pool = new TermPool();
    const x = nonNull(pool.leaf('x', numbers, null));
    const term = nonNull(pool.operation('+', [{ term: x }, { value: 1 }]));
    const of = (...allowed: readonly number[]): Abstract => {
      const mask = Uint8Array.from(numbers, (one) => Number(allowed.includes(one)));
      return abstractOf(pool, [], [plainVariable('x', SIZE, mask)], term, (atom) => atom);
    };
    assert.deepEqual(of(3), { kind: 'constant', value: 4 });
    const some = of(2, 5, 11);
    assert.deepEqual([some.kind, 'low' in some && [some.low, some.high]], ['range', [3, 12]]);
  });

  it('takes back each value that it settled, in their order', () => {
    const pool = new TermPool();
    const atoms = ['x', 'y'];
    const [x, y] = atoms.map((atom) => nonNull(pool.leaf(atom, numbers, null)));
    const sum = nonNull(pool.operation('+', [{ term: nonNull(x) }, { term: nonNull(y) }]));
    const term = nonNull(pool.operation('==', [{ term: sum }, { value: 21 }]));
    const settled: string[] = [];
    const variables = atoms.map((name) => ({
      ...plainVariable(name, SIZE, null),
      preferred: [2, 10],
      settle: (value: number) => {
        settled.push(`${name}${value}`);
        return name === 'x' || value !== 10;
      },
      unsettle: () => {
        settled.push(`${name}-`);
      },
    }));
    assert.deepEqual(
      solve(pool, [{ term, want: true }], variables, (atom) => atom),
      new Map([
        ['x', 10],
        ['y', 11],
      ]),
    );
    // 2 is ruled out before it is settled.
    assert.deepEqual(settled, ['x10', 'y11', 'y-', 'x-']);
  });

  /** A hash of five variables that no values have, which no part of their ranges shows. */
  function costly(pool: TermPool): Solution {
    const atoms = ['a', 'b', 'c', 'd', 'e'];
    const op = (name: string, ...args: readonly Argument[]): number => nonNull(pool.operation(name, args));
    const leaves = atoms.map((atom) => nonNull(pool.leaf(atom, numbers, null)));
    const mixed = leaves.reduce((all, one) =>
      op('^', { term: op('*', { term: all }, { value: 31 }) }, { term: one }),
    );
    // A square is 0, 1, 2 or 4 of 7.
    const rest = op('%', { term: op('*', { term: mixed }, { term: mixed }) }, { value: 7 });
    const term = op('==', { term: rest }, { value: 3 });
    const variables = atoms.map((atom) => plainVariable(atom, SIZE, null));
    return solve(pool, [{ term, want: true }], variables, (atom) => atom);
  }

  for (const [work, least, most] of [
    [0, 0, 0],
    [100_000, 20_000, 20_100],
    [400_000, 50_000, 50_100],
    [8_000_000, 600_000, 600_100],
  ] as const)
    it(`gives up where its part of ${work} is spent, and says so`, () => {
      const pool = new TermPool();
      pool.work = work;
      assert.equal(costly(pool), 'unsure');
      const spent = work - pool.work;
      assert.ok(spent >= least && spent <= most, String(spent));
    });

  it('takes a number for one where a relation says that it is', () => {
    for (const [want, maybeNaN] of [
      [false, false],
      [true, true],
    ] as const) {
      const pool = new TermPool();
      const leaf = nonNull(pool.leaf('x', [NaN, 1, 7], null));
      const number = nonNull(pool.operation('*', [{ term: leaf }, { value: 2 }]));
      const term = nonNull(pool.operation('isNaN', [{ term: number }]));
      const other = nonNull(pool.operation('isFinite', [{ term: number }]));
      const variables = [plainVariable('x', 3, null)];
      const of = (relations: readonly Relation[]): Abstract =>
        abstractOf(pool, relations, variables, number, (atom) => atom);
      const found = of([{ term, want }]);
      assert.deepEqual([found.kind, 'maybeNaN' in found && found.maybeNaN], ['range', maybeNaN]);
      const unasked = of([{ term: other, want: false }]);
      assert.deepEqual([unasked.kind, 'maybeNaN' in unasked && unasked.maybeNaN], ['range', true]);
      // Which is no reason to hold: each value has to show it.
      const solution = solve(pool, [{ term, want }], variables, (atom) => atom);
      assert.deepEqual(solution, new Map([['x', want ? 0 : 1]]));
    }
  });

  it('settles no value that does not fit those before it', () => {
    const pool = new TermPool();
    const [x, y] = ['x', 'y'].map((atom) => nonNull(pool.leaf(atom, numbers, null)));
    const term = nonNull(pool.operation('<', [{ term: nonNull(x) }, { term: nonNull(y) }]));
    let before: number[] = [];
    const first: Variable = {
      ...plainVariable('x', SIZE, null),
      settle: (value) => {
        before = [value];
        return value > 4;
      },
    };
    const second: Variable = {
      ...plainVariable('y', SIZE, null),
      preferred: [10],
      fits: (low, high) => low <= nonNull(before[0]) + 2 && nonNull(before[0]) + 2 <= high,
    };
    const ask = (variables: readonly Variable[], models: readonly Model[] = []): Solution =>
      solve(pool, [{ term, want: true }], variables, (atom) => atom, models);
    const at = (one: number, other: number): Model =>
      new Map([
        ['x', one],
        ['y', other],
      ]);
    assert.deepEqual(ask([first, second]), at(5, 7));
    assert.deepEqual(ask([first, second], [at(3, 5), at(5, 10), at(6, 8)]), at(6, 8));
    assert.equal(ask([{ ...first, settle: () => false }, second]), 'none');
    assert.equal(ask([first, { ...second, fits: () => false }]), 'none');
    const none = {
      ...first,
      allowed: new Uint8Array(SIZE),
      fits: () => true,
      settle: () => true,
      preferred: [3],
    };
    assert.equal(ask([none, plainVariable('y', SIZE, null)]), 'none');
  });
});
