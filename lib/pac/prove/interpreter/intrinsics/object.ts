/**
 * `Object` and what is on it (section 20.1).
 */
import { arrayOf } from '../arrays.js';
import { iterate } from '../iterate.js';
import { NativeFn, type NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { ENUMERABLE, isObj, isUnknown, Obj, type Key, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { createData, defineOrThrow, fromDescriptor, toDescriptor } from './descriptors.js';
import { INTEGRITY } from './object-integrity.js';
import { shownProto } from './object-prototype.js';
import { install, settled, takes } from './rows.js';

const isNone = (vm: Vm, value: Value): boolean =>
  isUnknown(value) ? vm.unknowns.isNullish(value) : value === undefined || value === null;

/** All own names, also of objects to which engines add some of their own. */
export function ownKeysOf(vm: Vm, object: Obj): Key[] {
  if (object.unmodelled !== null && object.unmodelled.size > 0)
    vm.obstacle('which properties an object has differs between engines');
  return objects.ownKeys(vm, object);
}

/** Own enumerable properties with texts as names: each is looked at as it is come to. */
function eachOwn(vm: Vm, object: Obj, visit: (key: string) => void): void {
  for (const key of objects.ownKeys(vm, object)) {
    if (typeof key !== 'string') continue;
    vm.budget.step();
    const property = objects.getOwn(vm, object, key);
    if (property !== undefined && (property.flags & ENUMERABLE) !== 0) visit(key);
  }
}

function assign(vm: Vm, _self: Value, [target, ...sources]: readonly Value[]): Value {
  const to = vm.toObject(target);
  for (const source of sources) {
    if (isNone(vm, source)) continue;
    const from = vm.toObject(source);
    for (const key of objects.ownKeys(vm, from)) {
      vm.budget.step();
      const property = objects.getOwn(vm, from, key);
      if (property !== undefined && (property.flags & ENUMERABLE) !== 0) vm.set(to, key, vm.get(from, key));
    }
  }
  return to;
}

function defineAll(vm: Vm, object: Obj, given: Value): Obj {
  const from = vm.toObject(given);
  const all: { readonly key: Key; readonly descriptor: objects.Descriptor }[] = [];
  for (const key of objects.ownKeys(vm, from)) {
    vm.budget.step();
    const property = objects.getOwn(vm, from, key);
    if (property !== undefined && (property.flags & ENUMERABLE) !== 0)
      all.push({ key, descriptor: toDescriptor(vm, vm.get(from, key)) });
  }
  for (const { key, descriptor } of all) defineOrThrow(vm, object, key, descriptor);
  return object;
}

function protoOf(vm: Vm, proto: Value): Obj | null {
  if (isObj(proto) || proto === null) return proto;
  return vm.throwError('TypeError', 'a prototype that is no object');
}

const MAKING: readonly NativeRow[] = [
  takes('Object.assign', 2, 'any', assign),
  takes('Object.create', 2, 'none', (vm, _self, [proto, properties]) => {
    const made = new Obj(protoOf(vm, proto), vm.heap.epoch);
    return properties === undefined ? made : defineAll(vm, made, properties);
  }),
  takes('Object.defineProperty', 3, 'argument', (vm, _self, [object, key, descriptor]) => {
    if (!isObj(object)) return vm.throwError('TypeError', 'not an object');
    const name = vm.toKey(key);
    defineOrThrow(vm, object, name, toDescriptor(vm, descriptor));
    return object;
  }),
  takes('Object.defineProperties', 2, 'argument', (vm, _self, [object, properties]) =>
    isObj(object) ? defineAll(vm, object, properties) : vm.throwError('TypeError', 'not an object'),
  ),
  takes('Object.fromEntries', 1, 'calls', (vm, _self, [entries]) => {
    if (isNone(vm, entries)) vm.throwError('TypeError', 'not iterable');
    const made = vm.object();
    iterate(vm, entries, (entry) => {
      if (!isObj(entry)) return vm.throwError('TypeError', 'an entry that is no object');
      const key = vm.get(entry, '0');
      const value = vm.get(entry, '1');
      createData(vm, made, vm.toKey(key), value);
    });
    return made;
  }),
  takes('Object.setPrototypeOf', 2, 'argument', (vm, _self, [object, proto]) => {
    if (isNone(vm, object)) vm.throwError('TypeError', 'no object');
    const wanted = protoOf(vm, proto);
    if (isObj(object) && !objects.setProto(vm, object, wanted))
      vm.throwError('TypeError', 'a fixed prototype');
    return object;
  }),
];

const LOOKING: readonly NativeRow[] = [
  takes('Object.keys', 1, 'none', (vm, _self, [value]) => {
    const names: string[] = [];
    eachOwn(vm, vm.toObject(value), (key) => void names.push(key));
    return arrayOf(vm, names);
  }),
  takes('Object.values', 1, 'none', (vm, _self, [value]) => {
    const object = vm.toObject(value);
    const values: Value[] = [];
    eachOwn(vm, object, (key) => void values.push(vm.get(object, key)));
    return arrayOf(vm, values);
  }),
  takes('Object.entries', 1, 'none', (vm, _self, [value]) => {
    const object = vm.toObject(value);
    const entries: Value[] = [];
    eachOwn(vm, object, (key) => void entries.push(arrayOf(vm, [key, vm.get(object, key)])));
    return arrayOf(vm, entries);
  }),
  takes('Object.getOwnPropertyNames', 1, 'none', (vm, _self, [value]) =>
    arrayOf(
      vm,
      ownKeysOf(vm, vm.toObject(value)).filter((key) => typeof key === 'string'),
    ),
  ),
  takes('Object.getOwnPropertySymbols', 1, 'none', (vm, _self, [value]) =>
    arrayOf(
      vm,
      ownKeysOf(vm, vm.toObject(value)).filter((key) => typeof key === 'symbol'),
    ),
  ),
  takes('Object.getOwnPropertyDescriptor', 2, 'none', (vm, _self, [value, key]) => {
    const object = vm.toObject(value);
    return fromDescriptor(vm, objects.getOwn(vm, object, vm.toKey(key)));
  }),
  takes('Object.getOwnPropertyDescriptors', 1, 'none', (vm, _self, [value]) => {
    const object = vm.toObject(value);
    const made = vm.object();
    for (const key of ownKeysOf(vm, object)) {
      const descriptor = fromDescriptor(vm, objects.getOwn(vm, object, key));
      if (descriptor !== undefined) createData(vm, made, key, descriptor);
    }
    return made;
  }),
  takes('Object.getPrototypeOf', 1, 'any', (vm, _self, [value]) => shownProto(vm, vm.toObject(value))),
  settled('Object.is', 2, 'none', (vm, _self, [left, right]) => vm.sameValue(left, right)),
  takes('Object.hasOwn', 2, 'none', (vm, _self, [value, key]) => {
    const object = vm.toObject(value);
    return objects.getOwn(vm, object, vm.toKey(key)) !== undefined;
  }),
];

export function installObject(vm: Vm): void {
  const fn = vm.realm.classOf(
    takes('Object', 1, 'any', (of, _self, [value], newTarget) => {
      if (newTarget !== undefined && !(newTarget instanceof NativeFn && newTarget.row.id === 'Object'))
        return new Obj(of.prototypeFor(newTarget, 'Object'), of.heap.epoch);
      return isNone(of, value) ? of.object() : of.toObject(value);
    }),
    'Object',
  );
  install(vm, fn, [...MAKING, ...LOOKING, ...INTEGRITY]);
}
