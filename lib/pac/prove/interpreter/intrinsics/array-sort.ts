/**
 * `Array.prototype.sort`. Which pairs an engine compares, and in what order, is its own business: the result is one and
 * the same only where the comparison is a consistent order and leaves no trace. Both are looked at here, for all pairs.
 */
import { GuestThrow } from '../errors.js';
import { isFunction, isUnknown, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { elementAt, hasElement, lengthOf, removeElement, setElement } from './list.js';

/** Members that are compared each with each; more take too long. */
const MOST_COMPARED = 256;

export function sortArray(vm: Vm, self: Value, [comparator]: readonly Value[]): Value {
  if (comparator !== undefined && !isFunction(comparator))
    return vm.throwError('TypeError', 'a comparator that is no function');
  const list = vm.toObject(self);
  const length = lengthOf(vm, list);
  const values: Value[] = [];
  let undefinedCount = 0;
  for (let at = 0; at < length; at++) {
    vm.budget.step();
    if (!hasElement(vm, list, at)) continue;
    const found = elementAt(vm, list, at);
    const value = isUnknown(found) ? vm.unknowns.settle(found) : found;
    if (value === undefined) undefinedCount++;
    else values.push(value);
  }
  const order = sorted(vm, values, comparator);
  for (let count = 0; count < undefinedCount; count++) order.push(undefined);
  order.forEach((value, at) => {
    setElement(vm, list, at, value);
  });
  for (let at = order.length; at < length; at++) if (hasElement(vm, list, at)) removeElement(vm, list, at);
  return list;
}

function sorted(vm: Vm, values: readonly Value[], comparator: FunctionObj | undefined): Value[] {
  if (values.length < 2) return [...values];
  return comparator === undefined ? byText(vm, values) : byComparator(vm, values, comparator);
}

function withoutTrace<T>(vm: Vm, run: () => T): T {
  let result: { readonly value: T } | undefined;
  const isChanged = vm.heap.isChangedBy(() => {
    try {
      result = { value: run() };
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
    }
  });
  if (isChanged || result === undefined)
    return vm.obstacle(
      'a list is sorted by code that does more than compare, of which engines run more or less',
    );
  return result.value;
}

function byText(vm: Vm, values: readonly Value[]): Value[] {
  const texts = withoutTrace(vm, () => values.map((value) => ({ value, text: vm.toString(value) })));
  texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return texts.map(({ value }) => value);
}

function byComparator(vm: Vm, values: readonly Value[], comparator: FunctionObj): Value[] {
  if (values.length > MOST_COMPARED) vm.obstacle('a long list is sorted by a function of its own');
  const compare = (a: Value, b: Value): number => {
    vm.budget.step();
    const result = vm.call(comparator, undefined, [a, b]);
    if (isUnknown(result)) return vm.obstacle('the order of a list rests on the environment');
    if (typeof result !== 'number' || Number.isNaN(result))
      return vm.obstacle(
        'a list is sorted by a function that gives no number, and engines differ in the order',
      );
    return Math.sign(result);
  };
  // By place in the list as it was: the sign for each pair.
  const signs = withoutTrace(vm, () => values.map((a) => values.map((b) => compare(a, b))));
  const order = values.map((_value, at) => at);
  order.sort((a, b) => (signs[a]?.[b] ?? 0) || a - b);
  if (!isOrder(order, signs))
    vm.obstacle('a list is sorted by a function that is no order, and engines differ');
  return order.map((at) => values[at]);
}

/** Whether the signs are those of an order in which the members stand as they are put here. */
function isOrder(order: readonly number[], signs: readonly (readonly number[])[]): boolean {
  // Members that are equal have the same rank.
  let rank = 0;
  const ranks = order.map((at, place) => {
    const previous = order[place - 1];
    if (previous !== undefined && signs[previous]?.[at] !== 0) rank++;
    return rank;
  });
  return order.every((a, i) =>
    order.every((b, j) => signs[a]?.[b] === Math.sign((ranks[i] ?? 0) - (ranks[j] ?? 0))),
  );
}
