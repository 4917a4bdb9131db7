/**
 * Reading and writing names.
 */
import { UNINITIALIZED, type Scope } from '../heap.js';
import * as objects from '../objects.js';
import type { Value } from '../values.js';
import type { Context } from './compiler.js';
import { resolve, type Resolved } from './scopes.js';
import type { Assign, Evaluate, Frame } from './types.js';

function scopeAt(frame: Frame, hops: number): Scope {
  let at = frame.scope;
  for (let count = 0; count < hops; count++) at = at?.parent ?? null;
  if (at === null) throw new Error('a variable without its scope');
  return at;
}

function readSlot({ vm }: Context, { hops, binding }: Resolved): Evaluate {
  const { slot } = binding;
  return (frame) => {
    const scope = scopeAt(frame, hops);
    const value = scope.left === null ? scope.values[slot] : vm.variable(scope, slot);
    return value === UNINITIALIZED ? vm.throwError('ReferenceError', 'not initialised') : value;
  };
}

/** `isTypeof`: a name of nothing is then `undefined`. */
export function readName(context: Context, name: string, isTypeof = false): Evaluate {
  const { vm } = context;
  const found = resolve(context.scope, name);
  if (found !== null) return readSlot(context, found);
  return () => {
    const cell = vm.lexical.get(name);
    if (cell !== undefined) {
      const value = vm.variable(cell.scope, cell.slot);
      return value === UNINITIALIZED ? vm.throwError('ReferenceError', 'not initialised') : value;
    }
    const property = objects.find(vm, vm.global, name);
    if (property === undefined) return isTypeof ? undefined : vm.throwError('ReferenceError', name);
    if (!property.isAccessor) return property.value;
    return property.get === undefined ? undefined : vm.call(property.get, vm.global, []);
  };
}

/** Writes a name as an assignment does. */
export function writeName(context: Context, name: string): Assign {
  const { vm, isStrict } = context;
  const found = resolve(context.scope, name);
  if (found === null)
    return (_frame, value) => {
      writeGlobal(context, name, value);
    };
  const { hops, binding } = found;
  return (frame, value) => {
    const scope = scopeAt(frame, hops);
    if (scope.values[binding.slot] === UNINITIALIZED) vm.throwError('ReferenceError', 'not initialised');
    if (binding.kind === 'const') vm.throwError('TypeError', 'a constant is written');
    if (binding.kind === 'self') {
      if (isStrict) vm.throwError('TypeError', 'the name of a function is written');
      return;
    }
    vm.heap.setVariable(scope, binding.slot, value);
  };
}

function writeGlobal({ vm, isStrict }: Context, name: string, value: Value): void {
  const cell = vm.lexical.get(name);
  if (cell !== undefined) {
    if (cell.scope.values[cell.slot] === UNINITIALIZED) vm.throwError('ReferenceError', 'not initialised');
    if (cell.isConst) vm.throwError('TypeError', 'a constant is written');
    vm.heap.setVariable(cell.scope, cell.slot, value);
    return;
  }
  if (isStrict && objects.find(vm, vm.global, name) === undefined) vm.throwError('ReferenceError', name);
  if (!objects.set(vm, vm.global, name, value) && isStrict) vm.throwError('TypeError', 'a fixed property');
}

/** Gives a name its first value, as a declaration does. */
export function initializeName(context: Context, name: string): Assign {
  const { vm } = context;
  const found = resolve(context.scope, name);
  if (found !== null)
    return (frame, value) => {
      vm.heap.setVariable(scopeAt(frame, found.hops), found.binding.slot, value);
    };
  return (_frame, value) => {
    const cell = vm.lexical.get(name);
    if (cell !== undefined) vm.heap.setVariable(cell.scope, cell.slot, value);
    else writeGlobal({ ...context, isStrict: false }, name, value);
  };
}
