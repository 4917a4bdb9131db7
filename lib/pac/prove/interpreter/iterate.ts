/**
 * The iteration protocol (section 7.4). Lists and texts are gone through directly as long as the script has left their
 * iterators as they are.
 */
import { GuestThrow } from './errors.js';
import { ArrayObj, HOLE, isObj, isUnknown, type Obj, type Value } from './values.js';
import type { Vm } from './vm.js';

export interface Iterating {
  /** `undefined` at the end. */
  next(): { readonly value: Value } | undefined;
  /** Goes on without asking for the value. */
  skip(): void;
  /** Runs something; where the script throws in it, the iterator is told. */
  guarded(run: () => void): void;
  /** Tells an iterator that did not come to its end that no more is asked of it. */
  close(): void;
}

function direct(next: () => { readonly value: Value } | undefined): Iterating {
  return {
    next,
    skip: () => void next(),
    guarded: (run) => {
      run();
    },
    close: () => undefined,
  };
}

function overList(vm: Vm, list: ArrayObj): Iterating {
  let at = 0;
  return direct(() => {
    if (at >= list.length) return undefined;
    vm.budget.step();
    const index = at++;
    const element = list.left === null ? list.elements?.[index] : undefined;
    if (element === undefined || element === HOLE) return { value: vm.get(list, String(index)) };
    return { value: element };
  });
}

function overText(vm: Vm, text: string): Iterating {
  const characters = text[Symbol.iterator]();
  return direct(() => {
    vm.budget.step();
    const { done, value } = characters.next();
    return done === true ? undefined : { value };
  });
}

export function openIterator(vm: Vm, given: Value): Iterating {
  const value = isUnknown(given) ? vm.unknowns.settle(given) : given;
  if (value instanceof ArrayObj && vm.iteratesPlainly(value)) return overList(vm, value);
  if (typeof value === 'string' && vm.iteratesPlainly(value)) return overText(vm, value);
  const method = value === undefined || value === null ? undefined : vm.getOf(value, Symbol.iterator);
  if (!vm.isCallable(method)) return vm.throwError('TypeError', 'not iterable');
  const iterator = vm.call(method, value, []);
  if (!isObj(iterator)) return vm.throwError('TypeError', 'an iterator that is no object');
  const step = vm.get(iterator, 'next');
  return new ProtocolIteration(vm, iterator, step);
}

class ProtocolIteration implements Iterating {
  readonly #vm: Vm;
  readonly #iterator: Value;
  readonly #next: Value;
  #isDone = false;

  constructor(vm: Vm, iterator: Value, next: Value) {
    this.#vm = vm;
    this.#iterator = iterator;
    this.#next = next;
  }

  next(): { readonly value: Value } | undefined {
    const result = this.#step();
    if (result === undefined) return undefined;
    this.#isDone = true;
    const value = this.#vm.get(result, 'value');
    this.#isDone = false;
    return { value };
  }

  skip(): void {
    this.#step();
  }

  #step(): Obj | undefined {
    if (this.#isDone) return undefined;
    const vm = this.#vm;
    vm.budget.step();
    // Where the iterator itself fails it is over.
    this.#isDone = true;
    const result = vm.call(this.#next, this.#iterator, []);
    if (!isObj(result)) return vm.throwError('TypeError', 'an iterator result that is no object');
    if (vm.toBoolean(vm.get(result, 'done'))) return undefined;
    this.#isDone = false;
    return result;
  }

  guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof GuestThrow) || this.#isDone) throw error;
      this.#isDone = true;
      try {
        this.#return();
      } catch (other) {
        // The first exception is the one that counts.
        if (!(other instanceof GuestThrow)) throw other;
      }
      throw error;
    }
  }

  #return(): Value {
    const method = this.#vm.getOf(this.#iterator, 'return');
    if (method === undefined || method === null) return null;
    return this.#vm.call(method, this.#iterator, []);
  }

  close(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    const result = this.#return();
    if (result !== null && !isObj(result))
      this.#vm.throwError('TypeError', 'an iterator result that is no object');
  }
}

/** Calls `each` with every value that an iterable gives. */
export function iterate(vm: Vm, iterable: Value, each: (value: Value) => void): void {
  const iterator = openIterator(vm, iterable);
  iterator.guarded(() => {
    for (let next = iterator.next(); next !== undefined; next = iterator.next()) each(next.value);
  });
}
