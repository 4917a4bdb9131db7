/**
 * Finding properties in abstract objects and in what they inherit from.
 */
import type { Key } from '../interpreter/values.js';
import type { AbstractObject } from './object.js';
import { objectValue, UNDEFINED, type AbstractValue } from './value.js';

export function lookUpAt(
  starts: Iterable<AbstractObject>,
  one: Key,
  values: AbstractValue[],
  getters: AbstractValue[],
  givesUndefined = true,
): void {
  /** By object, whether it is found there or above in any case. */
  const seen = new Map<AbstractObject, boolean>();
  const visit = (at: AbstractObject): boolean => {
    const before = seen.get(at);
    if (before !== undefined) return before;
    seen.set(at, true);
    const own = at.ownAt(one);
    values.push(own.value);
    getters.push(own.getters);
    if (own.isSure) return true;
    const parents = at.parents();
    const isSure = parents.map(visit).every(Boolean) && parents.length > 0;
    seen.set(at, isSure);
    return isSure;
  };
  for (const start of starts) if (!visit(start) && givesUndefined) values.push(UNDEFINED);
}

export function lookUpUnder(
  starts: Iterable<AbstractObject>,
  isNumber: boolean,
  values: AbstractValue[],
  getters: AbstractValue[],
): void {
  values.push(UNDEFINED);
  const seen = new Set(starts);
  for (const at of seen) {
    const own = at.ownUnder(isNumber);
    values.push(own.value);
    getters.push(own.getters);
    const parents = at.parents();
    for (const parent of parents) seen.add(parent);
    // `__proto__` is among the keys, and gives what an object inherits from.
    if (!isNumber) values.push(objectValue(...parents));
  }
}

/** Objects and everything they can inherit from. */
export function withParents(starts: Iterable<AbstractObject>): Set<AbstractObject> {
  const seen = new Set(starts);
  for (const at of seen) for (const parent of at.parents()) seen.add(parent);
  return seen;
}
