/**
 * What every object inherits (section 20.1.3).
 */
import { Closure } from '../closure.js';
import type { NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { ArrayObj, ENUMERABLE, isFunction, isObj, isUnknown, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { defineOrThrow } from './descriptors.js';
import { install, takes } from './rows.js';

const TAGGED = new Set(['Arguments', 'Function', 'Error', 'Boolean', 'Number', 'String', 'Date', 'RegExp']);

function builtinTag(object: Obj): string {
  if (object instanceof ArrayObj) return 'Array';
  return TAGGED.has(object.className) ? object.className : 'Object';
}

export function objectToString(vm: Vm, self: Value): string {
  if (self === undefined) return '[object Undefined]';
  if (self === null) return '[object Null]';
  const object = vm.toObject(self);
  if (object === vm.global) vm.obstacle('what the global object is called differs between engines');
  const own = vm.get(object, Symbol.toStringTag);
  const text = isUnknown(own) ? vm.unknowns.settle(own) : own;
  return `[object ${typeof text === 'string' ? text : builtinTag(object)}]`;
}

const ROWS: readonly NativeRow[] = [
  takes('Object.prototype.hasOwnProperty', 1, 'none', (vm, self, [key]) => {
    const name = vm.toKey(key);
    return objects.getOwn(vm, vm.toObject(self), name) !== undefined;
  }),
  takes('Object.prototype.isPrototypeOf', 1, 'none', (vm, self, [value]) => {
    if (!isObj(value)) return false;
    const object = vm.toObject(self);
    for (let at = value.proto; at !== null; at = at.proto) if (at === object) return true;
    return false;
  }),
  takes('Object.prototype.propertyIsEnumerable', 1, 'none', (vm, self, [key]) => {
    const name = vm.toKey(key);
    const property = objects.getOwn(vm, vm.toObject(self), name);
    return property !== undefined && (property.flags & ENUMERABLE) !== 0;
  }),
  takes('Object.prototype.toString', 0, 'none', (vm, self) => objectToString(vm, self)),
  takes('Object.prototype.toLocaleString', 0, 'any', (vm, self) =>
    vm.call(vm.getOf(self, 'toString'), self, []),
  ),
  takes('Object.prototype.valueOf', 0, 'any', (vm, self) => vm.toObject(self)),
];

function defineAccessor(kind: 'get' | 'set'): NativeRow {
  const id = `Object.prototype.__define${kind === 'get' ? 'Getter' : 'Setter'}__`;
  return takes(id, 2, 'self', (vm, self, [key, fn]) => {
    const object = vm.toObject(self);
    if (!isFunction(fn)) return vm.throwError('TypeError', 'an accessor that is no function');
    const hasGet = kind === 'get';
    defineOrThrow(vm, object, vm.toKey(key), {
      [kind]: fn,
      hasValue: false,
      hasGet,
      hasSet: !hasGet,
      enumerable: true,
      configurable: true,
    });
    return undefined;
  });
}

function lookUpAccessor(kind: 'get' | 'set'): NativeRow {
  const id = `Object.prototype.__lookup${kind === 'get' ? 'Getter' : 'Setter'}__`;
  return takes(id, 1, 'any', (vm, self, [key]) => {
    const object = vm.toObject(self);
    const property = objects.find(vm, object, vm.toKey(key));
    return property?.isAccessor === true ? property[kind] : undefined;
  });
}

/** What an object inherits from, as a script sees it. */
export function shownProto(vm: Vm, object: Obj): Obj | null {
  if (object instanceof Closure && object.code.obstacle !== null) vm.obstacle(object.code.obstacle);
  return object.proto;
}

const GET_PROTO = takes('Object.prototype.__proto__', 0, 'any', (vm, self) =>
  shownProto(vm, vm.toObject(self)),
);
const SET_PROTO = takes('Object.prototype.__proto__', 1, 'self', (vm, self, [proto]) => {
  if (self === undefined || self === null) vm.throwError('TypeError', 'no object');
  if (!isObj(proto) && proto !== null) return undefined;
  if (isObj(self) && !objects.setProto(vm, self, proto)) vm.throwError('TypeError', 'a fixed prototype');
  return undefined;
});

export function installObjectPrototype(vm: Vm): void {
  const { realm } = vm;
  const target = realm.objectPrototype;
  install(vm, target, ROWS);
  install(vm, target, [
    defineAccessor('get'),
    defineAccessor('set'),
    lookUpAccessor('get'),
    lookUpAccessor('set'),
  ]);
  realm.accessor(
    target,
    '__proto__',
    realm.native(GET_PROTO, 'get __proto__'),
    realm.native(SET_PROTO, 'set __proto__'),
  );
}
