/**
 * `JSON.stringify` (section 25.5.2).
 */
import * as objects from '../objects.js';
import {
  ArrayObj,
  isFunction,
  isObj,
  isUnknown,
  WrapperObj,
  type FunctionObj,
  type Obj,
  type Value,
} from '../values.js';
import type { Vm } from '../vm.js';
import { elementAt, lengthOf } from './list.js';

interface Writer {
  readonly vm: Vm;
  readonly replacer: FunctionObj | null;
  /** The only names that are written, if the script gave some. */
  readonly names: readonly string[] | null;
  readonly gap: string;
  readonly indent: string;
  /** Objects that are being written. */
  readonly around: readonly Obj[];
}

function isBoxed(value: Value, ...classNames: string[]): value is WrapperObj {
  return value instanceof WrapperObj && classNames.includes(value.className);
}

/** Names in a list that the script gave in place of a function. */
function namesOf(vm: Vm, list: ArrayObj): string[] {
  const names = new Set<string>();
  const length = lengthOf(vm, list);
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    const value = elementAt(vm, list, at);
    const known = isUnknown(value) ? vm.unknowns.settle(value) : value;
    if (typeof known === 'string' || typeof known === 'number' || isBoxed(known, 'String', 'Number'))
      names.add(vm.toString(known));
  }
  return [...names];
}

function gapOf(vm: Vm, given: Value): string {
  let space = isUnknown(given) ? vm.unknowns.settle(given) : given;
  if (isBoxed(space, 'Number')) space = vm.toNumber(space);
  else if (isBoxed(space, 'String')) space = vm.toString(space);
  if (typeof space === 'number') return ' '.repeat(Math.min(Math.max(vm.toInteger(space), 0), 10));
  return typeof space === 'string' ? space.slice(0, 10) : '';
}

export function stringify(vm: Vm, _self: Value, [value, replacer, space]: readonly Value[]): Value {
  const names = replacer instanceof ArrayObj ? namesOf(vm, replacer) : null;
  const writer: Writer = {
    vm,
    replacer: isFunction(replacer) ? replacer : null,
    names,
    gap: gapOf(vm, space),
    indent: '',
    around: [],
  };
  const root = vm.object();
  objects.create(vm, root, '', value);
  return write(writer, root, '', value);
}

/** `undefined`: the value is not one that JSON has. */
function write(writer: Writer, holder: Obj, key: string, given: Value): string | undefined {
  const { vm, replacer } = writer;
  vm.budget.step();
  let value = given;
  if (isObj(value) || isUnknown(value)) {
    const own = vm.getOf(value, 'toJSON');
    if (isFunction(own)) value = vm.call(own, value, [key]);
  }
  if (replacer !== null) value = vm.call(replacer, holder, [key, value]);
  if (isBoxed(value, 'Number')) value = vm.toNumber(value);
  else if (isBoxed(value, 'String')) value = vm.toString(value);
  else if (isBoxed(value, 'Boolean')) value = value.primitive;
  if (isUnknown(value)) value = vm.unknowns.settle(value);
  if (!isObj(value)) return JSON.stringify(value);
  if (isFunction(value)) return undefined;
  if (writer.around.includes(value)) vm.throwError('TypeError', 'an object within itself');
  const object = value;
  const inner = { ...writer, indent: writer.indent + writer.gap, around: [...writer.around, object] };
  const text = vm.budget.within(() =>
    object instanceof ArrayObj ? writeList(inner, object) : writeObject(inner, object),
  );
  vm.budget.text(text.length);
  return text;
}

function enclosed({ gap, indent }: Writer, parts: readonly string[], open: string, close: string): string {
  if (parts.length === 0) return open + close;
  if (gap === '') return open + parts.join(',') + close;
  const outer = indent.slice(0, indent.length - gap.length);
  return `${open}\n${indent}${parts.join(`,\n${indent}`)}\n${outer}${close}`;
}

function writeList(writer: Writer, list: ArrayObj): string {
  const { vm } = writer;
  const parts: string[] = [];
  const length = lengthOf(vm, list);
  for (let at = 0; at < length; at++)
    parts.push(write(writer, list, String(at), elementAt(vm, list, at)) ?? 'null');
  return enclosed(writer, parts, '[', ']');
}

function writeObject(writer: Writer, object: Obj): string {
  const { vm } = writer;
  const parts: string[] = [];
  for (const name of writer.names ?? objects.enumerableNames(vm, object)) {
    const text = write(writer, object, name, vm.get(object, name));
    if (text !== undefined) parts.push(`${JSON.stringify(name)}:${writer.gap === '' ? '' : ' '}${text}`);
  }
  return enclosed(writer, parts, '{', '}');
}
