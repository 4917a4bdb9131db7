/** Terms compute what the language does. */
import assert from 'node:assert/strict';
import { compileFunction } from 'node:vm';
import { nonNull } from '../../../../lib/pac/non-null.js';
import { isTest, TermPool, type Argument, type Primitive } from '../../../../lib/pac/prove/domain/terms.js';

const SAMPLES: readonly Primitive[] = [
  0,
  -0,
  1,
  -2.5,
  7,
  NaN,
  Infinity,
  '',
  '7',
  ' 12px',
  'abcabc',
  '10.0.0.1',
  true,
  null,
  undefined,
];

/** What a term of constants comes to. */
function valueOf(pool: TermPool, term: number): Primitive {
  const one = pool.get(term);
  assert.ok(one.kind === 'operation');
  return one.apply(one.args.map((arg) => (typeof arg === 'number' ? valueOf(pool, arg) : arg.value)));
}

/** Each in the language's own words. */
const PAIRS: Readonly<Record<string, string>> = Object.fromEntries(
  '+ - * / % & | ^ << >> >>> < > <= >= == != === !=='.split(' ').map((one) => [one, `a ${one} b`]),
);
const WORDS: Readonly<Record<string, string>> = {
  ...PAIRS,
  'unary-': '-a',
  'unary+': '+a',
  'unary~': '~a',
  is: 'Object.is(a, b)',
  typeof: 'typeof a',
  Boolean: 'Boolean(a)',
  Number: 'Number(a)',
  String: 'String(a)',
  isNaN: 'isNaN(a)',
  isFinite: 'isFinite(a)',
  parseInt: 'parseInt(a, b)',
  parseFloat: 'parseFloat(a)',
  ...Object.fromEntries(
    'abs ceil floor round trunc sign sqrt'.split(' ').map((one) => [`Math.${one}`, `Math.${one}(a)`]),
  ),
  'Math.min': 'Math.min(a, b)',
  'Math.max': 'Math.max(a, b)',
};
const TEXT_WORDS: Readonly<Record<string, string>> = {
  length: 'a.length',
  ...Object.fromEntries(
    'charAt charCodeAt indexOf lastIndexOf substring substr slice startsWith endsWith includes concat'
      .split(' ')
      .map((one) => [`.${one}`, `a.${one}(b)`]),
  ),
  ...Object.fromEntries(
    'trim toLowerCase toUpperCase toString valueOf'.split(' ').map((one) => [`.${one}`, `a.${one}()`]),
  ),
};

const meaningOf = (words: string): ((a: Primitive, b: Primitive) => Primitive) =>
  compileFunction(`return ${words}`, ['a', 'b']) as (a: Primitive, b: Primitive) => Primitive;

