/**
 * What the search for effects of earlier calls needs from the room that knows unknowns: values that an earlier call can
 * have left, each made anew where a path meets it.
 */
import type { Obj, Value } from '../interpreter/values.js';
import type { Scope } from '../interpreter/heap.js';
import type { LeftCells } from '../interpreter/left-cells.js';

export interface LeftoverMaker {
  /** The address of the client that made an earlier call. */
  clientAddress(): Value;
  /** What a name resolved to in an earlier call: an address as text, or `null`. */
  answerOf(name: string): Value;
  /** A number from `low` to `high`, both included; never `NaN`. */
  numberIn(low: number, high: number, isWhole: boolean): Value;
  /** A draw of `Math.random` in an earlier call. */
  draw(): Value;
}

/** Why nothing can be said of what earlier calls leave. */
export interface EffectObstacle {
  readonly reason: string;
  readonly line: number | null;
}

export interface Effects {
  readonly obstacle: EffectObstacle | null;
  /** By holder: the cells that any earlier call can have written. */
  readonly cells: ReadonlyMap<Obj | Scope, LeftCells>;
}
