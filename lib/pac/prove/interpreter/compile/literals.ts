/**
 * Literals: primitives, regular expressions, templates, lists, objects.
 */
import type * as acorn from 'acorn';
import { toText } from '../convert.js';
import { arrayOf } from '../arrays.js';
import { iterate } from '../iterate.js';
import { BINARY } from '../operators.js';
import * as objects from '../objects.js';
import { makeRegExp } from '../regexp.js';
import {
  dataProperty,
  HOLE,
  isObj,
  isUnknown,
  type Key,
  type Obj,
  type Property,
  type Value,
} from '../values.js';
import type { Context } from './compiler.js';
import { compile } from './expressions.js';
import { evaluateNamed, isAnonymous, methodOf } from './functions.js';
import type { Evaluate, Frame } from './types.js';

export function compileLiteral({ vm }: Context, node: acorn.Literal): Evaluate {
  if (node.regex !== undefined) {
    const { pattern, flags } = node.regex;
    return () => makeRegExp(vm, pattern, flags);
  }
  if (typeof node.bigint === 'string') return () => vm.obstacle('BigInt is not modelled');
  const value = node.value as Value;
  return () => value;
}

export function compileTemplate(context: Context, node: acorn.TemplateLiteral): Evaluate {
  const { vm } = context;
  const texts = node.quasis.map(({ value }) => value.cooked ?? '');
  const parts = node.expressions.map((one) => compile(context, one));
  return (frame) => {
    let result: Value = texts[0] ?? '';
    parts.forEach((part, index) => {
      const add = BINARY['+'] as (of: typeof vm, left: Value, right: Value) => Value;
      result = add(vm, add(vm, result, toText(vm, part(frame))), texts[index + 1] ?? '');
    });
    return result;
  };
}

export function compileArray(context: Context, node: acorn.ArrayExpression): Evaluate {
  const { vm } = context;
  const parts = node.elements.map((one) => {
    if (one === null) return null;
    const isSpread = one.type === 'SpreadElement';
    return { isSpread, value: compile(context, isSpread ? one.argument : one) };
  });
  return (frame) => {
    const elements: (Value | typeof HOLE)[] = [];
    for (const part of parts) {
      if (part === null) elements.push(HOLE);
      else if (part.isSpread) iterate(vm, part.value(frame), (value) => void elements.push(value));
      else elements.push(part.value(frame));
    }
    return arrayOf(vm, elements);
  };
}

/** The key of a member of an object or a class. */
export function compileKey(
  context: Context,
  node: { readonly computed?: boolean | undefined; readonly key: acorn.AnyNode },
): (frame: Frame) => Key {
  const { vm } = context;
  const { key } = node;
  if (node.computed === true) {
    const value = compile(context, key);
    return (frame) => vm.toKey(value(frame));
  }
  const name = key.type === 'Identifier' ? key.name : String((key as acorn.Literal).value);
  return () => name;
}

type Step = (frame: Frame, object: Obj) => void;

function propertyStep(context: Context, node: acorn.Property): Step {
  const { vm } = context;
  const key = compileKey(context, node);
  if (node.kind !== 'init') {
    const fn = methodOf(context, node.value as acorn.FunctionExpression, node.kind, node);
    return (frame, object) => {
      const name = key(frame);
      defineAccessor(context, object, name, node.kind as 'get' | 'set', fn(frame, object, name), 7);
    };
  }
  if (node.method) {
    const fn = methodOf(context, node.value as acorn.FunctionExpression, 'method', node);
    return (frame, object) => {
      const name = key(frame);
      objects.create(vm, object, name, fn(frame, object, name));
    };
  }
  const value = compile(context, node.value);
  const isProto =
    !node.computed &&
    !node.shorthand &&
    (node.key.type === 'Identifier' ? node.key.name : (node.key as acorn.Literal).value) === '__proto__';
  if (isProto)
    return (frame, object) => {
      const proto = value(frame);
      if (isUnknown(proto)) vm.obstacle('an object whose prototype is a value of the environment');
      if (proto === null || isObj(proto)) vm.heap.setSlot(object, 'proto', proto);
    };
  const isUnnamed = isAnonymous(node.value);
  return (frame, object) => {
    const name = key(frame);
    objects.create(vm, object, name, isUnnamed ? evaluateNamed(vm, value, frame, name) : value(frame));
  };
}

export function defineAccessor(
  { vm }: Context,
  object: Obj,
  key: Key,
  kind: 'get' | 'set',
  fn: Obj,
  flags: number,
): void {
  const before = objects.getOwn(vm, object, key);
  const other: Property = before?.isAccessor === true ? before : dataProperty(undefined);
  objects.defineOwn(vm, object, key, {
    value: undefined,
    get: kind === 'get' ? fn : other.get,
    set: kind === 'set' ? fn : other.set,
    isAccessor: true,
    flags: flags & ~1,
  });
}

export function compileObject(context: Context, node: acorn.ObjectExpression): Evaluate {
  const { vm } = context;
  const steps = node.properties.map((one): Step => {
    if (one.type !== 'SpreadElement') return propertyStep(context, one);
    const value = compile(context, one.argument);
    return (frame, object) => {
      copyProperties(context, object, value(frame), []);
    };
  });
  return (frame) => {
    const object = vm.object();
    for (const step of steps) step(frame, object);
    return object;
  };
}

/** Own enumerable properties of a value, but for some, onto an object. */
export function copyProperties({ vm }: Context, object: Obj, from: Value, without: readonly Key[]): void {
  if (from === undefined || from === null) return;
  const source = vm.toObject(from);
  for (const key of objects.ownKeys(vm, source)) {
    if (without.includes(key)) continue;
    const property = objects.getOwn(vm, source, key);
    if (property !== undefined && (property.flags & 2) !== 0)
      objects.create(vm, object, key, objects.get(vm, source, key));
  }
}
