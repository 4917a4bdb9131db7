/**
 * Numbers for objects that are never changed, for keys of what is kept by them.
 */
const numbers = new WeakMap<object, number>();
let numbered = 0;

/** The same for the same object, and no other's. */
export function numberOf(object: object): number {
  const known = numbers.get(object) ?? ++numbered;
  numbers.set(object, known);
  return known;
}
