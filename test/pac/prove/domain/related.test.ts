/**
 * Which answers of a condition a path leaves possible: what earlier conditions say of the same variables counts, directly or by
 * way of others, and what they say of other variables does not.
 */
import assert from 'node:assert/strict';
import { nonNull } from '../../../../lib/pac/non-null.js';
import { ANY_V4 } from '../../../../lib/pac/prove/domain/addresses.js';
import { addressNumber } from '../../../../lib/pac/prove/domain/intervals.js';
import { NOTHING_KNOWN, withAddress, type Known } from '../../../../lib/pac/prove/domain/known.js';
import {
  abstractIn,
  drawName,
  exampleOf,
  heldOptions,
  modelOf,
  smallRangeOf,
} from '../../../../lib/pac/prove/domain/related.js';
import { TermPool, type Argument, type Primitive } from '../../../../lib/pac/prove/domain/terms.js';

const upTo = (count: number): number[] => Array.from({ length: count }, (_item, index) => index);

/** A pool of terms, and what stands in it: another for each test, since a pool keeps what it found. */
function world() {
  const pool = new TermPool();
  const op = (name: string, ...args: readonly (number | { readonly value: Primitive })[]): number =>
    nonNull(
      pool.operation(
        name,
        args.map((arg): Argument => (typeof arg === 'number' ? { term: arg } : arg)),
      ),
    );
  const is = (term: number, value: Primitive): number => op('===', term, { value });
  const below = (term: number, value: Primitive): number => op('<', term, { value });
  const leaf = (atom: string, values: readonly Primitive[], cuts: readonly number[] | null = null): number =>
    nonNull(pool.leaf(atom, values, cuts));
  const [x, y, z] = ['x', 'y', 'z'].map((name) => leaf(name, upTo(12))) as [number, number, number];
  /** Of one draw, cut in five for one table and in two for another. */
  const fifths = leaf('draw:t', ['a', 'b', 'c', 'd', 'e'], [0, 0.2, 0.4, 0.6, 0.8]);
  const octet = (sym: string, level: number): number => leaf(`${sym}/${level}`, upTo(256));
  const hour = leaf('L:hour', upTo(24));
  const minute = leaf('L:minute', upTo(60));
  const weekday = leaf('L:weekday', upTo(7));
  const hourOfGreenwich = leaf('G:hour', upTo(24));
  const text = nonNull(pool.open('a/text'));

  /** What is known after some conditions held, or did not. */
  const after = (held: readonly (readonly [term: number, want: boolean])[], start = NOTHING_KNOWN): Known =>
    held.reduce((known, [term, want]) => {
      const option = heldOptions(pool, known, term).find((one) => one.want === want);
      return nonNull(option).known;
    }, start);
  const wants = (known: Known, term: number): string =>
    heldOptions(pool, known, term)
      .map(({ want }) => want)
      .join();

  const only = (...values: readonly number[]): Uint8Array =>
    Uint8Array.from(upTo(256), (value) => Number(values.includes(value)));
  const tens = withAddress(NOTHING_KNOWN, 'a', {
    v4: {
      ...ANY_V4,
      intervals: [[addressNumber('10.0.0.0'), addressNumber('10.255.255.5')]],
      octets: [only(10), null, null, only(...upTo(6))],
    },
  });
  const same: Known = { ...tens, aliases: new Map([['b', 'a']]) };
  const xBelowY = op('<', x, y);
  return {
    pool,
    op,
    is,
    below,
    leaf,
    x,
    y,
    z,
    fifths,
    octet,
    hour,
    minute,
    weekday,
    hourOfGreenwich,
    text,
    after,
    wants,
    tens,
    same,
    xBelowY,
  };
}

type World = ReturnType<typeof world>;

