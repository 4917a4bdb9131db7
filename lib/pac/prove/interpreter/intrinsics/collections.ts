/**
 * `Map` and `Set` (sections 24.1 and 24.2). Keys are values of which it is known which they are.
 */
import { arrayOf } from '../arrays.js';
import { openIterator } from '../iterate.js';
import type { NativeBody, NativeRow } from '../native.js';
import { CollectionObj, isFunction, isObj, isUnknown, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { iteratorOf } from './iterators.js';
import { callback } from './list.js';
import { alias, install, installGetters, installSpecies, meetSlot, tag, takes } from './rows.js';

type Kind = 'Map' | 'Set';

function thisCollection(vm: Vm, self: Value, kind: Kind): CollectionObj {
  if (!(self instanceof CollectionObj) || self.className !== kind)
    return vm.throwError('TypeError', `not a ${kind}`);
  meetSlot(vm, self, '.entries');
  vm.budget.step();
  return self;
}

function keyOf(vm: Vm, value: Value): Value {
  const key = isUnknown(value) ? vm.unknowns.settle(value) : value;
  return key === 0 ? 0 : key;
}

function put(vm: Vm, collection: CollectionObj, given: Value, value: Value): void {
  const key = keyOf(vm, given);
  vm.budget.elements(collection.entries.length);
  vm.heap.setEntries(collection, ({ entries, index }) => {
    const at = index.get(key);
    if (at === undefined) index.set(key, entries.length);
    entries[at ?? entries.length] = { key, value };
  });
}

function remove(vm: Vm, collection: CollectionObj, given: Value): boolean {
  const key = keyOf(vm, given);
  const at = collection.index.get(key);
  if (at === undefined) return false;
  vm.heap.setEntries(collection, ({ entries, index }) => {
    entries[at] = null;
    index.delete(key);
  });
  return true;
}

function clear(vm: Vm, collection: CollectionObj): void {
  vm.heap.setEntries(collection, ({ entries, index }) => {
    entries.fill(null);
    index.clear();
  });
}

/** A method of one of the two, which is called on nothing else. */
type Method = (vm: Vm, own: CollectionObj, args: readonly Value[], self: Value) => Value;

const on =
  (kind: Kind, body: Method): NativeBody =>
  (vm, self, args) =>
    body(vm, thisCollection(vm, self, kind), args, self);

const has: Method = (vm, own, [key]) => own.index.has(keyOf(vm, key));

function forEach(vm: Vm, own: CollectionObj, [fn, target]: readonly Value[]): Value {
  const each = callback(vm, fn);
  // What is added meanwhile is gone through as well, and the list may be another one by then.
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- see above
  for (let at = 0; at < own.entries.length; at++) {
    vm.budget.step();
    const entry = own.entries[at];
    if (entry !== null && entry !== undefined) vm.call(each, target, [entry.value, entry.key, own]);
  }
  return undefined;
}

function iteration(kind: Kind, name: 'keys' | 'values' | 'entries'): NativeRow {
  return takes(
    `${kind}.prototype.${name}`,
    0,
    'none',
    on(kind, (vm, own) =>
      iteratorOf(vm, `${kind} Iterator`, (position) => {
        meetSlot(vm, own, '.entries');
        for (let at = position; at < own.entries.length; at++) {
          const entry = own.entries[at];
          if (entry === null || entry === undefined) continue;
          const value =
            name === 'entries'
              ? arrayOf(vm, [entry.key, entry.value])
              : entry[name === 'keys' ? 'key' : 'value'];
          return { value, next: at + 1 };
        }
        return undefined;
      }),
    ),
  );
}

const shared = (kind: Kind): NativeRow[] => [
  takes(
    `${kind}.prototype.clear`,
    0,
    'self',
    on(kind, (vm, own) => {
      clear(vm, own);
      return undefined;
    }),
  ),
  takes(
    `${kind}.prototype.delete`,
    1,
    'self',
    on(kind, (vm, own, [key]) => remove(vm, own, key)),
  ),
  takes(`${kind}.prototype.has`, 1, 'none', on(kind, has)),
  takes(`${kind}.prototype.forEach`, 1, 'calls', on(kind, forEach)),
  iteration(kind, 'entries'),
  iteration(kind, 'values'),
];

const MAP: readonly NativeRow[] = [
  ...shared('Map'),
  takes(
    'Map.prototype.get',
    1,
    'any',
    on('Map', (vm, own, [key]) => {
      const at = own.index.get(keyOf(vm, key));
      return at === undefined ? undefined : own.entries[at]?.value;
    }),
  ),
  takes(
    'Map.prototype.set',
    2,
    'self',
    on('Map', (vm, own, [key, value], self) => {
      put(vm, own, key, value);
      return self;
    }),
  ),
  iteration('Map', 'keys'),
];

const SET: readonly NativeRow[] = [
  ...shared('Set'),
  takes(
    'Set.prototype.add',
    1,
    'self',
    on('Set', (vm, own, [value], self) => {
      const key = keyOf(vm, value);
      put(vm, own, key, key);
      return self;
    }),
  ),
];

/** Fills a new collection through the method that the script may have replaced. */
function fill(vm: Vm, made: CollectionObj, items: Value, kind: Kind): void {
  if (items === undefined || items === null) return;
  const add = vm.get(made, kind === 'Map' ? 'set' : 'add');
  if (!isFunction(add)) vm.throwError('TypeError', 'a method that is no function');
  const iterator = openIterator(vm, items);
  iterator.guarded(() => {
    for (let next = iterator.next(); next !== undefined; next = iterator.next()) {
      if (kind === 'Set') vm.call(add, made, [next.value]);
      else if (isObj(next.value)) {
        const key = vm.get(next.value, '0');
        vm.call(add, made, [key, vm.get(next.value, '1')]);
      } else vm.throwError('TypeError', 'an entry that is no object');
    }
  });
}

function constructorOf(kind: Kind): NativeRow {
  return takes(kind, 0, 'calls', (vm, _self, [items], newTarget: FunctionObj | undefined) => {
    if (newTarget === undefined) return vm.throwError('TypeError', `${kind} is called without new`);
    const made = new CollectionObj(vm.prototypeFor(newTarget, kind), vm.heap.epoch, kind);
    fill(vm, made, items, kind);
    return made;
  });
}

function installKind(vm: Vm, kind: Kind, rows: readonly NativeRow[]): void {
  const { realm } = vm;
  installSpecies(vm, realm.classOf(constructorOf(kind), kind));
  const prototype = realm.prototypeOf(kind);
  install(vm, prototype, rows);
  installGetters(vm, prototype, [
    takes(
      `${kind}.prototype.size`,
      0,
      'none',
      on(kind, (_vm, own) => own.index.size),
    ),
  ]);
  if (kind === 'Set') alias(vm, prototype, 'keys', 'values');
  alias(vm, prototype, Symbol.iterator, kind === 'Map' ? 'entries' : 'values');
  tag(vm, prototype, kind);
}

export function installCollections(vm: Vm): void {
  installKind(vm, 'Map', MAP);
  installKind(vm, 'Set', SET);
}
