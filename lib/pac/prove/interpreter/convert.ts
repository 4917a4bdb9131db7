/**
 * Type conversion (section 7.1). Those that end in `Value` leave an unknown unknown; the others settle it.
 */
import { getMethod } from './objects.js';
import type { Obj } from './values.js';
import {
  isObj,
  isUnknown,
  WrapperObj,
  type Key,
  type Primitive,
  type Unknown,
  type Value,
} from './values.js';
import type { Vm } from './vm.js';

export type PrimitiveValue = Primitive | Unknown;

export function toPrimitive(vm: Vm, value: Value, hint: 'default' | 'number' | 'string'): PrimitiveValue {
  if (!isObj(value)) return value;
  const exotic = getMethod(vm, value, Symbol.toPrimitive);
  if (exotic !== undefined) {
    const result = vm.call(exotic, value, [hint]);
    return isObj(result) ? vm.throwError('TypeError', 'an object without a primitive value') : result;
  }
  for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
    const method = vm.get(value, name);
    if (!vm.isCallable(method)) continue;
    const result = vm.call(method, value, []);
    if (!isObj(result)) return result;
  }
  return vm.throwError('TypeError', 'an object without a primitive value');
}

export function toBoolean(vm: Vm, value: Value): boolean {
  if (isUnknown(value)) return vm.unknowns.truth(value);
  return isObj(value) || Boolean(value);
}

function symbolFails(vm: Vm, value: Primitive): void {
  if (typeof value === 'symbol') vm.throwError('TypeError', 'a symbol is no number and no text');
}

/** Still unknown where it was. */
export function toNumeric(vm: Vm, value: Value): number | Unknown {
  const primitive = toPrimitive(vm, value, 'number');
  if (isUnknown(primitive)) {
    const number = vm.unknowns.number(primitive);
    return isUnknown(number) ? number : toNumber(vm, number);
  }
  symbolFails(vm, primitive);
  return Number(primitive);
}

export function toNumber(vm: Vm, value: Value): number {
  if (typeof value === 'number') return value;
  const primitive = toPrimitive(vm, value, 'number');
  const settled = isUnknown(primitive) ? vm.unknowns.settle(primitive) : primitive;
  symbolFails(vm, settled);
  return Number(settled);
}

/** Still unknown where it was. */
export function toText(vm: Vm, value: Value): string | Unknown {
  const primitive = toPrimitive(vm, value, 'string');
  if (isUnknown(primitive)) {
    const text = vm.unknowns.text(primitive);
    return isUnknown(text) ? text : toString(vm, text);
  }
  symbolFails(vm, primitive);
  return String(primitive);
}

export function toString(vm: Vm, value: Value): string {
  if (typeof value === 'string') return value;
  const primitive = toPrimitive(vm, value, 'string');
  const settled = isUnknown(primitive) ? vm.unknowns.settle(primitive) : primitive;
  symbolFails(vm, settled);
  return String(settled);
}

export function toKey(vm: Vm, value: Value): Key {
  if (typeof value === 'string' || typeof value === 'symbol') return value;
  const primitive = toPrimitive(vm, value, 'string');
  const settled = isUnknown(primitive) ? vm.unknowns.settle(primitive) : primitive;
  return typeof settled === 'symbol' ? settled : String(settled);
}

export function toInteger(vm: Vm, value: Value): number {
  const number = toNumber(vm, value);
  return Number.isNaN(number) ? 0 : Math.trunc(number) + 0;
}

export function toLength(vm: Vm, value: Value): number {
  return Math.min(Math.max(toInteger(vm, value), 0), Number.MAX_SAFE_INTEGER);
}

export function toObject(vm: Vm, value: Value): Obj {
  if (isObj(value)) return value;
  const primitive = isUnknown(value) ? vm.unknowns.settle(value) : value;
  if (primitive === undefined || primitive === null)
    return vm.throwError('TypeError', `${String(primitive)} has no properties`);
  const className = classOfPrimitive(primitive);
  return new WrapperObj(vm.realm.prototypeOf(className), vm.heap.epoch, className, primitive);
}

export function classOfPrimitive(
  primitive: boolean | number | string | symbol,
): 'String' | 'Number' | 'Boolean' | 'Symbol' {
  switch (typeof primitive) {
    case 'string':
      return 'String';
    case 'number':
      return 'Number';
    case 'boolean':
      return 'Boolean';
    default:
      return 'Symbol';
  }
}

export function typeOf(vm: Vm, value: Value): string {
  if (isUnknown(value)) return vm.unknowns.typeOf(value);
  if (isObj(value)) return vm.isCallable(value) ? 'function' : 'object';
  return value === null ? 'object' : typeof value;
}

/** The primitive that a boxed or plain value is, for methods such as `Number.prototype.toFixed`. */
export function unwrapped(vm: Vm, value: Value, className: string): Primitive {
  const primitive = value instanceof WrapperObj && value.className === className ? value.primitive : value;
  if (isObj(primitive)) return vm.throwError('TypeError', `not a ${className}`);
  const settled = isUnknown(primitive) ? vm.unknowns.settle(primitive) : primitive;
  if (typeof settled !== className.toLowerCase()) return vm.throwError('TypeError', `not a ${className}`);
  return settled;
}
