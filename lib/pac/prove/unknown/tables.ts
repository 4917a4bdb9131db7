/**
 * Tables: made, told apart, and mapped value by value.
 */
import type { Primitive } from '../interpreter/values.js';
import { splits } from '../domain/table-questions.js';
import { Table } from './kinds.js';
import type { Path } from './path.js';

/** A constant where all values are the same. */
export function table(
  atom: string,
  values: readonly Primitive[],
  cuts: readonly number[] | null = null,
): Table | Primitive {
  const [first] = values;
  return values.every((value) => Object.is(value, first)) ? first : new Table(atom, values, cuts);
}

/** Which of several groups of a table's values holds. */
export function group<K>(path: Path, of: Table, keys: readonly K[]): K {
  const distinct: K[] = [];
  const places = new Map<K, number>();
  const classes = keys.map((key) => {
    // A Map takes 0 and -0 for one, which they are not.
    const isNegativeZero = Object.is(key, -0);
    const known = isNegativeZero ? distinct.findIndex((one) => Object.is(one, -0)) : (places.get(key) ?? -1);
    if (known !== -1) return known;
    distinct.push(key);
    if (!isNegativeZero) places.set(key, distinct.length - 1);
    return distinct.length - 1;
  });
  const { atom, cuts } = of;
  const taken = path.take('value', atom, () => splits(path.known, { atom, classes, cuts }));
  return distinct[taken] as K;
}

/** Tables of one variable, brought to the same pieces where it is a draw. */
export function aligned(tables: readonly Table[]): readonly Table[] {
  if (tables.every(({ cuts }) => cuts === null || cuts === tables[0]?.cuts)) return tables;
  const cuts = [...new Set(tables.flatMap((one) => one.cuts ?? []))].sort((a, b) => a - b);
  return tables.map((one) => {
    const values = cuts.map((cut) => {
      let at = (one.cuts?.length ?? 1) - 1;
      while (at > 0 && (one.cuts?.[at] ?? 0) > cut) at--;
      return one.values[at];
    });
    return new Table(one.atom, values, cuts);
  });
}

export const upTo = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => index + from);
