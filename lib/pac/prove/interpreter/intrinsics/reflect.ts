/**
 * `Reflect` (section 28.1).
 */
import type { NativeRow } from '../native.js';
import { arrayOf } from '../arrays.js';
import * as objects from '../objects.js';
import { isFunction, isObj, Obj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { fromDescriptor, toDescriptor } from './descriptors.js';
import { listOf } from './function.js';
import { preventExtensions } from './object-integrity.js';
import { shownProto } from './object-prototype.js';
import { ownKeysOf } from './object.js';
import { install, tag, takes } from './rows.js';

function target(vm: Vm, value: Value): Obj {
  return isObj(value) ? value : vm.throwError('TypeError', 'not an object');
}

function constructorOf(vm: Vm, value: Value): FunctionObj {
  return isFunction(value) && value.isConstructor ? value : vm.throwError('TypeError', 'not a constructor');
}

const ROWS: readonly NativeRow[] = [
  takes('Reflect.apply', 3, 'any', (vm, _self, [fn, self, args]) =>
    isFunction(fn) ? vm.call(fn, self, listOf(vm, args)) : vm.throwError('TypeError', 'not a function'),
  ),
  takes('Reflect.construct', 2, 'any', (vm, _self, args) => {
    const fn = constructorOf(vm, args[0]);
    const newTarget = args.length > 2 ? constructorOf(vm, args[2]) : fn;
    return vm.construct(fn, listOf(vm, args[1]), newTarget);
  }),
  takes('Reflect.defineProperty', 3, 'argument', (vm, _self, [object, key, descriptor]) => {
    const own = target(vm, object);
    const name = vm.toKey(key);
    return objects.define(vm, own, name, toDescriptor(vm, descriptor));
  }),
  takes('Reflect.deleteProperty', 2, 'argument', (vm, _self, [object, key]) => {
    const own = target(vm, object);
    return objects.remove(vm, own, vm.toKey(key));
  }),
  takes('Reflect.get', 2, 'any', (vm, _self, args) => {
    const own = target(vm, args[0]);
    return objects.get(vm, own, vm.toKey(args[1]), args.length > 2 ? args[2] : own);
  }),
  takes('Reflect.getOwnPropertyDescriptor', 2, 'none', (vm, _self, [object, key]) => {
    const own = target(vm, object);
    return fromDescriptor(vm, objects.getOwn(vm, own, vm.toKey(key)));
  }),
  takes('Reflect.getPrototypeOf', 1, 'any', (vm, _self, [object]) => shownProto(vm, target(vm, object))),
  takes('Reflect.has', 2, 'none', (vm, _self, [object, key]) => {
    const own = target(vm, object);
    return vm.has(own, vm.toKey(key));
  }),
  takes('Reflect.isExtensible', 1, 'none', (vm, _self, [object]) => target(vm, object).isExtensible),
  takes('Reflect.ownKeys', 1, 'none', (vm, _self, [object]) =>
    arrayOf(vm, ownKeysOf(vm, target(vm, object))),
  ),
  takes('Reflect.preventExtensions', 1, 'argument', (vm, _self, [object]) => {
    preventExtensions(vm, target(vm, object));
    return true;
  }),
  takes('Reflect.set', 3, 'any', (vm, _self, args) => {
    const own = target(vm, args[0]);
    return objects.set(vm, own, vm.toKey(args[1]), args[2], args.length > 3 ? args[3] : own);
  }),
  takes('Reflect.setPrototypeOf', 2, 'argument', (vm, _self, [object, proto]) => {
    const own = target(vm, object);
    if (!isObj(proto) && proto !== null) return vm.throwError('TypeError', 'a prototype that is no object');
    return objects.setProto(vm, own, proto);
  }),
];

export function installReflect(vm: Vm): void {
  const reflect = new Obj(vm.realm.objectPrototype, vm.heap.epoch);
  install(vm, reflect, ROWS);
  tag(vm, reflect, 'Reflect');
  vm.realm.put(vm.global, 'Reflect', reflect);
}
