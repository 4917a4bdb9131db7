/**
 * What the search for earlier calls says of each of the language's own functions, held against the function itself: what
 * it changes and calls, and what it gives.
 */
import assert from 'node:assert/strict';
import { BUILTINS } from '../../../../lib/pac/guest/builtins/index.js';
import { UNMODELLED, intrinsicNamed } from '../../../../lib/pac/prove/interpreter/intrinsics/unmodelled.js';
import { leftAt } from '../../../../lib/pac/prove/interpreter/left-cells.js';
import { NativeFn, type NativeRow } from '../../../../lib/pac/prove/interpreter/native.js';
import { KnownRun } from '../../../../lib/pac/prove/interpreter/run.js';
import { isObj, type Obj } from '../../../../lib/pac/prove/interpreter/values.js';
import { resultOf } from '../../../../lib/pac/prove/state/natives.js';
import { CONVERSIONS, OBJECT_RESULTS, PRIMITIVE_RESULTS } from '../../../../lib/pac/prove/state/results.js';
import { isWithin, known, TEXT } from '../../../../lib/pac/prove/state/value.js';
import { BEFORE, entryOf, RealCalls, type RealCall } from './real-builtins.js';
import { load, loadMore, type Loaded } from './support.js';

/** Each function that the interpreter has of its own, by the name of its row. */
function rowsOf(run: KnownRun): Map<string, NativeRow> {
  const rows = new Map<string, NativeRow>();
  for (const name of ['global', ...Object.keys(UNMODELLED)]) {
    const object = name === 'global' ? run.vm.global : intrinsicNamed(run.vm, name);
    for (const { value, get, set } of object.properties.values())
      for (const fn of [value, get, set]) if (fn instanceof NativeFn) rows.set(fn.row.id, fn.row);
  }
  return rows;
}

const rows = rowsOf(new KnownRun());

/** What methods of each class are called on. */
const SELVES: Readonly<Record<string, readonly string[]>> = {
  Array: ['a', 'o', '"abc"'],
  String: ['"abc"', 't'],
  Number: ['5'],
  Boolean: ['true'],
  Symbol: ['Symbol.iterator'],
  Date: ['d', 'new Date(NaN)'],
  Map: ['m'],
  Set: ['s'],
  RegExp: ['r', '/(?<x>b)/', 'p'],
  Function: ['f'],
  Object: ['o', 'a', '5'],
  Error: ['new Error("x")', 'o'],
  Iterator: ['a.values()'],
  'Array Iterator': ['a.values()'],
  'String Iterator': ['"abc"[Symbol.iterator]()'],
  'Map Iterator': ['m.values()'],
  'Set Iterator': ['s.values()'],
  'RegExp String Iterator': ['"abc".matchAll(r)'],
};

/** What they are given. */
const ARGUMENTS: readonly string[] = ['', 'f', 'o', 't', 'a, f', '1, 0, o', 'o, "x", { value: 5 }'];
/** Texts, and what goes through something, ask such arguments for more. */
const ASKING: readonly (readonly [of: RegExp, args: readonly string[]])[] = [
  [/^String\.prototype|^RegExp/, ['r', 'p', '"a"', 'p, f']],
  [/^(?:Map|Set|Array\.from|Object\.fromEntries)$/, ['i']],
];
/** Where none of these will do. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  'String.raw': ['{ raw: ["a"] }', '{ raw: o }'],
  'Symbol.keyFor': ['Symbol.iterator'],
  'Reflect.apply': ['f, o, []', 'a.push, a, [1]'],
  'Reflect.construct': ['C, []'],
  'Reflect.set': ['o, "x", 5', 'a, "length", 0'],
  'Object.defineProperties': ['o, { x: { value: 5 } }'],
  'Object.setPrototypeOf': ['{}, o'],
  'Object.fromEntries': ['[["x", a]]'],
  Map: ['[["x", a]]'],
};

const quoted = (name: string): string => (name.startsWith('@@') ? `[Symbol.${name.slice(2)}]` : `.${name}`);

/** Expressions that call a builtin. */
function callsOf({ id, isConstructor }: NativeRow): string[] {
  const asking = ASKING.flatMap(([of, args]) => (of.test(id) ? args : []));
  const given = [...ARGUMENTS, ...asking, ...(MORE[id] ?? [])];
  const path = id.replace(/\.@@(\w+)$/, '[Symbol.$1]');
  const [, className = '', name = ''] =
    /^(\w+)\.prototype\.(.+)$/.exec(id) ?? /^([\w ]*Iterator)\.(.+)$/.exec(id) ?? [];
  if (className === '') {
    const plain = given.map((args) => `${path}(${args})`);
    return isConstructor === true ? [...plain, ...given.map((args) => `new ${path}(${args})`)] : plain;
  }
  const hasPath = !className.includes('Iterator');
  return (SELVES[className] ?? []).flatMap((self) => [
    `(${self})${quoted(name)}`,
    ...given.map((args) =>
      hasPath
        ? `${path}.call(${args === '' ? self : `${self}, ${args}`})`
        : `(${self})${quoted(name)}(${args})`,
    ),
  ]);
}

