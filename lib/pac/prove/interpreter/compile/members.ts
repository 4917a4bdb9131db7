/**
 * Properties of values: `a.b`, `a[b]`, `a.#b`, `super.b`.
 */
import type * as acorn from 'acorn';
import * as objects from '../objects.js';
import { ArrayObj, HOLE, isObj, isUnknown, type Key, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { UNINITIALIZED } from '../heap.js';
import type { Context } from './compiler.js';
import { compile } from './expressions.js';
import type { Frame } from './types.js';

/** A property of a value under any key. */
export function getMember(vm: Vm, object: Value, key: Value): Value {
  if (
    typeof key === 'number' &&
    object instanceof ArrayObj &&
    object.left === null &&
    object.elements !== null
  ) {
    const element = object.elements[key];
    if (element !== HOLE && element !== undefined) return element;
  }
  if (typeof key === 'string' && isObj(object)) return objects.get(vm, object, key);
  if (object === undefined || object === null) return vm.throwError('TypeError', 'no properties');
  if (isUnknown(object)) {
    if (vm.unknowns.isNullish(object)) return vm.throwError('TypeError', 'no properties');
    const own = vm.unknowns.ownMember(object, key);
    if (own !== undefined) return own.value;
    return vm.getOf(object, vm.toKey(key));
  }
  if (isUnknown(key)) return vm.unknowns.lookUp(vm.toObject(object), key);
  return vm.getOf(object, vm.toKey(key));
}

export function setMember(vm: Vm, object: Value, key: Value, value: Value, isStrict: boolean): void {
  if (object === undefined || object === null) vm.throwError('TypeError', 'no properties');
  const name = vm.toKey(key);
  if (isUnknown(object)) vm.obstacle('a property is set on a value of the environment');
  const holder = isObj(object) ? object : vm.toObject(object);
  if (!objects.set(vm, holder, name, value, object) && isStrict)
    vm.throwError('TypeError', 'a fixed property');
}

/** What a member expression names, its parts worked out once: for reading, writing, calling and deleting. */
export interface Reference {
  readonly object: Value;
  readonly key: Value;
  /** `super.x` is looked for elsewhere than in `this`. */
  readonly from: Obj | null;
  readonly privateKey: symbol | null;
}

export type Locate = (frame: Frame) => Reference;

/** `this`, once there is one. */
export function selfOf(vm: Vm, frame: Frame): Value {
  const { self } = frame.lexical;
  return self === UNINITIALIZED ? vm.throwError('ReferenceError', 'super() was not called') : self;
}

export function locate(context: Context, node: acorn.MemberExpression): Locate {
  const { vm } = context;
  const { property } = node;
  if (property.type === 'PrivateIdentifier') {
    const object = compile(context, node.object);
    const privateKey = context.privates.get(property.name) ?? null;
    return (frame) => ({ object: object(frame), key: undefined, from: null, privateKey });
  }
  const key = node.computed
    ? compile(context, property)
    : (
        (name: string) => () =>
          name
      )((property as acorn.Identifier).name);
  if (node.object.type === 'Super')
    return (frame) => {
      const self = selfOf(vm, frame);
      const from = frame.lexical.homeObject?.proto ?? null;
      return { object: self, key: vm.toKey(key(frame)), from, privateKey: null };
    };
  const object = compile(context, node.object);
  return (frame) => ({ object: object(frame), key: key(frame), from: null, privateKey: null });
}

export function read(vm: Vm, { object, key, from, privateKey }: Reference): Value {
  if (privateKey !== null) return readPrivate(vm, object, privateKey);
  if (from !== null) return objects.get(vm, from, key as Key, object);
  return getMember(vm, object, key);
}

export function write(
  vm: Vm,
  { object, key, from, privateKey }: Reference,
  value: Value,
  isStrict: boolean,
): void {
  if (privateKey !== null) writePrivate(vm, object, privateKey, value);
  else if (from !== null) {
    if (!objects.set(vm, from, key as Key, value, object) && isStrict)
      vm.throwError('TypeError', 'a fixed property');
  } else setMember(vm, object, key, value, isStrict);
}

/** Private members are properties under a symbol of the class's own, which no script gets hold of. */
export function readPrivate(vm: Vm, object: Value, key: symbol): Value {
  const property = isObj(object) ? objects.getOwn(vm, object, key) : undefined;
  if (property === undefined) return vm.throwError('TypeError', 'no such private member');
  if (!property.isAccessor) return property.value;
  if (property.get === undefined) return vm.throwError('TypeError', 'a private member that cannot be read');
  return vm.call(property.get, object, []);
}

function writePrivate(vm: Vm, object: Value, key: symbol, value: Value): void {
  const property = isObj(object) ? objects.getOwn(vm, object, key) : undefined;
  if (property === undefined || !isObj(object)) return vm.throwError('TypeError', 'no such private member');
  if (property.isAccessor) {
    if (property.set === undefined) vm.throwError('TypeError', 'a private member that cannot be written');
    vm.call(property.set, object, [value]);
    return;
  }
  if ((property.flags & 1) === 0) vm.throwError('TypeError', 'a private method is written');
  vm.heap.setProperty(object, key, { ...property, value });
}
