/**
 * `JSON` (section 25.5).
 */
import { arrayOf } from '../arrays.js';
import * as objects from '../objects.js';
import { ArrayObj, isFunction, isObj, Obj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { createKept } from './descriptors.js';
import { stringify } from './json-stringify.js';
import { lengthOf } from './list.js';
import { install, settled, tag, takes } from './rows.js';

/** What the host has read of a text, as values of the script. */
function taken(vm: Vm, value: unknown): Value {
  vm.budget.step();
  if (typeof value !== 'object' || value === null) return value as Value;
  return vm.budget.within(() => takenWhole(vm, value));
}

function takenWhole(vm: Vm, value: object): Value {
  if (Array.isArray(value))
    return arrayOf(
      vm,
      value.map((one: unknown) => taken(vm, one)),
    );
  const made = vm.object();
  for (const key of Object.keys(value))
    objects.create(vm, made, key, taken(vm, (value as Record<string, unknown>)[key]));
  return made;
}

/** Gives each member, from the innermost, to the script's own function. */
function revive(vm: Vm, reviver: FunctionObj, holder: Obj, key: string): Value {
  const value = vm.get(holder, key);
  vm.budget.within(() => {
    if (value instanceof ArrayObj) {
      const length = lengthOf(vm, value);
      for (let at = 0; at < length; at++) replaceMember(vm, reviver, value, String(at));
    } else if (isObj(value))
      for (const name of objects.enumerableNames(vm, value)) replaceMember(vm, reviver, value, name);
  });
  return vm.call(reviver, holder, [key, value]);
}

function replaceMember(vm: Vm, reviver: FunctionObj, holder: Obj, key: string): void {
  vm.budget.step();
  const value = revive(vm, reviver, holder, key);
  if (value === undefined) objects.remove(vm, holder, key);
  else createKept(vm, holder, key, value);
}

const PARSE = settled('JSON.parse', 2, 'calls', (vm, _self, [given, reviver]) => {
  const text = vm.toString(given);
  vm.budget.text(text.length);
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return vm.throwError('SyntaxError', 'not JSON');
  }
  const value = taken(vm, read);
  if (!isFunction(reviver)) return value;
  const root = vm.object();
  objects.create(vm, root, '', value);
  return revive(vm, reviver, root, '');
});

export function installJson(vm: Vm): void {
  const json = new Obj(vm.realm.objectPrototype, vm.heap.epoch, 'JSON');
  install(vm, json, [PARSE, takes('JSON.stringify', 3, 'calls', stringify)]);
  tag(vm, json, 'JSON');
  vm.realm.put(vm.global, 'JSON', json);
}
