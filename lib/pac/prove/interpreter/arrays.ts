/**
 * What arrays do of their own (section 10.4.2): elements, and a length that follows them.
 */
import {
  ArrayObj,
  CONFIGURABLE,
  dataProperty,
  HOLE,
  PLAIN,
  WRITABLE,
  type Key,
  type Property,
  type Value,
} from './values.js';
import { arrayIndex, sorted } from './objects.js';
import type { Vm } from './vm.js';

/** Elements beyond the end that are filled with holes; arrays with larger gaps keep theirs among the properties. */
const MOST_HOLES = 100_000;

export function ownArrayProperty(array: ArrayObj, key: Key): Property | undefined {
  if (key === 'length') return dataProperty(array.length, array.isLengthWritable ? WRITABLE : 0);
  if (array.elements !== null) {
    const index = arrayIndex(key);
    if (index >= 0) {
      const element = array.elements[index];
      return index < array.elements.length && element !== HOLE ? dataProperty(element) : undefined;
    }
  }
  return array.properties.get(key);
}

/** Moves the elements among the properties, where each can have attributes of its own. */
function spread(vm: Vm, array: ArrayObj): void {
  const { elements } = array;
  if (elements === null) return;
  vm.heap.setElements(array, null, array.length);
  elements.forEach((element, index) => {
    if (element !== HOLE) vm.heap.setProperty(array, String(index), dataProperty(element));
  });
}

function setLength(vm: Vm, array: ArrayObj, property: Property): boolean {
  const length = vm.toNumber(property.value);
  if (length !== length >>> 0) vm.throwError('RangeError', 'invalid array length');
  const isWritable = (property.flags & WRITABLE) !== 0;
  if (length !== array.length) {
    if (!array.isLengthWritable) return false;
    vm.budget.elements(Math.min(length, array.elements?.length ?? 0));
    if (array.elements !== null) vm.heap.setElements(array, array.elements.slice(0, length), length);
    else if (!cutDown(vm, array, length)) return false;
  }
  if (!isWritable && array.isLengthWritable) vm.heap.setSlot(array, 'isLengthWritable', false);
  return true;
}

/** Takes out the properties from `length` on, from the last; `false` where one of them stays. */
function cutDown(vm: Vm, array: ArrayObj, length: number): boolean {
  const indexes: number[] = [];
  sorted(array.properties.keys(), indexes);
  for (const index of indexes.reverse()) {
    if (index < length) break;
    if (((array.properties.get(String(index))?.flags ?? 0) & CONFIGURABLE) === 0) {
      vm.heap.setSlot(array, 'length', index + 1);
      return false;
    }
    vm.heap.deleteProperty(array, String(index));
  }
  vm.heap.setSlot(array, 'length', length);
  return true;
}

export function arrayDefine(vm: Vm, array: ArrayObj, key: Key, property: Property): boolean {
  if (key === 'length') return setLength(vm, array, property);
  const index = arrayIndex(key);
  if (index < 0) {
    vm.heap.setProperty(array, key, property);
    return true;
  }
  if (index >= array.length && !array.isLengthWritable) return false;
  const { elements } = array;
  if (
    elements !== null &&
    !property.isAccessor &&
    property.flags === PLAIN &&
    index - elements.length < MOST_HOLES
  ) {
    vm.heap.setElement(array, index, property.value);
    return true;
  }
  spread(vm, array);
  vm.heap.setProperty(array, key, property);
  if (index >= array.length) vm.heap.setSlot(array, 'length', index + 1);
  return true;
}

export function arrayDelete(vm: Vm, array: ArrayObj, key: Key): void {
  const index = arrayIndex(key);
  if (index >= 0 && array.elements !== null) vm.heap.setElement(array, index, HOLE);
  else vm.heap.deleteProperty(array, key);
}

export function ownArrayKeys(array: ArrayObj): Key[] {
  const indexes: number[] = [];
  array.elements?.forEach((element, index) => {
    if (element !== HOLE) indexes.push(index);
  });
  const { strings, symbols } = sorted(array.properties.keys(), indexes);
  return [...indexes.map(String), 'length', ...strings, ...symbols];
}

/** A new array of these elements. */
export function arrayOf(vm: Vm, elements: (Value | typeof HOLE)[]): ArrayObj {
  const array = new ArrayObj(vm.realm.arrayPrototype, vm.heap.epoch);
  vm.budget.elements(elements.length);
  array.elements = elements;
  array.length = elements.length;
  return array;
}
