/**
 * Objects that are closed against changes: `Object.freeze` and its like (section 7.3.15).
 */
import type { NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { CONFIGURABLE, isObj, WRITABLE, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { defineOrThrow } from './descriptors.js';
import { takes } from './rows.js';

const NOTHING = { hasValue: false, hasGet: false, hasSet: false };

export function preventExtensions(vm: Vm, object: Obj): void {
  if (object.isExtensible) vm.heap.setSlot(object, 'isExtensible', false);
}

function close(vm: Vm, value: Value, isFrozen: boolean): Value {
  if (!isObj(value)) return value;
  preventExtensions(vm, value);
  for (const key of objects.ownKeys(vm, value)) {
    vm.budget.step();
    const property = objects.getOwn(vm, value, key);
    if (property === undefined) continue;
    const isFixed = isFrozen && !property.isAccessor;
    defineOrThrow(vm, value, key, {
      ...NOTHING,
      configurable: false,
      ...(isFixed ? { writable: false } : {}),
    });
  }
  return value;
}

function isClosed(vm: Vm, value: Value, isFrozen: boolean): boolean {
  if (!isObj(value)) return true;
  if (value.isExtensible) return false;
  return objects.ownKeys(vm, value).every((key) => {
    vm.budget.step();
    const property = objects.getOwn(vm, value, key);
    if (property === undefined) return true;
    if ((property.flags & CONFIGURABLE) !== 0) return false;
    return !isFrozen || property.isAccessor || (property.flags & WRITABLE) === 0;
  });
}

export const INTEGRITY: readonly NativeRow[] = [
  takes('Object.freeze', 1, 'argument', (vm, _self, [value]) => close(vm, value, true)),
  takes('Object.seal', 1, 'argument', (vm, _self, [value]) => close(vm, value, false)),
  takes('Object.preventExtensions', 1, 'argument', (vm, _self, [value]) => {
    if (isObj(value)) preventExtensions(vm, value);
    return value;
  }),
  takes('Object.isFrozen', 1, 'none', (vm, _self, [value]) => isClosed(vm, value, true)),
  takes('Object.isSealed', 1, 'none', (vm, _self, [value]) => isClosed(vm, value, false)),
  takes('Object.isExtensible', 1, 'none', (_vm, _self, [value]) => isObj(value) && value.isExtensible),
];
