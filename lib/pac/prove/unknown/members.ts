/**
 * Properties of unknowns, and unknowns as names of properties.
 */
import { nonNull } from '../../non-null.js';
import { isTest } from '../domain/terms.js';
import * as objects from '../interpreter/objects.js';
import { isObj, isUnknown, type Key, type Obj, type Unknown, type Value } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { textOf } from './conversions.js';
import { AddressPart, AddressText, AddressList, Loose, Table, TermValue, type AnyUnknown } from './kinds.js';
import type { Operations } from './operations.js';
import { group, table } from './tables.js';

/** Names of one object among which an unknown is looked up. */
const MOST_NAMES = 400;

const isText = (unknown: AnyUnknown): boolean =>
  unknown instanceof AddressText ||
  unknown instanceof AddressPart ||
  unknown instanceof AddressList ||
  (unknown instanceof TermValue && unknown.type === 'text') ||
  (unknown instanceof Table && unknown.values.every((one) => typeof one === 'string')) ||
  (unknown instanceof Loose && unknown.abstract.kind === 'text');

/** A character or the length of a text; `undefined` where the prototype is to be asked. */
export function ownMemberOf(
  operations: Operations,
  value: Unknown,
  key: Value,
): { readonly value: Value } | undefined {
  const unknown = value as AnyUnknown;
  if (!isText(unknown)) return undefined;
  if (key === 'length') return { value: operations.texts.length(unknown) };
  const name = isUnknown(key) ? operations.settle(key) : key;
  if (isObj(name) || typeof name === 'symbol') return undefined;
  const at = typeof name === 'number' ? name : objects.arrayIndex(String(name));
  if (!Number.isInteger(at) || at < 0) return undefined;
  if (unknown instanceof AddressText) {
    if (at >= 39 || operations.texts.matches(unknown.sym, `^[^]{${at + 1}}`) === false)
      return { value: undefined };
    return { value: operations.texts.part(unknown, at, at + 1) };
  }
  const length = operations.texts.length(unknown);
  const isThere = isUnknown(length)
    ? isTrue(operations, operations.binary('>', length, at))
    : Number(length) > at;
  if (!isThere) return { value: undefined };
  return {
    value: operations.lift([unknown, at], ([text, place]) => String(text).charAt(Number(place)), '.charAt'),
  };
}

const isTrue = (operations: Operations, value: Value): boolean =>
  isUnknown(value) ? operations.truth(value) : value === true;

/** A plain property, own or inherited, that reading changes nothing by; `undefined`: none. An accessor is `null`. */
function plainProperty(vm: Vm, object: Obj, key: Key): { readonly value: Value } | undefined | null {
  const property = objects.find(vm, object, key);
  if (property === undefined) return undefined;
  return property.isAccessor ? null : { value: property.value };
}

/** Every name of an object and of what it inherits from that an unknown could be. */
function namesOf(vm: Vm, object: Obj, unknown: AnyUnknown): string[] {
  const names = new Set<string>();
  for (let at: Obj | null = object; at !== null; at = at.proto) {
    if (at === vm.global) vm.obstacle('a value of the environment is looked up among the global names');
    const own = at.birth < 0 ? [...at.properties.keys(), ...(at.unmodelled ?? [])] : objects.ownKeys(vm, at);
    for (const key of own) if (typeof key === 'string') names.add(key);
  }
  const all = [...names];
  // No other text is an address.
  return unknown instanceof AddressText ? all.filter((name) => /^[0-9a-fA-F.:]+$/.test(name)) : all;
}

/** Which of an object's names an unknown text or number is; -1: none. */
function among(operations: Operations, vm: Vm, unknown: AnyUnknown, names: readonly string[]): number {
  if (names.length > MOST_NAMES)
    vm.obstacle('a value of the environment is looked up among more names than are followed');
  const text = textOf(operations, unknown);
  for (const [index, name] of names.entries()) {
    vm.budget.step();
    if (isUnknown(text) ? vm.unknowns.equals(text, name, true) : text === name) return index;
  }
  return -1;
}

const found = (value: Value, is: boolean): { readonly value: Value; readonly is: boolean } => ({ value, is });

function look(
  operations: Operations,
  vm: Vm,
  object: Obj,
  key: Unknown,
): { readonly value: Value; readonly is: boolean } {
  const unknown = key as AnyUnknown;
  if (unknown instanceof Table) return lookInTable(operations, vm, object, unknown);
  const isFew = unknown instanceof Loose || (unknown instanceof TermValue && isNumber(operations, unknown));
  if (unknown.kind === 'opaque' || unknown.kind === 'draw' || unknown.kind === 'instant' || isFew) {
    const name = vm.toKey(operations.settle(unknown));
    return found(vm.get(object, name), vm.has(object, name));
  }
  const names = namesOf(vm, object, unknown);
  const at = among(operations, vm, unknown, names);
  if (at === -1) return found(undefined, false);
  return found(vm.get(object, nonNull(names[at])), true);
}

/** A number of few values is told apart; among names it would be compared with each. */
function isNumber({ pool }: Operations, { term, type }: TermValue): boolean {
  const made = pool.get(term);
  return type === 'number' || (made.kind === 'operation' && isTest(made.name));
}

function lookInTable(
  operations: Operations,
  vm: Vm,
  object: Obj,
  of: Table,
): { readonly value: Value; readonly is: boolean } {
  const { path } = operations;
  const properties = of.values.map((one) => plainProperty(vm, object, vm.toKey(one)));
  if (properties.includes(null)) {
    const name = vm.toKey(operations.settle(of));
    return found(vm.get(object, name), vm.has(object, name));
  }
  const isThere = group(
    path,
    of,
    properties.map((one) => one !== undefined),
  );
  if (!isThere) return found(undefined, false);
  // Those that are not there were ruled out: any value may stand for them.
  const some = properties.find((one) => one !== undefined && one !== null);
  const values = properties.map((one) => (one === undefined || one === null ? some?.value : one.value));
  if (values.every((value) => !isObj(value) && !isUnknown(value)))
    return found(table(of.atom, values as readonly string[], of.cuts), true);
  return found(group(path, of, values), true);
}

export function lookUpOf(operations: Operations, vm: Vm, object: Obj, key: Unknown): Value {
  // A table whose names are partly there gives a table with gaps, which splits no path.
  if (key instanceof Table) {
    const properties = key.values.map((one) => plainProperty(vm, object, vm.toKey(one)));
    const values = properties.map((one) => one?.value);
    if (!properties.includes(null) && values.every((value) => !isObj(value) && !isUnknown(value)))
      return table(key.atom, values as readonly string[], key.cuts);
  }
  return look(operations, vm, object, key).value;
}

export function hasKeyOf(operations: Operations, vm: Vm, object: Obj, key: Unknown): boolean {
  return look(operations, vm, object, key).is;
}