/** The object of a path such as `o.1`, as the interpreter has it. */
function objectAt({ vm }: Loaded, path: string): Obj | null {
  let at: Obj | null = vm.global;
  for (const name of path === '' ? [] : path.split('.')) {
    const value: unknown = at === null ? undefined : vm.get(at, name);
    at = isObj(value) ? value : null;
  }
  return at;
}

/** Whether a cell that a call has changed is among those that the search says calls may change. */
function isForeseen(loaded: Loaded, cell: string): boolean {
  const { effects } = loaded;
  const [path = '', what] = cell.split('|');
  if (what === 'fixed') return false;
  const dot = path.lastIndexOf('.');
  const holder = what === 'slots' ? path : path.slice(0, Math.max(0, dot));
  const object = objectAt(loaded, holder);
  // What stands in something that is new itself.
  if (object === null) return true;
  const left = effects.cells.get(object);
  if (left === undefined) return false;
  return what === 'slots' ? left.slots != null : leftAt(left, path.slice(dot + 1)) !== null;
}

type Shown = string | number | boolean | symbol | null | undefined;
const isPrimitive = (value: unknown): value is Shown =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

const describedAs = (value: unknown): string => (isPrimitive(value) ? String(value) : typeof value);

/** Whether a result is as its row says; `null`: the row says nothing of it. */
function isAsSaid(id: string, { result }: RealCall): boolean {
  const said = resultOf(id, { first: [TEXT], rest: TEXT });
  if (said?.isDraw === true) return typeof result === 'number' && result >= 0 && result < 1;
  if (said !== null) return isPrimitive(result) && isWithin(said, known(result));
  const isList = (of: (one: unknown) => boolean): boolean => Array.isArray(result) && result.every(of);
  switch (OBJECT_RESULTS.get(id)) {
    case 'texts':
      return isList((one) => one === undefined || isWithin(TEXT, known(one as string)));
    case 'texts or null':
      return result === null || isList((one) => isWithin(TEXT, known(one as string)) || one === undefined);
    case 'list':
      return isList(() => true);
    default:
      return true;
  }
}

const LIBRARY = [
  ...new Set(BUILTINS.filter(({ value }) => typeof value === 'function').map(({ name }) => name)),
];
const before = load(`${BEFORE}${entryOf('1')}`);

describe('tables of what builtins give', () => {
  it('say of each builtin of the PAC library what it gives', () => {
    for (const name of LIBRARY) assert.notEqual(resultOf(name, { first: [], rest: null }), null, name);
  });

  it('have no row for a builtin that there is not', () => {
    const ids = [...PRIMITIVE_RESULTS.keys(), ...CONVERSIONS.keys(), ...OBJECT_RESULTS.keys()];
    const known = new Set([...rows.keys(), ...LIBRARY]);
    assert.deepEqual(
      ids.filter((id) => !known.has(id)),
      [],
    );
  });
});

describe("what calls of the language's own functions leave, held against V8", () => {
  for (const row of rows.values()) {
    it(row.id, () => {
      const calls = new RealCalls();
      let claims = 0;
      let completed = 0;
      for (const expression of callsOf(row)) {
        const loaded = loadMore(before, entryOf(expression));
        if (loaded.effects.obstacle !== null) continue;
        claims++;
        const real = calls.call(expression);
        for (const cell of real.changed)
          assert.ok(isForeseen(loaded, cell), `${expression} changes ${cell}, which is not foreseen`);
        if (real.isThrown) continue;
        completed++;
        const isGetter = !expression.endsWith(')');
        if (!isGetter && !expression.startsWith('new '))
          assert.ok(
            isAsSaid(row.id, real),
            `${expression} gives ${describedAs(real.result)}, which is not as said`,
          );
      }
      assert.ok(claims === 0 || completed > 0, `no call of ${row.id} came to its end`);
    });
  }
});
