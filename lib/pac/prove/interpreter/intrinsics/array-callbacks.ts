/**
 * Methods of arrays that call what they are given for each member (section 23.1.3).
 */
import type { NativeRow } from '../native.js';
import type { Obj, Value } from '../values.js';
import type { Vm } from '../vm.js';
import { flatten } from './array-reading.js';
import { createData } from './descriptors.js';
import { callback, elementAt, hasElement, lengthOf, listLike } from './list.js';
import { takes } from './rows.js';

interface Visit {
  readonly list: Obj;
  readonly length: number;
  /** Calls the script's function for a member. */
  readonly call: (value: Value, at: number) => Value;
}

function visitOf(vm: Vm, self: Value, [fn, target]: readonly Value[]): Visit {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const each = callback(vm, fn);
  return { list, length, call: (value, at) => vm.call(each, target, [value, at, list]) };
}

/** Goes through the members that are there, until `each` gives something. */
function through<T>(
  vm: Vm,
  { list, length, call }: Visit,
  each: (result: Value, at: number, value: Value) => T | undefined,
): T | undefined {
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    if (!hasElement(vm, list, at)) continue;
    const value = elementAt(vm, list, at);
    const done = each(call(value, at), at, value);
    if (done !== undefined) return done;
  }
  return undefined;
}

/** Goes through all places, members or not, until the script's function agrees. */
function search(
  vm: Vm,
  self: Value,
  args: readonly Value[],
  fromEnd: boolean,
): { readonly at: number; readonly value: Value } {
  const { list, length, call } = visitOf(vm, self, args);
  for (let turn = 0; turn < length; turn++) {
    vm.budget.step();
    const at = fromEnd ? length - 1 - turn : turn;
    const value = elementAt(vm, list, at);
    if (vm.toBoolean(call(value, at))) return { at, value };
  }
  return { at: -1, value: undefined };
}

function reduce(vm: Vm, self: Value, args: readonly Value[], fromEnd: boolean): Value {
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const fn = callback(vm, args[0]);
  let hasResult = args.length > 1;
  let result = args[1];
  for (let turn = 0; turn < length; turn++) {
    vm.budget.step();
    const at = fromEnd ? length - 1 - turn : turn;
    if (!hasElement(vm, list, at)) continue;
    const value = elementAt(vm, list, at);
    result = hasResult ? vm.call(fn, undefined, [result, value, at, list]) : value;
    hasResult = true;
  }
  return hasResult ? result : vm.throwError('TypeError', 'nothing to reduce');
}

function filter(vm: Vm, self: Value, args: readonly Value[]): Value {
  const visit = visitOf(vm, self, args);
  const result = listLike(vm, visit.list, 0);
  let count = 0;
  through(vm, visit, (agrees, _at, value) => {
    if (vm.toBoolean(agrees)) createData(vm, result, String(count++), value);
    return undefined;
  });
  return result;
}

function map(vm: Vm, self: Value, args: readonly Value[]): Value {
  const visit = visitOf(vm, self, args);
  const result = listLike(vm, visit.list, visit.length);
  through(vm, visit, (value, at) => {
    createData(vm, result, String(at), value);
    return undefined;
  });
  return result;
}

export const CALLBACKS: readonly NativeRow[] = [
  takes('Array.prototype.every', 1, 'calls', (vm, self, args) => {
    const found = through(vm, visitOf(vm, self, args), (value) => (vm.toBoolean(value) ? undefined : false));
    return found ?? true;
  }),
  takes('Array.prototype.some', 1, 'calls', (vm, self, args) => {
    const found = through(vm, visitOf(vm, self, args), (value) => (vm.toBoolean(value) ? true : undefined));
    return found ?? false;
  }),
  takes('Array.prototype.forEach', 1, 'calls', (vm, self, args) => {
    through(vm, visitOf(vm, self, args), () => undefined);
    return undefined;
  }),
  takes('Array.prototype.filter', 1, 'calls', filter),
  takes('Array.prototype.map', 1, 'calls', map),
  takes('Array.prototype.find', 1, 'any', (vm, self, args) => search(vm, self, args, false).value),
  takes('Array.prototype.findIndex', 1, 'calls', (vm, self, args) => search(vm, self, args, false).at),
  takes('Array.prototype.findLast', 1, 'any', (vm, self, args) => search(vm, self, args, true).value),
  takes('Array.prototype.findLastIndex', 1, 'calls', (vm, self, args) => search(vm, self, args, true).at),
  takes('Array.prototype.flatMap', 1, 'calls', (vm, self, args) => {
    const { list, call } = visitOf(vm, self, args);
    const to = { list: listLike(vm, list, 0), length: 0 };
    flatten(vm, to, list, 1, call);
    return to.list;
  }),
  takes('Array.prototype.reduce', 1, 'any', (vm, self, args) => reduce(vm, self, args, false)),
  takes('Array.prototype.reduceRight', 1, 'any', (vm, self, args) => reduce(vm, self, args, true)),
];
