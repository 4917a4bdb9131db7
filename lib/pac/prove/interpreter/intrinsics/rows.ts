/**
 * How the tables of builtins are written down and put in place.
 */
import type { Effect } from '../../state/effect.js';
import { leftAt } from '../left-cells.js';
import type { NativeBody, NativeFn, NativeRow } from '../native.js';
import type { Key, Obj } from '../values.js';
import type { Vm } from '../vm.js';

/** Depends on the primitives that it is given and on nothing else. */
export const pure = (id: string, length: number, body: NativeBody): NativeRow => ({
  id,
  length,
  body,
  unknowns: 'pure',
  effect: 'none',
});

/** Knows what to do with unknowns. */
export const takes = (id: string, length: number, effect: Effect, body: NativeBody): NativeRow => ({
  id,
  length,
  body,
  unknowns: 'takes',
  effect,
});

/** Is given no unknowns: they are settled before it is called. */
export const settled = (id: string, length: number, effect: Effect, body: NativeBody): NativeRow => ({
  id,
  length,
  body,
  effect,
});

/** Something that engines do differently, or that is not worth modelling. */
export const refused = (id: string, length: number, reason: string): NativeRow => ({
  id,
  length,
  body: (vm) => vm.obstacle(reason),
  unknowns: 'takes',
  effect: 'any',
});

/** The key of a row: what follows the last dot; `@@iterator` stands for the symbol of that name. */
export function keyOf({ id }: NativeRow): { readonly key: Key; readonly name: string } {
  const name = id.slice(id.lastIndexOf('.') + 1);
  if (!name.startsWith('@@')) return { key: name, name };
  const symbol = (Symbol as unknown as Record<string, symbol>)[name.slice(2)];
  if (symbol === undefined) throw new Error(`no symbol ${name}`);
  return { key: symbol, name: `[Symbol.${name.slice(2)}]` };
}

/** Puts functions on an object. `flags`: as of methods, if not said. */
export function install(vm: Vm, target: Obj, rows: readonly NativeRow[], flags?: number): void {
  for (const row of rows) {
    const { key, name } = keyOf(row);
    vm.realm.put(target, key, vm.realm.native(row, name), flags);
  }
}

/** Puts getters on an object. */
export function installGetters(vm: Vm, target: Obj, rows: readonly NativeRow[]): void {
  for (const row of rows) {
    const { key, name } = keyOf(row);
    vm.realm.accessor(target, key, vm.realm.native(row, `get ${name}`));
  }
}

/** Another name for a function that is there already. */
export function alias(vm: Vm, target: Obj, key: Key, of: Key): NativeFn {
  const fn = target.properties.get(of)?.value as NativeFn;
  vm.realm.put(target, key, fn);
  return fn;
}

/** Text that `Object.prototype.toString` shows. */
export function tag(vm: Vm, target: Obj, text: string): void {
  vm.realm.put(target, Symbol.toStringTag, text, 4);
}

/** `get [Symbol.species]`, which gives the constructor itself. */
export function installSpecies(vm: Vm, fn: NativeFn): void {
  installGetters(vm, fn, [takes(`${fn.row.id}.@@species`, 0, 'any', (_vm, self) => self)]);
}

/** Before an internal slot is read: an earlier call may have left something in it. */
export function meetSlot(vm: Vm, object: Obj, slot: string): void {
  const left = object.left === null ? null : leftAt(object.left, slot);
  if (left !== null) vm.obstacle(left.reason);
}
