/**
 * For values that are there by construction where the type cannot say so.
 */
export function nonNull<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a value that is always there is missing');
  return value;
}