const conditions = ({
  op,
  is,
  below,
  x,
  y,
  fifths,
  octet,
  hour,
  minute,
  weekday,
  hourOfGreenwich,
  text,
  after,
  tens,
  same,
  xBelowY,
}: World): readonly (readonly [what: string, known: Known, term: number, expected: string])[] => [
  ['one value of some', NOTHING_KNOWN, is(x, 7), 'true,false'],
  ['a value that there is not', NOTHING_KNOWN, is(x, 12), 'false'],
  ['what all values are', NOTHING_KNOWN, below(x, 12), 'true'],
  ['what was settled before', after([[is(x, 7), true]]), is(x, 7), 'true'],
  ['what was settled before, as not so', after([[is(x, 7), false]]), is(x, 7), 'false'],
  ['the same variable, elsewhere', after([[below(x, 5), true]]), is(x, 7), 'false'],
  ['the same variable, not ruled out', after([[below(x, 5), false]]), is(x, 7), 'true,false'],
  ['another variable', after([[below(y, 5), true]]), is(x, 7), 'true,false'],
  [
    'a variable that a third condition ties to it',
    after([
      [xBelowY, true],
      [below(y, 3), true],
    ]),
    is(x, 5),
    'false',
  ],
  [
    'the same conditions the other way about',
    after([
      [below(y, 3), true],
      [xBelowY, true],
    ]),
    is(x, 5),
    'false',
  ],
  [
    'a tie that does not hold',
    after([
      [xBelowY, false],
      [below(y, 3), true],
    ]),
    is(x, 5),
    'true,false',
  ],
  ['octets of an address that is known', tens, is(octet('a', 3), 5), 'true,false'],
  ['one that it cannot have', tens, is(octet('a', 3), 6), 'false'],
  ['the one that it has', tens, is(octet('a', 0), 10), 'true'],
  ['octets of another address', tens, is(octet('b', 3), 6), 'true,false'],
  ['octets of an address that is the same', same, is(octet('b', 3), 6), 'false'],
  [
    'a condition on the same address by its other name',
    after([[is(octet('a', 1), 4), true]], same),
    is(octet('b', 1), 4),
    'true',
  ],
  ['a condition on another octet', after([[is(octet('a', 3), 4), true]]), is(octet('a', 2), 4), 'true,false'],
  [
    'the sum of two octets that are settled',
    after([
      [is(octet('a', 0), 4), true],
      [is(octet('a', 1), 1), true],
    ]),
    is(op('+', octet('a', 0), octet('a', 1)), 6),
    'false',
  ],
  ['the hour', NOTHING_KNOWN, below(hour, 9), 'true,false'],
  ['a later hour', after([[below(hour, 9), true]]), is(hour, 12), 'false'],
  ['a later hour of Greenwich', after([[below(hour, 9), true]]), is(hourOfGreenwich, 12), 'true,false'],
  ['hour and minute', after([[below(hour, 9), true]]), is(op('+', hour, minute), 68), 'false'],
  [
    'hour and minute that may be',
    after([[below(hour, 9), true]]),
    is(op('+', hour, minute), 67),
    'true,false',
  ],
  ['hour and weekday', NOTHING_KNOWN, is(op('+', hour, weekday), 29), 'true,false'],
  ['hour and weekday, too early', after([[below(hour, 9), true]]), is(op('+', hour, weekday), 15), 'false'],
  ['two clocks', after([[below(hour, 9), true]]), is(op('+', hour, hourOfGreenwich), 32), 'false'],
  ['a part of a draw', NOTHING_KNOWN, is(fifths, 'd'), 'true,false'],
  [
    'a part of a draw that is behind what it can be',
    { ...NOTHING_KNOWN, draws: new Map([['draw', [[0, 0.6]]]]) },
    is(fifths, 'd'),
    'false',
  ],
  [
    'the last part of a draw',
    { ...NOTHING_KNOWN, draws: new Map([['draw', [[0.8, 1]]]]) },
    is(fifths, 'e'),
    'true',
  ],
  [
    'what another draw can be',
    { ...NOTHING_KNOWN, draws: new Map([['other', [[0, 0.1]]]]) },
    is(fifths, 'd'),
    'true,false',
  ],
  [
    'a fraction of a second that is known',
    { ...NOTHING_KNOWN, fractions: upTo(12).map((value) => value === 3) },
    is(x, 3),
    'true',
  ],
  ['a length that the text of an address has', NOTHING_KNOWN, is(op('length', text), 7), 'true,false'],
];

