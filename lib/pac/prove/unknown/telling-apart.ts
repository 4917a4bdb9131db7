/**
 * Tells the values of a term apart: each splits the path into the environments where the term has it and the others.
 */
import { exampleOf, heldOptions, smallRangeOf } from '../domain/related.js';
import { isTest, type Operation, type TermPool } from '../domain/terms.js';
import type { Primitive, Value } from '../interpreter/values.js';
import { TermValue } from './kinds.js';
import type { Path } from './path.js';

/** Values of one term or table that are told apart. */
export const MOST_VALUES = 300;

/** The path that splits, and the terms that it knows. */
export interface Splitting {
  readonly path: Path;
  readonly pool: TermPool;
}

/** One value of a term; `null` where there are too many. */
export function termValue(on: Splitting, term: number): { readonly value: Primitive } | null {
  const { pool, path } = on;
  const made = pool.get(term);
  if (made.kind === 'operation' && isTest(made.name)) return { value: holds(on, term) };
  const numbers = smallRangeOf(pool, path.known, term);
  if (numbers !== null) return { value: oneOf(on, term, numbers) };
  if (made.kind === 'operation' && made.type === 'text') return applied(on, made);
  for (let count = 0; count < MOST_VALUES; count++) {
    const found = exampleOf(pool, path.known, term);
    if (found === null) return null;
    const isIt = pool.operation('is', [{ term }, { value: found.value }]);
    if (isIt === null) return null;
    if (holds(on, isIt)) return found;
  }
  return null;
}

/** A text is known by what it is made of. */
function applied(on: Splitting, { args, apply }: Operation): { readonly value: Primitive } | null {
  const values: (string | number | boolean | null | undefined)[] = [];
  for (const arg of args) {
    const found = typeof arg === 'number' ? termValue(on, arg) : arg;
    if (found === null) return null;
    values.push(found.value as string);
  }
  return { value: apply(values) };
}

function oneOf({ pool, path }: Splitting, term: number, numbers: readonly number[]): Primitive {
  return path.take('number', term, () =>
    numbers.flatMap((value) => {
      const isIt = pool.operation(Number.isNaN(value) ? 'is' : '===', [{ term }, { value }]);
      const held = isIt === null ? [] : heldOptions(pool, path.known, isIt);
      return held.filter(({ want }) => want).map(({ known }) => ({ answer: value, known }));
    }),
  );
}

/** Whether a term is true. */
export function holds({ pool, path }: Splitting, term: number): boolean {
  return path.take('term', term, () =>
    heldOptions(pool, path.known, term).map(({ want, known }) => ({ answer: want, known })),
  );
}

/** Goes on only where something holds that is known to. */
export function assume({ pool, path }: Splitting, value: Value): void {
  if (!(value instanceof TermValue)) return;
  path.take('assumed', value.term, () =>
    heldOptions(pool, path.known, value.term)
      .filter(({ want }) => want)
      .map(({ known }) => ({ answer: true, known })),
  );
}
