/**
 * Iterators of the language's own (section 27.1), and the methods of arrays that give one.
 */
import { arrayOf } from '../arrays.js';
import type { NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { IteratorObj, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { elementAt, lengthOf } from './list.js';
import { install, meetSlot, tag, takes } from './rows.js';

type Step = IteratorObj['step'];

export function iteratorOf(vm: Vm, className: string, step: Step): IteratorObj {
  return new IteratorObj(vm.realm.prototypeOf(className), vm.heap.epoch, className, step);
}

export function iteratorResult(vm: Vm, value: Value, done: boolean): Obj {
  const result = vm.object();
  objects.create(vm, result, 'value', value);
  objects.create(vm, result, 'done', done);
  return result;
}

/** `next` of one kind of iterator. */
function nextOf(className: string): NativeRow {
  return takes(`${className}.next`, 0, 'self', (vm, self) => {
    if (!(self instanceof IteratorObj) || self.className !== className)
      return vm.throwError('TypeError', 'not such an iterator');
    vm.budget.step();
    meetSlot(vm, self, '.position');
    const { position } = self;
    if (position === Infinity) return iteratorResult(vm, undefined, true);
    const found = self.step(position);
    vm.heap.setSlot(self, 'position', found?.next ?? Infinity);
    return iteratorResult(vm, found?.value, found === undefined);
  });
}

function overList(kind: 'keys' | 'values' | 'entries'): NativeRow {
  return takes(`Array.prototype.${kind}`, 0, 'none', (vm, self) => {
    const list = vm.toObject(self);
    return iteratorOf(vm, 'Array Iterator', (at) => {
      if (at >= lengthOf(vm, list)) return undefined;
      const next = at + 1;
      if (kind === 'keys') return { value: at, next };
      const value = elementAt(vm, list, at);
      return { value: kind === 'values' ? value : arrayOf(vm, [at, value]), next };
    });
  });
}

export const ARRAY_ITERATION: readonly NativeRow[] = [
  overList('keys'),
  overList('entries'),
  overList('values'),
];

const KINDS = ['Array Iterator', 'String Iterator', 'Map Iterator', 'Set Iterator', 'RegExp String Iterator'];

export function installIterators(vm: Vm): void {
  const { realm } = vm;
  install(vm, realm.iteratorPrototype, [
    takes('Iterator.prototype.@@iterator', 0, 'any', (_vm, self) => self),
  ]);
  for (const className of KINDS) {
    const prototype = realm.prototypeOf(className);
    install(vm, prototype, [nextOf(className)]);
    tag(vm, prototype, className);
  }
}

/** Notes what going through lists and texts is at first. */
export function notePlainIteration(vm: Vm): void {
  const { realm } = vm;
  const of = (className: string, key: string | symbol): Value =>
    realm.prototypeOf(className).properties.get(key)?.value;
  realm.plainIteration = {
    list: of('Array', Symbol.iterator),
    text: of('String', Symbol.iterator),
    listNext: of('Array Iterator', 'next'),
    textNext: of('String Iterator', 'next'),
  };
}
