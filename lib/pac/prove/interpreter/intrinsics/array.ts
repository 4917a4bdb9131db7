/**
 * `Array` (section 23.1).
 */
import { arrayOf } from '../arrays.js';
import { openIterator } from '../iterate.js';
import { NativeFn, type NativeRow } from '../native.js';
import {
  ArrayObj,
  dataProperty,
  isFunction,
  isUnknown,
  Obj,
  type FunctionObj,
  type Value,
} from '../values.js';
import type { Vm } from '../vm.js';
import { CALLBACKS } from './array-callbacks.js';
import { CHANGING } from './array-changing.js';
import { READING } from './array-reading.js';
import { createData } from './descriptors.js';
import { ARRAY_ITERATION } from './iterators.js';
import { callback, elementAt, lengthOf, setLength } from './list.js';
import { alias, install, installSpecies, takes } from './rows.js';

function made(vm: Vm, args: readonly Value[], newTarget: FunctionObj | undefined): ArrayObj {
  const array = new ArrayObj(vm.prototypeFor(newTarget, 'Array'), vm.heap.epoch);
  const [first] = args;
  const only = args.length === 1 && isUnknown(first) ? vm.unknowns.settle(first) : first;
  if (args.length === 1 && typeof only === 'number') {
    if (only !== only >>> 0) vm.throwError('RangeError', 'invalid array length');
    array.length = only;
  } else {
    array.elements = args.length === 1 ? [only] : [...args];
    array.length = args.length;
  }
  return array;
}

/** The list that `Array.from` and `Array.of` fill: of `this`, where that is a constructor. */
function target(vm: Vm, self: Value, args: readonly Value[]): Obj {
  if (!isFunction(self) || !self.isConstructor) return made(vm, args, undefined);
  if (self instanceof NativeFn && self.row.id === 'Array') return made(vm, args, undefined);
  return vm.construct(self, args);
}

function from(vm: Vm, self: Value, [items, map, mapThis]: readonly Value[]): Value {
  const each = map === undefined ? null : callback(vm, map);
  const mapped = (value: Value, at: number): Value =>
    each === null ? value : vm.call(each, mapThis, [value, at]);
  const iterates = vm.getOf(items, Symbol.iterator);
  if (iterates !== undefined && iterates !== null) {
    const list = target(vm, self, []);
    const iterator = openIterator(vm, items);
    let at = 0;
    iterator.guarded(() => {
      for (let next = iterator.next(); next !== undefined; next = iterator.next()) {
        createData(vm, list, String(at), mapped(next.value, at));
        at++;
      }
    });
    setLength(vm, list, at);
    return list;
  }
  const source = vm.toObject(items);
  const length = lengthOf(vm, source);
  const list = target(vm, self, [length]);
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    createData(vm, list, String(at), mapped(elementAt(vm, source, at), at));
  }
  setLength(vm, list, length);
  return list;
}

const STATICS: readonly NativeRow[] = [
  takes('Array.isArray', 1, 'none', (_vm, _self, [value]) => value instanceof ArrayObj),
  takes('Array.from', 1, 'calls', from),
  takes('Array.of', 0, 'calls', (vm, self, args) => {
    const list = isFunction(self) && self.isConstructor ? target(vm, self, [args.length]) : arrayOf(vm, []);
    args.forEach((value, at) => {
      createData(vm, list, String(at), value);
    });
    setLength(vm, list, args.length);
    return list;
  }),
];

const UNSCOPABLES = [
  'at',
  'copyWithin',
  'entries',
  'fill',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flat',
  'flatMap',
  'includes',
  'keys',
  'values',
];

export function installArray(vm: Vm): void {
  const { realm } = vm;
  const fn = realm.classOf(
    takes('Array', 1, 'none', (of, _self, args, newTarget) => made(of, args, newTarget)),
    'Array',
  );
  installSpecies(vm, fn);
  install(vm, fn, STATICS);
  const prototype = realm.arrayPrototype;
  install(vm, prototype, [...READING, ...CHANGING, ...CALLBACKS, ...ARRAY_ITERATION]);
  alias(vm, prototype, Symbol.iterator, 'values');
  const unscopables = new Obj(null, vm.heap.epoch);
  for (const name of UNSCOPABLES) unscopables.properties.set(name, dataProperty(true));
  realm.put(prototype, Symbol.unscopables, unscopables, 4);
}
