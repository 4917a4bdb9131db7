/**
 * Methods of arrays that change them (section 23.1.3).
 */
import type { NativeRow } from '../native.js';
import type { Obj, Value } from '../values.js';
import type { Vm } from '../vm.js';
import { sortArray } from './array-sort.js';
import { createData } from './descriptors.js';
import {
  elementAt,
  hasElement,
  lengthOf,
  listLike,
  relative,
  removeElement,
  setElement,
  setLength,
} from './list.js';
import { takes } from './rows.js';

/** What stands at `from`, or that nothing does, comes to `to`. */
function move(vm: Vm, list: Obj, from: number, to: number): void {
  vm.budget.step();
  if (hasElement(vm, list, from)) setElement(vm, list, to, elementAt(vm, list, from));
  else removeElement(vm, list, to);
}

function push(vm: Vm, self: Value, args: readonly Value[]): Value {
  const list = vm.toObject(self);
  let length = lengthOf(vm, list);
  if (length + args.length > Number.MAX_SAFE_INTEGER) vm.throwError('TypeError', 'too many elements');
  for (const value of args) setElement(vm, list, length++, value);
  setLength(vm, list, length);
  return length;
}

function pop(vm: Vm, self: Value): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  if (length === 0) {
    setLength(vm, list, 0);
    return undefined;
  }
  const value = elementAt(vm, list, length - 1);
  removeElement(vm, list, length - 1);
  setLength(vm, list, length - 1);
  return value;
}

function shift(vm: Vm, self: Value): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  if (length === 0) {
    setLength(vm, list, 0);
    return undefined;
  }
  const first = elementAt(vm, list, 0);
  for (let at = 1; at < length; at++) move(vm, list, at, at - 1);
  removeElement(vm, list, length - 1);
  setLength(vm, list, length - 1);
  return first;
}

function unshift(vm: Vm, self: Value, args: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const count = args.length;
  if (count > 0) {
    if (length + count > Number.MAX_SAFE_INTEGER) vm.throwError('TypeError', 'too many elements');
    for (let at = length - 1; at >= 0; at--) move(vm, list, at, at + count);
    args.forEach((value, at) => {
      setElement(vm, list, at, value);
    });
  }
  setLength(vm, list, length + count);
  return length + count;
}

function splice(vm: Vm, self: Value, args: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const start = relative(vm, args[0], length);
  const added = args.slice(2);
  const count =
    args.length === 0
      ? 0
      : args.length === 1
        ? length - start
        : Math.min(Math.max(vm.toInteger(args[1]), 0), length - start);
  if (length + added.length - count > Number.MAX_SAFE_INTEGER)
    vm.throwError('TypeError', 'too many elements');
  const taken = listLike(vm, list, count);
  for (let at = 0; at < count; at++) {
    vm.budget.step();
    if (hasElement(vm, list, start + at)) createData(vm, taken, String(at), elementAt(vm, list, start + at));
  }
  setLength(vm, taken, count);
  closeGap(vm, list, { length, start, count, added: added.length });
  added.forEach((value, at) => {
    setElement(vm, list, start + at, value);
  });
  setLength(vm, list, length - count + added.length);
  return taken;
}

interface Gap {
  readonly length: number;
  readonly start: number;
  readonly count: number;
  readonly added: number;
}

/** Moves what stands after the members that `splice` takes out to where it comes to stand. */
function closeGap(vm: Vm, list: Obj, { length, start, count, added }: Gap): void {
  if (added < count) {
    for (let at = start; at < length - count; at++) move(vm, list, at + count, at + added);
    for (let at = length; at > length - count + added; at--) {
      vm.budget.step();
      removeElement(vm, list, at - 1);
    }
  } else if (added > count)
    for (let at = length - count; at > start; at--) move(vm, list, at + count - 1, at + added - 1);
}

function reverse(vm: Vm, self: Value): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  for (let low = 0; low < Math.floor(length / 2); low++) {
    vm.budget.step();
    const high = length - 1 - low;
    const hasLow = hasElement(vm, list, low);
    const lowValue = hasLow ? elementAt(vm, list, low) : undefined;
    const hasHigh = hasElement(vm, list, high);
    const highValue = hasHigh ? elementAt(vm, list, high) : undefined;
    if (hasHigh) setElement(vm, list, low, highValue);
    else if (hasLow) removeElement(vm, list, low);
    if (hasLow) setElement(vm, list, high, lowValue);
    else if (hasHigh) removeElement(vm, list, high);
  }
  return list;
}

function copyWithin(vm: Vm, self: Value, [target, start, end]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const to = relative(vm, target, length);
  const from = relative(vm, start, length);
  const count = Math.min(relative(vm, end, length, length) - from, length - to);
  const isBackwards = from < to && to < from + count;
  for (let turn = 0; turn < count; turn++) {
    const at = isBackwards ? count - 1 - turn : turn;
    move(vm, list, from + at, to + at);
  }
  return list;
}

function fill(vm: Vm, self: Value, [value, start, end]: readonly Value[]): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const from = relative(vm, start, length);
  const to = relative(vm, end, length, length);
  for (let at = from; at < to; at++) {
    vm.budget.step();
    setElement(vm, list, at, value);
  }
  return list;
}

export const CHANGING: readonly NativeRow[] = [
  takes('Array.prototype.copyWithin', 2, 'self', copyWithin),
  takes('Array.prototype.fill', 1, 'self', fill),
  takes('Array.prototype.pop', 0, 'any', pop),
  takes('Array.prototype.push', 1, 'self', push),
  takes('Array.prototype.reverse', 0, 'self', reverse),
  takes('Array.prototype.shift', 0, 'any', shift),
  takes('Array.prototype.sort', 1, 'any', sortArray),
  takes('Array.prototype.splice', 2, 'any', splice),
  takes('Array.prototype.unshift', 1, 'self', unshift),
];
