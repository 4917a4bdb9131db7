/**
 * Property descriptors as a script gives and is given them (section 6.2.6).
 */
import * as objects from '../objects.js';
import {
  CONFIGURABLE,
  ENUMERABLE,
  isFunction,
  isObj,
  PLAIN,
  WRITABLE,
  type Key,
  type Obj,
  type Property,
  type Value,
} from '../values.js';
import type { Vm } from '../vm.js';

function accessorOf(vm: Vm, value: Value): Obj | undefined {
  if (value === undefined || isFunction(value)) return value;
  return vm.throwError('TypeError', 'an accessor that is no function');
}

/** ToPropertyDescriptor: fields in the order in which the language reads them. */
export function toDescriptor(vm: Vm, given: Value): objects.Descriptor {
  if (!isObj(given)) return vm.throwError('TypeError', 'a descriptor that is no object');
  const flags: { enumerable?: boolean; configurable?: boolean; writable?: boolean } = {};
  if (vm.has(given, 'enumerable')) flags.enumerable = vm.toBoolean(vm.get(given, 'enumerable'));
  if (vm.has(given, 'configurable')) flags.configurable = vm.toBoolean(vm.get(given, 'configurable'));
  const hasValue = vm.has(given, 'value');
  const value = hasValue ? vm.get(given, 'value') : undefined;
  if (vm.has(given, 'writable')) flags.writable = vm.toBoolean(vm.get(given, 'writable'));
  const hasGet = vm.has(given, 'get');
  const get = hasGet ? accessorOf(vm, vm.get(given, 'get')) : undefined;
  const hasSet = vm.has(given, 'set');
  const set = hasSet ? accessorOf(vm, vm.get(given, 'set')) : undefined;
  if ((hasGet || hasSet) && (hasValue || flags.writable !== undefined))
    vm.throwError('TypeError', 'a descriptor of both kinds');
  return { ...flags, value, get, set, hasValue, hasGet, hasSet };
}

export function fromDescriptor(vm: Vm, property: Property | undefined): Value {
  if (property === undefined) return undefined;
  const made = vm.object();
  if (property.isAccessor) {
    objects.create(vm, made, 'get', property.get);
    objects.create(vm, made, 'set', property.set);
  } else {
    objects.create(vm, made, 'value', property.value);
    objects.create(vm, made, 'writable', (property.flags & WRITABLE) !== 0);
  }
  objects.create(vm, made, 'enumerable', (property.flags & ENUMERABLE) !== 0);
  objects.create(vm, made, 'configurable', (property.flags & CONFIGURABLE) !== 0);
  return made;
}

export function defineOrThrow(vm: Vm, object: Obj, key: Key, descriptor: objects.Descriptor): void {
  if (!objects.define(vm, object, key, descriptor)) vm.throwError('TypeError', 'a fixed property');
}

/** CreateDataPropertyOrThrow. */
export function createData(vm: Vm, object: Obj, key: Key, value: Value): void {
  const isPlain =
    object.isExtensible && objects.getOwn(vm, object, key) === undefined
      ? objects.defineOwn(vm, object, key, {
          value,
          get: undefined,
          set: undefined,
          isAccessor: false,
          flags: PLAIN,
        })
      : objects.define(vm, object, key, {
          value,
          hasValue: true,
          hasGet: false,
          hasSet: false,
          writable: true,
          enumerable: true,
          configurable: true,
        });
  if (!isPlain) vm.throwError('TypeError', 'a fixed property');
}

/** CreateDataProperty; whether it was refused is not looked at. */
export function createKept(vm: Vm, object: Obj, key: Key, value: Value): void {
  objects.define(vm, object, key, {
    value,
    hasValue: true,
    hasGet: false,
    hasSet: false,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
