/**
 * How an expression is run (section 22.2.7).
 */
import { arrayOf } from '../arrays.js';
import * as objects from '../objects.js';
import { isFunction, isObj, Obj, RegExpObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';

export function thisRegExp(vm: Vm, self: Value): RegExpObj {
  return self instanceof RegExpObj ? self : vm.throwError('TypeError', 'not an expression');
}

/** What a find looks like to the script. */
function matchOf(vm: Vm, found: RegExpExecArray): Obj {
  const list = arrayOf(vm, [...found]);
  objects.create(vm, list, 'index', found.index);
  objects.create(vm, list, 'input', found.input);
  let groups: Obj | undefined;
  if (found.groups !== undefined) {
    groups = new Obj(null, vm.heap.epoch);
    for (const [name, value] of Object.entries(found.groups)) objects.create(vm, groups, name, value);
  }
  objects.create(vm, list, 'groups', groups);
  return list;
}

/** RegExpBuiltinExec: from `lastIndex` where the expression goes on or sticks, which it then writes. */
export function builtinExec(vm: Vm, regexp: RegExpObj, text: string): Obj | null {
  const lastIndex = vm.toLength(vm.get(regexp, 'lastIndex'));
  const isMoving = regexp.flags.includes('g') || regexp.flags.includes('y');
  if (isMoving && lastIndex > text.length) {
    vm.set(regexp, 'lastIndex', 0);
    return null;
  }
  vm.budget.step();
  const { host } = regexp;
  host.lastIndex = isMoving ? lastIndex : 0;
  const found = host.exec(text);
  if (found === null) {
    if (isMoving) vm.set(regexp, 'lastIndex', 0);
    return null;
  }
  if (isMoving) vm.set(regexp, 'lastIndex', host.lastIndex);
  return matchOf(vm, found);
}

/** RegExpExec: through the `exec` that the object has. */
export function execute(vm: Vm, regexp: Obj, text: string): Obj | null {
  const exec = vm.get(regexp, 'exec');
  if (isFunction(exec)) {
    const result = vm.call(exec, regexp, [text]);
    if (isObj(result) || result === null) return result;
    return vm.throwError('TypeError', 'a find that is no object');
  }
  return builtinExec(vm, thisRegExp(vm, regexp), text);
}
