/**
 * Cells of the heap in which an earlier call may have left something: as `../state/` finds them, and as the interpreter
 * meets them when it reads. A cell that a call writes first is its own from then on.
 */
import type { Key, Value } from './values.js';

/** What an earlier call may have left in a cell. */
export interface LeftValue {
  /** Values that can be followed, each made anew where it is taken; `null`: reading the cell is an obstacle. */
  readonly options: readonly (() => Value)[] | null;
  /** What is said where the cell is read and its value cannot be followed. */
  readonly reason: string;
}

/** By property name, or by a variable's slot. `any`: of every other key too, present or not. */
export interface LeftCells {
  readonly byKey: ReadonlyMap<Key | number, LeftValue>;
  readonly any: LeftValue | null;
  /** Why going through the names of the object would be an obstacle: which there are, and in which order. */
  readonly names?: string | null;
  /** Why a builtin that looks at its internal slots (a date's time, entries of a map) is an obstacle. */
  readonly slots?: string | null;
}

export function leftAt(cells: LeftCells, key: Key | number): LeftValue | null {
  return cells.byKey.get(key) ?? cells.any;
}

export function isEmpty({ byKey, any, names, slots }: LeftCells): boolean {
  return byKey.size === 0 && any === null && names == null && slots == null;
}
