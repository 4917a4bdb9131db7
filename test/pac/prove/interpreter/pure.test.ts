/**
 * Builtins marked `pure` are called for each member of a set of values, one by one: what they give may rest on the primitives
 * given and on nothing else. Each is tried on many; and one that would pass the trial and lacks the mark has a reason here.
 */
import assert from 'node:assert/strict';
import { GuestThrow, ObstacleError } from '../../../../lib/pac/prove/interpreter/errors.js';
import { NativeFn } from '../../../../lib/pac/prove/interpreter/native.js';
import { KnownRun } from '../../../../lib/pac/prove/interpreter/run.js';
import { isObj, isUnknown, type Obj, type Value } from '../../../../lib/pac/prove/interpreter/values.js';

const PRIMITIVES: readonly Value[] = [undefined, null, true, '', '0', '12px', 'a.b%41', -0, 1, 2.5, NaN];
const METHOD = /^(?:String|Number|Boolean)\.prototype\./;

/** All functions of the language that a script can reach. */
function nativesOf({ vm }: KnownRun): NativeFn[] {
  const seen = new Set<Obj>();
  const queue: Obj[] = [vm.global, vm.realm.arrayPrototype, vm.realm.prototypeOf('String')];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.proto !== null) queue.push(at.proto);
    for (const { value, get, set } of at.properties.values())
      for (const next of [value, get, set]) if (isObj(next)) queue.push(next);
  }
  return [...seen].filter((one) => one instanceof NativeFn);
}

/** What a call gives, as a text; `other`: anything that a pure function may not give or do. */
function outcome(run: KnownRun, fn: NativeFn, self: Value, args: readonly Value[]): string {
  try {
    const result = fn.row.body(run.vm, self, args, undefined);
    if (isObj(result)) return 'other: an object';
    if (isUnknown(result)) return 'not known';
    return Object.is(result, -0) ? 'number -0' : `${typeof result} ${String(result)}`;
  } catch (error) {
    if (error instanceof GuestThrow) return `throws ${isObj(error.value) ? run.errorName(error.value) : ''}`;
    // A run of known values has neither clock nor chance: a builtin that asks for them ends here.
    if (error instanceof ObstacleError) return `other: ${error.message}`;
    throw error;
  }
}

/** Why a builtin is not pure, as far as trying it shows; `null` where it seems to be. */
function impurity(fn: NativeFn): string | null {
  const [run, again] = [new KnownRun(), new KnownRun()];
  const isMethod = METHOD.test(fn.row.id);
  let answers = 0;
  for (const first of PRIMITIVES)
    for (const second of PRIMITIVES) {
      const [self, args] = isMethod ? [first, [second]] : [undefined, [first, second]];
      const found = outcome(run, fn, self, args);
      if (found.startsWith('other'))
        return `${found} (${PRIMITIVES.indexOf(first)}, ${PRIMITIVES.indexOf(second)})`;
      if (!found.startsWith('throws')) answers += 1;
      const others = isMethod ? [self] : [self, run.vm.global, 'self', 7];
      for (const other of others)
        if (outcome(run, fn, other, args) !== found)
          return `it rests on what it is called on, or on what was`;
      if (outcome(again, fn, self, args) !== found) return 'it rests on earlier calls';
    }
  return answers === 0 ? 'it answers none' : null;
}

const natives = nativesOf(new KnownRun());

/** Those that the trial cannot tell from pure ones, and why they are not marked. */
const NOT_MARKED: Readonly<Record<string, string>> = {
  'Object.is': 'of an object it asks which one it is',
  'String.prototype.replaceAll': 'calls a function that is given',
  'String.prototype.replace': 'calls a function that is given',
  'String.prototype.search': 'its pattern is an object most often',
  'JSON.parse': 'makes objects of other texts',
  'Date.UTC': 'no script in use hands it what is not known',
  Symbol: 'each call gives another symbol',
  'Symbol.for': 'gives a symbol',
};

describe('builtins that are pure', () => {
  for (const fn of natives.filter(({ row }) => row.unknowns === 'pure'))
    it(`${fn.row.id} rests on what it is given`, () => {
      assert.equal(impurity(fn), null);
      assert.equal(fn.row.effect, 'none');
    });

  it('are all marked', () => {
    const settled = natives.filter(({ row }) => row.unknowns === undefined);
    assert.deepEqual(
      new Set(settled.filter((fn) => impurity(fn) === null).map(({ row }) => row.id)),
      new Set(Object.keys(NOT_MARKED)),
    );
  });

  it('and the trial tells those that are not', () => {
    const random = natives.find(({ row }) => row.id === 'Math.random');
    const now = natives.find(({ row }) => row.id === 'Date.now');
    const boxed = natives.find(({ row }) => row.id === 'Object');
    for (const fn of [random, now, boxed]) assert.notEqual(impurity(fn!), null, fn?.row.id);
  });
});
