/**
 * Lists of any kind, as the methods of arrays see them: a length, and elements under numbers (section 7.3).
 */
import { NativeFn } from '../native.js';
import * as objects from '../objects.js';
import { arrayOf } from '../arrays.js';
import {
  ArrayObj,
  HOLE,
  isFunction,
  isObj,
  isUnknown,
  type FunctionObj,
  type Obj,
  type Value,
} from '../values.js';
import type { Vm } from '../vm.js';

export function lengthOf(vm: Vm, list: Obj): number {
  if (list instanceof ArrayObj && list.left === null) return list.length;
  return vm.toLength(vm.get(list, 'length'));
}

export function elementAt(vm: Vm, list: Obj, index: number): Value {
  if (list instanceof ArrayObj && list.left === null && list.elements !== null) {
    const element = list.elements[index];
    if (element !== undefined && element !== HOLE) return element;
  }
  return vm.get(list, String(index));
}

export function hasElement(vm: Vm, list: Obj, index: number): boolean {
  if (list instanceof ArrayObj && list.left === null && list.elements !== null) {
    const element = list.elements[index];
    if (element !== undefined && element !== HOLE) return true;
  }
  return vm.has(list, String(index));
}

export function setElement(vm: Vm, list: Obj, index: number, value: Value): void {
  vm.set(list, String(index), value);
}

export function removeElement(vm: Vm, list: Obj, index: number): void {
  if (!objects.remove(vm, list, String(index))) vm.throwError('TypeError', 'a fixed element');
}

export function setLength(vm: Vm, list: Obj, length: number): void {
  vm.set(list, 'length', length);
}

/** A position counted from the end where it is negative, within the list. */
export function relative(vm: Vm, value: Value, length: number, fallback = 0): number {
  if (value === undefined) return fallback;
  const at = vm.toInteger(value);
  return at < 0 ? Math.max(length + at, 0) : Math.min(at, length);
}

export function callback(vm: Vm, value: Value): FunctionObj {
  return isFunction(value) ? value : vm.throwError('TypeError', 'not a function');
}

/** ArraySpeciesCreate. */
export function listLike(vm: Vm, original: Obj, length: number): Obj {
  const plain = (): Obj => {
    if (length > 4294967295) vm.throwError('RangeError', 'invalid array length');
    const made = arrayOf(vm, []);
    made.length = length;
    return made;
  };
  if (!(original instanceof ArrayObj)) return plain();
  let constructor = vm.get(original, 'constructor');
  if (isObj(constructor)) {
    constructor = vm.get(constructor, Symbol.species);
    if (constructor === null) constructor = undefined;
  }
  if (isUnknown(constructor)) vm.obstacle('the constructor of an array is a value of the environment');
  if (constructor === undefined) return plain();
  if (constructor instanceof NativeFn && constructor.row.id === 'Array') return plain();
  return vm.construct(constructor, [length]);
}
