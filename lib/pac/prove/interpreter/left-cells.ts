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
}

export function leftAt(cells: LeftCells, key: Key | number): LeftValue | null {
  return cells.byKey.get(key) ?? cells.any;
}