describe('pac/prove/domain/terms', () => {
  for (const [name, words] of [...Object.entries(WORDS), ...Object.entries(TEXT_WORDS)])
    it(`${name} is ${words}`, () => {
      const pool = new TermPool();
      const meaning = meaningOf(words);
      const isOfText = Object.hasOwn(TEXT_WORDS, name);
      for (const a of SAMPLES)
        for (const b of SAMPLES) {
          const args = [
            { value: a },
            ...(words.includes('b)') || words.endsWith(' b') ? [{ value: b }] : []),
          ];
          const term = pool.operation(name, args);
          if (isOfText && typeof a !== 'string') {
            // Not there for other values, but for the text of a number.
            if (!(name === '.toString' && typeof a === 'number')) assert.equal(term, null, String(a));
            continue;
          }
          assert.ok(term !== null);
          assert.ok(Object.is(valueOf(pool, term), meaning(a, b)), `${String(a)} ${String(b)}`);
          const { type } = pool.get(term);
          const found = meaning(a, b);
          if (type !== null) assert.equal(typeof found, type === 'text' ? 'string' : 'number');
        }
    });

  for (const [name, args, type] of [
    ['+', ['a', 1], 'text'],
    ['+', [1, 'a'], 'text'],
    ['+', [1, 2], 'number'],
    ['+', [1, null], null],
    ['-', [null, 'a'], 'number'],
    ['unary~', [null], 'number'],
    ['Math.min', [1, 2], 'number'],
    ['parseInt', ['7', 10], 'number'],
    ['.indexOf', ['a', 'b'], 'number'],
    ['.charCodeAt', ['a', 0], 'number'],
    ['length', ['a'], 'number'],
    ['.replace', ['a', 'a', 'b'], 'text'],
    ['typeof', [1], 'text'],
    ['String', [null], 'text'],
    ['.includes', ['a', 'b'], null],
    ['<', [1, 2], null],
    ['Boolean', [1], null],
  ] as const satisfies readonly (readonly [string, readonly Primitive[], string | null])[])
    it(`${name} of ${JSON.stringify(args)} is ${type ?? 'of no one type'}`, () => {
      const pool = new TermPool();
      assert.equal(
        pool.get(
          nonNull(
            pool.operation(
              name,
              args.map((value) => ({ value })),
            ),
          ),
        ).type,
        type,
      );
    });

  it('which of them answer true or false', () => {
    for (const name of ['<', '>=', '==', '!==', 'is', 'Boolean']) assert.ok(isTest(name), name);
    for (const name of ['typeof', '+', 'unary-', 'Number', 'toString', '.includes', ''])
      assert.ok(!isTest(name), name);
  });

  it('one that is made again is the one there was; another value, place or kind is another', () => {
    const pool = new TermPool();
    const leaf = (
      atom: string,
      values: readonly Primitive[],
      cuts: readonly number[] | null = null,
    ): number => nonNull(pool.leaf(atom, values, cuts));
    const leaves = [
      leaf('a', [1, 2]),
      leaf('a', ['1', 2]),
      leaf('a', [0]),
      leaf('a', [-0]),
      leaf('b', [1, 2]),
      leaf('a', [1, 2], [0, 0.5]),
      leaf('a', [1, 2], [0, 0.25]),
      nonNull(pool.open('a')),
    ];
    assert.equal(new Set(leaves).size, leaves.length);
    assert.deepEqual([leaf('a', [1, 2]), pool.open('a')], [leaves[0], leaves[7]]);
    const term = (name: string, ...args: Argument[]): number => nonNull(pool.operation(name, args));
    const terms = [
      term('+', { term: 0 }, { value: 1 }),
      term('+', { term: 0 }, { value: '1' }),
      term('+', { term: 1 }, { value: 1 }),
      term('+', { value: 1 }, { term: 0 }),
      term('-', { term: 0 }, { value: 1 }),
      term('+', { value: '#0' }, { value: 1 }),
    ];
    assert.equal(new Set(terms).size, terms.length);
    assert.equal(term('+', { term: 0 }, { value: 1 }), terms[0]);
    assert.deepEqual(
      leaves.slice(0, 6).map((one) => pool.get(one).type),
      ['number', null, 'number', 'number', 'number', 'number'],
    );
    const open = pool.get(nonNull(pool.open('a')));
    assert.ok(open.kind === 'leaf' && open.isOpen && open.type === 'text' && open.values.length > 3);
  });

  it('none of a function that is not known, nor of a text too long, nor beyond the most there may be', () => {
    const pool = new TermPool();
    assert.equal(pool.operation('eval', [{ value: '1' }]), null);
    assert.equal(pool.operation('toString', [{ value: '1' }]), null);
    assert.equal(pool.operation('.toString', [{ value: 7 }, { value: 2 }]), null);
    assert.equal(pool.operation('+', [{ value: 'x'.repeat(5_000) }, { value: 1 }]), null);
    assert.notEqual(pool.operation('+', [{ value: 'x'.repeat(4_000) }, { value: 1 }]), null);
    const small = new TermPool();
    for (let index = 0; index < 50_000; index++) assert.equal(small.leaf('a', [index], null), index);
    assert.equal(small.leaf('a', [-1], null), null);
    assert.equal(small.leaf('a', [7], null), 7);
  });

  it('what some rest on, each after what it rests on', () => {
    const pool = new TermPool();
    const [a, b, c] = ['a', 'b', 'c'].map((atom) => nonNull(pool.leaf(atom, [0, 1], null)));
    const sum = nonNull(pool.operation('+', [{ term: nonNull(a) }, { term: nonNull(b) }]));
    const less = nonNull(pool.operation('<', [{ term: sum }, { term: nonNull(a) }]));
    assert.deepEqual(pool.below([less]), [a, b, sum, less]);
    assert.deepEqual(pool.below([sum, nonNull(c)]), [a, b, c, sum]);
    assert.deepEqual(
      pool.leavesOf([less]).map(({ atom }) => atom),
      ['a', 'b'],
    );
    assert.deepEqual(
      pool.leavesBelow(less).map(({ atom }) => atom),
      ['a', 'b'],
    );
    assert.equal(pool.leavesBelow(less), pool.leavesBelow(less));
  });
});
