/**
 * Methods of arrays that only read (section 23.1.3), and call nothing that they are given.
 */
import { toText } from '../convert.js';
import type { NativeRow } from '../native.js';
import { BINARY } from '../operators.js';
import { ArrayObj, isObj, isUnknown, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { createData } from './descriptors.js';
import { elementAt, hasElement, lengthOf, listLike, relative, setLength } from './list.js';
import { objectToString } from './object-prototype.js';
import { refused, takes } from './rows.js';

function isSpreadable(vm: Vm, value: Value): value is Obj {
  if (!isObj(value)) return false;
  const wanted = vm.get(value, Symbol.isConcatSpreadable);
  return wanted === undefined ? value instanceof ArrayObj : vm.toBoolean(wanted);
}

function concat(vm: Vm, self: Value, args: readonly Value[]): Value {
  const first = vm.toObject(self);
  const result = listLike(vm, first, 0);
  let to = 0;
  for (const item of [first, ...args]) {
    if (!isSpreadable(vm, item)) {
      if (to >= Number.MAX_SAFE_INTEGER) vm.throwError('TypeError', 'too many elements');
      createData(vm, result, String(to++), item);
      continue;
    }
    const length = lengthOf(vm, item);
    if (to + length > Number.MAX_SAFE_INTEGER) vm.throwError('TypeError', 'too many elements');
    for (let at = 0; at < length; at++, to++) {
      vm.budget.step();
      if (hasElement(vm, item, at)) createData(vm, result, String(to), elementAt(vm, item, at));
    }
  }
  setLength(vm, result, to);
  return result;
}

const add = BINARY['+'] as (vm: Vm, left: Value, right: Value) => Value;

function join(vm: Vm, self: Value, [separator]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const between = separator === undefined ? ',' : toText(vm, separator);
  // A list within itself is empty text in one engine and never ends in another: the depth is bounded.
  return vm.budget.within(() => {
    let text: Value = '';
    for (let at = 0; at < length; at++) {
      vm.budget.step();
      if (at > 0) text = add(vm, text, between);
      const element = elementAt(vm, list, at);
      const isNone = isUnknown(element)
        ? vm.unknowns.isNullish(element)
        : element === undefined || element === null;
      if (!isNone) text = add(vm, text, toText(vm, element));
    }
    return text;
  });
}

function slice(vm: Vm, self: Value, [start, end]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const from = relative(vm, start, length);
  const to = relative(vm, end, length, length);
  const result = listLike(vm, list, Math.max(to - from, 0));
  let count = 0;
  for (let at = from; at < to; at++, count++) {
    vm.budget.step();
    if (hasElement(vm, list, at)) createData(vm, result, String(count), elementAt(vm, list, at));
  }
  setLength(vm, result, count);
  return result;
}

function indexOf(vm: Vm, self: Value, [wanted, start]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  if (length === 0) return -1;
  for (let at = relative(vm, start, length); at < length; at++) {
    vm.budget.step();
    if (hasElement(vm, list, at) && vm.strictlyEqual(elementAt(vm, list, at), wanted)) return at;
  }
  return -1;
}

function lastIndexOf(vm: Vm, self: Value, args: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  if (length === 0) return -1;
  const start = args.length > 1 ? vm.toInteger(args[1]) : length - 1;
  for (let at = start < 0 ? length + start : Math.min(start, length - 1); at >= 0; at--) {
    vm.budget.step();
    if (hasElement(vm, list, at) && vm.strictlyEqual(elementAt(vm, list, at), args[0])) return at;
  }
  return -1;
}

function includes(vm: Vm, self: Value, [wanted, start]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  if (length === 0) return false;
  for (let at = relative(vm, start, length); at < length; at++) {
    vm.budget.step();
    if (vm.sameValueZero(elementAt(vm, list, at), wanted)) return true;
  }
  return false;
}

/** Puts the members of a list, and of lists in it down to `depth`, after one another. */
export function flatten(
  vm: Vm,
  to: { readonly list: Obj; length: number },
  from: Obj,
  depth: number,
  map: (value: Value, at: number) => Value = (value) => value,
): void {
  const length = lengthOf(vm, from);
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    if (!hasElement(vm, from, at)) continue;
    const element = map(elementAt(vm, from, at), at);
    if (depth > 0 && element instanceof ArrayObj)
      vm.budget.within(() => {
        flatten(vm, to, element, depth - 1);
      });
    else createData(vm, to.list, String(to.length++), element);
  }
}

function flat(vm: Vm, self: Value, [depth]: readonly Value[]): Value {
  const list = vm.toObject(self);
  lengthOf(vm, list);
  const levels = depth === undefined ? 1 : Math.max(vm.toInteger(depth), 0);
  const to = { list: listLike(vm, list, 0), length: 0 };
  flatten(vm, to, list, levels);
  return to.list;
}

export const READING: readonly NativeRow[] = [
  takes('Array.prototype.at', 1, 'any', (vm, self, [index]) => {
    const list = vm.toObject(self);
    const length = lengthOf(vm, list);
    const at = vm.toInteger(index);
    const from = at < 0 ? length + at : at;
    return from < 0 || from >= length ? undefined : elementAt(vm, list, from);
  }),
  takes('Array.prototype.concat', 1, 'none', concat),
  takes('Array.prototype.flat', 0, 'none', flat),
  takes('Array.prototype.includes', 1, 'none', includes),
  takes('Array.prototype.indexOf', 1, 'none', indexOf),
  takes('Array.prototype.join', 1, 'none', join),
  takes('Array.prototype.lastIndexOf', 1, 'none', lastIndexOf),
  takes('Array.prototype.slice', 2, 'none', slice),
  refused('Array.prototype.toLocaleString', 0, 'how a list is written depends on the language of the client'),
  takes('Array.prototype.toString', 0, 'none', (vm, self) => {
    const list = vm.toObject(self);
    const method = vm.get(list, 'join');
    return vm.isCallable(method) ? vm.call(method, list, []) : objectToString(vm, list);
  }),
];
