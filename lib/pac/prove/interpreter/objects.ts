/**
 * The language's object model (ECMAScript, section 10.1): own properties, inheritance, and what arrays, strings and
 * arguments do of their own. Keys are strings or symbols; an unknown key was settled before it gets here.
 */
import { leftAt } from './left-cells.js';
import {
  ArrayObj,
  CONFIGURABLE,
  dataProperty,
  ENUMERABLE,
  isFunction,
  isObj,
  PLAIN,
  WRITABLE,
  WrapperObj,
  type Key,
  type Obj,
  type Property,
  type Value,
} from './values.js';
import type { Vm } from './vm.js';
import { ArgumentsObj } from './arguments.js';
import { arrayDefine, arrayDelete, ownArrayProperty, ownArrayKeys } from './arrays.js';

/** `0` to `4294967294` in its canonical form → the number; anything else → -1. */
export function arrayIndex(key: Key): number {
  if (typeof key !== 'string' || key.length === 0 || key.length > 10) return -1;
  const first = key.charCodeAt(0);
  if (first < 48 || first > 57) return -1;
  const index = Number(key) >>> 0;
  return index < 4294967295 && String(index) === key ? index : -1;
}

export function getOwn(vm: Vm, object: Obj, key: Key): Property | undefined {
  if (object.left !== null && leftAt(object.left, key) !== null) vm.meetLeft(object, key);
  const property = object instanceof ArrayObj ? ownArrayProperty(object, key) : object.properties.get(key);
  if (property === undefined && object.unmodelled?.has(key) === true)
    vm.obstacle(`${String(key)} is not modelled`);
  if (object instanceof ArgumentsObj) return object.mapped(vm, key, property);
  if (property === undefined && object instanceof WrapperObj && typeof object.primitive === 'string')
    return ownStringProperty(object.primitive, key);
  return property;
}

/** Characters and length of a string. */
export function ownStringProperty(text: string, key: Key): Property | undefined {
  if (key === 'length') return dataProperty(text.length, 0);
  const index = arrayIndex(key);
  return index >= 0 && index < text.length ? dataProperty(text.charAt(index), ENUMERABLE) : undefined;
}

/** Where a property is found, own or inherited. */
export function find(vm: Vm, object: Obj, key: Key): Property | undefined {
  for (let at: Obj | null = object; at !== null; at = at.proto) {
    const property = getOwn(vm, at, key);
    if (property !== undefined) return property;
  }
  return undefined;
}

export function has(vm: Vm, object: Obj, key: Key): boolean {
  return find(vm, object, key) !== undefined;
}

export function get(vm: Vm, object: Obj, key: Key, receiver: Value = object): Value {
  const property = find(vm, object, key);
  if (property === undefined) return undefined;
  if (!property.isAccessor) return property.value;
  return property.get === undefined ? undefined : vm.call(property.get, receiver, []);
}

/** [[Set]]; `false` where it was refused, which strict code throws for. */
export function set(vm: Vm, object: Obj, key: Key, value: Value, receiver: Value = object): boolean {
  if (object.left !== null && receiver === object && isWrittenPlainly(vm, object, key))
    vm.heap.settled(object, key);
  const property = find(vm, object, key);
  if (property?.isAccessor === true) {
    if (property.set === undefined) return false;
    vm.call(property.set, receiver, [value]);
    return true;
  }
  if (property !== undefined && (property.flags & WRITABLE) === 0) return false;
  if (!isObj(receiver)) return false;
  const own = receiver === object ? ownOf(vm, receiver, key, property) : getOwn(vm, receiver, key);
  if (own === undefined) return receiver.isExtensible && defineOwn(vm, receiver, key, dataProperty(value));
  if (own.isAccessor || (own.flags & WRITABLE) === 0) return false;
  return defineOwn(vm, receiver, key, { ...own, value });
}

/**
 * Whether a cell in which an earlier call may have left something is written without regard to what that was: a plain
 * property, there or not, that nothing above has a say in.
 */
function isWrittenPlainly(vm: Vm, object: Obj, key: Key): boolean {
  if (object.left?.byKey.has(key) !== true) return false;
  const own = object instanceof ArrayObj ? ownArrayProperty(object, key) : object.properties.get(key);
  const found = own ?? (object.proto === null ? undefined : find(vm, object.proto, key));
  return found === undefined || (!found.isAccessor && (found.flags & WRITABLE) !== 0);
}

/** `found`, unless it was inherited. */
function ownOf(vm: Vm, object: Obj, key: Key, found: Property | undefined): Property | undefined {
  return found === undefined ? undefined : getOwn(vm, object, key);
}

/** Writes an own property whatever stands there, as far as the kind of object allows; `false` where it does not. */
export function defineOwn(vm: Vm, object: Obj, key: Key, property: Property): boolean {
  if (object instanceof ArrayObj) return arrayDefine(vm, object, key, property);
  if (object instanceof WrapperObj && typeof object.primitive === 'string')
    if (ownStringProperty(object.primitive, key) !== undefined) return true; // Nothing about it can have changed.
  if (object instanceof ArgumentsObj) object.defining(vm, key, property);
  vm.heap.setProperty(object, key, property);
  return true;
}

/** Adds a plain property, or replaces whatever was there: what literals and the like do. */
export function create(vm: Vm, object: Obj, key: Key, value: Value, flags: number = PLAIN): void {
  defineOwn(vm, object, key, dataProperty(value, flags));
}

