/**
 * Functions as objects (section 20.2).
 */
import { Closure } from '../closure.js';
import { NativeFn, type NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { dataProperty, isFunction, isObj, isUnknown, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { elementAt, lengthOf } from './list.js';
import { install, takes } from './rows.js';

function thisFunction(vm: Vm, self: Value): FunctionObj {
  return isFunction(self) ? self : vm.throwError('TypeError', 'not a function');
}

/** CreateListFromArrayLike. */
export function listOf(vm: Vm, value: Value): Value[] {
  if (!isObj(value)) return vm.throwError('TypeError', 'not a list');
  const length = lengthOf(vm, value);
  vm.budget.elements(length);
  const list: Value[] = [];
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    list.push(elementAt(vm, value, at));
  }
  return list;
}

/** What `bind` gives. */
class BoundFn extends NativeFn {
  override readonly boundTarget: FunctionObj;
  readonly #own: readonly Value[];

  constructor(vm: Vm, target: FunctionObj, self: Value, own: readonly Value[]) {
    super(vm, target.proto, {
      id: 'bound',
      length: 0,
      unknowns: 'takes',
      effect: 'any',
      isConstructor: target.isConstructor,
      body: (of, _self, args) => of.call(target, self, [...own, ...args]),
    });
    this.boundTarget = target;
    this.#own = own;
  }

  override invoke(self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
    if (newTarget === undefined) return super.invoke(self, args, newTarget);
    const { boundTarget } = this;
    return boundTarget.invoke(
      undefined,
      [...this.#own, ...args],
      newTarget === this ? boundTarget : newTarget,
    );
  }
}

function bind(vm: Vm, self: Value, [bound, ...own]: readonly Value[]): Value {
  const target = thisFunction(vm, self);
  const fn = new BoundFn(vm, target, bound, own);
  let length = 0;
  if (objects.getOwn(vm, target, 'length') !== undefined) {
    const before = vm.get(target, 'length');
    const number = isUnknown(before) ? vm.unknowns.settle(before) : before;
    if (typeof number === 'number') length = Math.max(0, vm.toInteger(number) - own.length);
  }
  const name = vm.get(target, 'name');
  const text = isUnknown(name) ? vm.unknowns.settle(name) : name;
  fn.properties.set('length', dataProperty(length, 4));
  fn.properties.set('name', dataProperty(`bound ${typeof text === 'string' ? text : ''}`, 4));
  return fn;
}

function functionToString(vm: Vm, self: Value): string {
  const fn = thisFunction(vm, self);
  return fn instanceof Closure
    ? fn.code.source
    : vm.obstacle("the text of one of the language's own functions differs between engines");
}

const ROWS: readonly NativeRow[] = [
  takes('Function.prototype.apply', 2, 'any', (vm, self, [target, list]) => {
    const fn = thisFunction(vm, self);
    const isNone = isUnknown(list) ? vm.unknowns.isNullish(list) : list === undefined || list === null;
    return vm.call(fn, target, isNone ? [] : listOf(vm, list));
  }),
  takes('Function.prototype.bind', 1, 'any', bind),
  takes('Function.prototype.call', 1, 'any', (vm, self, [target, ...args]) =>
    vm.call(thisFunction(vm, self), target, args),
  ),
  takes('Function.prototype.toString', 0, 'none', functionToString),
];

export function installFunction(vm: Vm): void {
  const { realm } = vm;
  const prototype = realm.functionPrototype;
  realm.put(prototype, 'length', 0, 4);
  realm.put(prototype, 'name', '', 4);
  realm.classOf(
    takes('Function', 1, 'any', (of) => of.obstacle('a function is made of text, which is not followed')),
    'Function',
  );
  install(vm, prototype, ROWS);
  install(
    vm,
    prototype,
    [
      takes(
        'Function.prototype.@@hasInstance',
        1,
        'none',
        (of, self, [value]) => isFunction(self) && of.ordinaryInstanceOf(value, self),
      ),
    ],
    0,
  );
}
