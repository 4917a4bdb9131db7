/**
 * The one way in which anything of the script changes: properties, elements, variables, internal slots. What was made
 * before the present call began is put back at its end, so that each path starts from the heap as it was loaded; what
 * was put back is also what the call would have left to later ones.
 */
import { isEmpty, type LeftCells } from './left-cells.js';
import {
  HOLE,
  type ArrayObj,
  type CollectionObj,
  type Key,
  type Obj,
  type Property,
  type Value,
} from './values.js';

/** Variables of one function call or block. */
export class Scope {
  readonly values: (Value | typeof UNINITIALIZED)[];
  readonly parent: Scope | null;
  readonly birth: number;
  left: LeftCells | null = null;

  constructor(parent: Scope | null, size: number, birth: number) {
    this.parent = parent;
    this.values = new Array<Value | typeof UNINITIALIZED>(size).fill(undefined);
    this.birth = birth;
  }
}

/** Stands in a variable before its declaration was reached. */
export const UNINITIALIZED: unique symbol = Symbol('uninitialized');

/** A write to something that is older than the call. */
export interface OldWrite {
  readonly holder: Obj | Scope;
  /** Property, variable slot, or the name of an internal slot after a dot, e.g. `.time`. */
  readonly key: Key | number;
}

interface Change extends OldWrite {
  undo(): unknown;
}

export class Heap {
  /** The present call; 0 while the script is loaded, -1 while the language's own objects are made. */
  epoch = 0;
  /** Whether the script has changed what the language's own objects had, but for global names. Once so, always so. */
  isTampered = false;
  #changes: Change[] = [];
  #within = 0;

  /** Begins a call: what it makes is its own, what it changes of the rest is put back by `end`. */
  begin(): void {
    this.epoch++;
    this.#changes = [];
  }

  end(): void {
    for (let at = this.#changes.length - 1; at >= 0; at--) this.#changes[at]?.undo();
    this.#changes = [];
  }

  /** Runs something, and says whether it changed anything that was there before. */
  isChangedBy(run: () => void): boolean {
    const { epoch } = this;
    const count = this.#changes.length;
    // What it makes is between this call and the next.
    this.epoch = epoch + 2 ** -++this.#within;
    try {
      run();
    } finally {
      this.epoch = epoch;
      this.#within--;
    }
    return this.#changes.length > count;
  }

  /** What the present call has changed of what is older than itself, in order. */
  get oldWrites(): readonly OldWrite[] {
    return this.#changes;
  }

  #note(holder: Obj | Scope, key: Key | number, undo: () => void): void {
    if (holder.birth < this.epoch) this.#changes.push({ holder, key, undo });
  }

  setProperty(object: Obj, key: Key, property: Property): void {
    const { properties } = object;
    if (object.birth < this.epoch) {
      const before = properties.get(key);
      const undo = before === undefined ? () => properties.delete(key) : () => properties.set(key, before);
      this.#changes.push({ holder: object, key, undo });
    }
    if (object.left !== null) this.#settle(object, key);
    this.#watch(object, properties.has(key));
    properties.set(key, property);
  }

  #watch(object: Obj, isChange: boolean): void {
    if (isChange && object.birth < 0 && this.epoch >= 0 && object.className !== 'global')
      this.isTampered = true;
  }

  deleteProperty(object: Obj, key: Key): void {
    const { properties } = object;
    const before = properties.get(key);
    if (object.birth < this.epoch && before !== undefined) {
      // Put back, it must stand in its place among the others.
      const order = [...properties.keys()];
      const undo = (): void => {
        const now = new Map(properties).set(key, before);
        properties.clear();
        for (const one of order) {
          const property = now.get(one);
          if (property !== undefined) properties.set(one, property);
        }
      };
      this.#changes.push({ holder: object, key, undo });
    }
    if (object.left !== null) this.#settle(object, key);
    this.#watch(object, properties.has(key));
    properties.delete(key);
  }

  /** The elements of an array, plain ones only. `index` may be the length or beyond. */
  setElement(array: ArrayObj, index: number, value: Value | typeof HOLE): void {
    const { elements } = array;
    if (elements === null) throw new Error('an array without plain elements');
    if (array.birth < this.epoch) {
      const before = index < elements.length ? elements[index] : undefined;
      const { length } = array;
      const size = elements.length;
      this.#changes.push({
        holder: array,
        key: String(index),
        undo: () => {
          elements.length = Math.max(size, 0);
          if (index < size) elements[index] = before;
          array.length = length;
        },
      });
    }
    if (array.left !== null) this.#settle(array, String(index));
    for (let at = elements.length; at < index; at++) elements[at] = HOLE;
    elements[index] = value;
    if (index >= array.length) array.length = index + 1;
  }

  /** Replaces all elements, e.g. to sort, to shift, or to cut the array down. */
  setElements(array: ArrayObj, elements: (Value | typeof HOLE)[] | null, length: number): void {
    const before = { elements: array.elements, length: array.length };
    this.#note(array, '.elements', () => {
      array.elements = before.elements;
      array.length = before.length;
    });
    array.elements = elements;
    array.length = length;
  }

  setVariable(scope: Scope, slot: number, value: Value | typeof UNINITIALIZED): void {
    if (scope.birth < this.epoch) {
      const before = scope.values[slot];
      this.#changes.push({ holder: scope, key: slot, undo: () => (scope.values[slot] = before) });
    }
    if (scope.left !== null) this.#settle(scope, slot);
    scope.values[slot] = value;
  }

  /** An internal slot, such as a date's time or an iterator's position. */
  setSlot<O extends Obj, K extends keyof O & string>(object: O, slot: K, value: O[K]): void {
    const before = object[slot];
    this.#watch(object, true);
    this.#note(object, `.${slot}`, () => {
      object[slot] = before;
    });
    object[slot] = value;
  }

  /** A collection's contents: a copy is changed, the one before is kept. */
  setEntries(collection: CollectionObj, change: (collection: CollectionObj) => void): void {
    if (collection.birth < this.epoch) {
      const { entries, index } = collection;
      this.#note(collection, '.entries', () => {
        collection.entries = entries;
        collection.index = index;
      });
      collection.entries = [...entries];
      collection.index = new Map(index);
    }
    change(collection);
  }

  /** What an earlier call may have left in a cell no longer matters: it was written, or it is known what it holds. */
  #settle(holder: Obj | Scope, key: Key | number): void {
    const before = holder.left;
    if (before === null || (!before.byKey.has(key) && before.any === null)) return;
    // Of a holder in which any key may have been written, only the known ones can be settled one by one.
    if (!before.byKey.has(key)) return;
    this.#changes.push({ holder, key: '.left', undo: () => (holder.left = before) });
    const byKey = new Map(before.byKey);
    byKey.delete(key);
    holder.left = isEmpty({ ...before, byKey }) ? null : { ...before, byKey };
  }

  /** Before a cell is written without being read. */
  settled(holder: Obj | Scope, key: Key | number): void {
    this.#settle(holder, key);
  }
}