const ranges = ({
  op,
  is,
  leaf,
  x,
  octet,
  tens,
}: World): readonly (readonly [
  what: string,
  known: Known,
  term: number,
  expected: readonly number[] | null,
])[] => {
  const wide = (count: number): number => leaf(`w${count}`, upTo(count));
  return [
    ['all its values', NOTHING_KNOWN, x, upTo(12)],
    ['those that its octet has', tens, octet('a', 3), upTo(6)],
    ['the one that it has', tens, octet('a', 0), [10]],
    ['the same, worked on', NOTHING_KNOWN, op('+', x, { value: 3 }), upTo(12).map((value) => value + 3)],
    ['none for a text', NOTHING_KNOWN, op('String', x), null],
    ['none for a text that is one', tens, op('String', octet('a', 0)), null],
    ['none for what is no whole number', NOTHING_KNOWN, op('/', x, { value: 4 }), null],
    ['three hundred', NOTHING_KNOWN, wide(300), upTo(300)],
    ['none for more', NOTHING_KNOWN, wide(301), null],
    ['none for a truth', NOTHING_KNOWN, is(x, 7), null],
    ['NaN with them', NOTHING_KNOWN, leaf('n', [1, 2, NaN]), [1, 2, NaN]],
  ];
};

describe('pac/prove/domain/related', () => {
  for (const [index, [what, , , expected]] of conditions(world()).entries())
    it(`${what}: ${expected}`, () => {
      const here = world();
      const [, known, term] = nonNull(conditions(here)[index]);
      assert.equal(here.wants(known, term), expected);
      // Asked again it comes from what is kept.
      assert.equal(here.wants(known, term), expected);
    });

  it('keeps the order of what held, and knows a list again', () => {
    const { pool, below, x, after, xBelowY } = world();
    const known = after([
      [below(x, 5), true],
      [xBelowY, false],
    ]);
    assert.deepEqual(known.relations, [
      { term: below(x, 5), want: true },
      { term: xBelowY, want: false },
    ]);
    const again = after([
      [below(x, 5), true],
      [xBelowY, false],
    ]);
    assert.equal(again.relations, known.relations);
    assert.notEqual(
      after([
        [below(x, 5), true],
        [xBelowY, true],
      ]).relations,
      known.relations,
    );
    assert.equal(nonNull(heldOptions(pool, known, xBelowY)[0]).known, known);
  });

  it('narrows the clock rather than adding a condition', () => {
    const { below, hour, after, wants } = world();
    const known = after([[below(hour, 9), true]]);
    assert.deepEqual(known.relations, []);
    assert.deepEqual(wants(known, below(hour, 9)), 'true');
  });

  it('finds a place at which all conditions hold', () => {
    const { pool, op, is, below, x, y, z, after } = world();
    const known = after([
      [is(op('+', x, y), 9), true],
      [below(y, x), false],
      [is(z, 4), true],
    ]);
    const model = modelOf(pool, known);
    assert.ok(typeof model !== 'string');
    const [one, other] = [nonNull(model.get('x')), nonNull(model.get('y'))];
    assert.equal(one + other, 9);
    assert.ok(!(other < one));
    assert.equal(model.get('z'), 4);
    assert.deepEqual(modelOf(pool, NOTHING_KNOWN), new Map());
    const impossible = { ...known, relations: [...known.relations, { term: is(z, 5), want: true }] };
    assert.equal(modelOf(pool, impossible), 'none');
  });

  it('shows a value that a term has there, or none', () => {
    const { pool, op, is, x, y, octet, after, same } = world();
    const known = after([[is(op('+', x, y), 3), true]]);
    assert.deepEqual(exampleOf(pool, known, op('*', op('+', x, y), { value: 2 })), { value: 6 });
    const settled = after([[is(octet('b', 3), 4), true]], same);
    assert.deepEqual(exampleOf(pool, settled, op('+', octet('a', 3), { value: 1 })), { value: 5 });
    const impossible = { ...known, relations: [...known.relations, { term: is(x, 12), want: true }] };
    assert.equal(exampleOf(pool, impossible, x), null);
  });

  for (const [index, [what, , , expected]] of ranges(world()).entries())
    it(`the numbers of a term: ${what}`, () => {
      const here = world();
      const [, known, term] = nonNull(ranges(here)[index]);
      assert.deepEqual(smallRangeOf(here.pool, known, term), expected);
    });

  it('knows a term by what its variables can be', () => {
    const { pool, is, octet, tens } = world();
    assert.deepEqual(abstractIn(pool, tens, is(octet('a', 0), 10)), { kind: 'constant', value: true });
    assert.equal(abstractIn(pool, NOTHING_KNOWN, is(octet('a', 0), 10)).kind, 'truth');
    assert.equal(drawName('draw:t'), 'draw');
    assert.equal(drawName('draw'), 'draw');
  });
});