/** What `Object.defineProperty` is given; a field that is absent was not named. */
export interface Descriptor {
  readonly value?: Value;
  readonly get?: Obj | undefined;
  readonly set?: Obj | undefined;
  readonly hasValue: boolean;
  readonly hasGet: boolean;
  readonly hasSet: boolean;
  readonly writable?: boolean;
  readonly enumerable?: boolean;
  readonly configurable?: boolean;
}

const flag = (wanted: boolean | undefined, before: number, bit: number): number =>
  wanted === undefined ? before & bit : wanted ? bit : 0;

/** ValidateAndApplyPropertyDescriptor (section 10.1.6.3); `false` where it is refused. */
export function define(vm: Vm, object: Obj, key: Key, wanted: Descriptor): boolean {
  const own = getOwn(vm, object, key);
  const isAccessor = wanted.hasGet || wanted.hasSet;
  if (own === undefined) {
    if (!object.isExtensible) return false;
  } else if ((own.flags & CONFIGURABLE) === 0 && !mayRedefine(vm, own, wanted)) return false;
  const becomesAccessor =
    isAccessor || (own?.isAccessor === true && !wanted.hasValue && wanted.writable === undefined);
  const before = own?.flags ?? 0;
  const flags =
    flag(wanted.enumerable, before, ENUMERABLE) |
    flag(wanted.configurable, before, CONFIGURABLE) |
    (becomesAccessor ? 0 : flag(wanted.writable, own?.isAccessor === true ? 0 : before, WRITABLE));
  const wasAccessor = own?.isAccessor === true;
  const property: Property = becomesAccessor
    ? {
        value: undefined,
        get: wanted.hasGet ? wanted.get : wasAccessor ? own.get : undefined,
        set: wanted.hasSet ? wanted.set : wasAccessor ? own.set : undefined,
        isAccessor: true,
        flags,
      }
    : dataProperty(wanted.hasValue ? wanted.value : wasAccessor ? undefined : own?.value, flags);
  return defineOwn(vm, object, key, property);
}

/** Whether a property that is not configurable may become what is wanted. */
function mayRedefine(vm: Vm, own: Property, wanted: Descriptor): boolean {
  if (wanted.configurable === true) return false;
  if (wanted.enumerable !== undefined && wanted.enumerable !== ((own.flags & ENUMERABLE) !== 0)) return false;
  if (own.isAccessor) {
    if (wanted.hasValue || wanted.writable !== undefined) return false;
    return (!wanted.hasGet || wanted.get === own.get) && (!wanted.hasSet || wanted.set === own.set);
  }
  if (wanted.hasGet || wanted.hasSet) return false;
  if ((own.flags & WRITABLE) !== 0) return true;
  return wanted.writable !== true && (!wanted.hasValue || vm.sameValue(wanted.value, own.value));
}

/** [[Delete]]; `false` where it was refused. */
export function remove(vm: Vm, object: Obj, key: Key): boolean {
  const own = getOwn(vm, object, key);
  if (own === undefined) return true;
  if ((own.flags & CONFIGURABLE) === 0) return false;
  if (object instanceof ArrayObj) arrayDelete(vm, object, key);
  else {
    if (object instanceof ArgumentsObj) object.unmap(vm, key);
    vm.heap.deleteProperty(object, key);
  }
  return true;
}

/** Own keys in the language's order: indexes, then other strings as they were made, then symbols. */
export function ownKeys(vm: Vm, object: Obj): Key[] {
  if (object.left !== null) vm.meetAllLeft(object);
  if (object.birth < 0) vm.obstacle("the names of the language's own objects differ between engines");
  if (object instanceof ArrayObj) return ownArrayKeys(object);
  const indexes: number[] = [];
  if (object instanceof WrapperObj && typeof object.primitive === 'string')
    for (let at = 0; at < object.primitive.length; at++) indexes.push(at);
  const { strings, symbols } = sorted(object.properties.keys(), indexes);
  if (object instanceof WrapperObj && typeof object.primitive === 'string') strings.unshift('length');
  return [...indexes.map(String), ...strings, ...symbols.filter((key) => !vm.privateKeys.has(key))];
}

/** Adds the indexes among some keys to those known, in order; gives the others. */
export function sorted(keys: Iterable<Key>, indexes: number[]): { strings: string[]; symbols: symbol[] } {
  const strings: string[] = [];
  const symbols: symbol[] = [];
  for (const key of keys) {
    const index = arrayIndex(key);
    if (index >= 0) indexes.push(index);
    else if (typeof key === 'string') strings.push(key);
    else symbols.push(key);
  }
  indexes.sort((a, b) => a - b);
  return { strings, symbols };
}

/** Names that `for (… in …)` and `Object.keys` go through. */
export function enumerableNames(vm: Vm, object: Obj): string[] {
  return ownKeys(vm, object).filter(
    (key): key is string =>
      typeof key === 'string' && ((getOwn(vm, object, key)?.flags ?? 0) & ENUMERABLE) !== 0,
  );
}

/** [[SetPrototypeOf]]; `false` where it was refused. */
export function setProto(vm: Vm, object: Obj, proto: Obj | null): boolean {
  if (object.proto === proto) return true;
  if (!object.isExtensible || object === vm.realm.objectPrototype) return false;
  for (let at = proto; at !== null; at = at.proto) if (at === object) return false;
  vm.heap.setSlot(object, 'proto', proto);
  return true;
}

export function getMethod(vm: Vm, object: Value, key: Key): Obj | undefined {
  const found = vm.getOf(object, key);
  if (found === undefined || found === null) return undefined;
  if (!isFunction(found)) return vm.throwError('TypeError', 'a method that is no function');
  return found;
}
