/**
 * Compiled code: closures over the nodes of a script, so that a node is looked at once and run many times.
 */
import type { Scope } from '../heap.js';
import type { FunctionObj, Obj, Value } from '../values.js';
import type { UNINITIALIZED } from '../heap.js';

/** One run of a function, or of the script's own top. */
export interface Frame {
  /** The innermost variables; `null` at the script's own top. */
  scope: Scope | null;
  /** `this`; not there before `super()` was called. */
  self: Value | typeof UNINITIALIZED;
  /** The run whose `this`, `super`, `new.target` and `arguments` this one uses: itself, or that around an arrow. */
  readonly lexical: Frame;
  readonly callee: FunctionObj | null;
  readonly homeObject: Obj | null;
  readonly newTarget: FunctionObj | undefined;
  readonly args: readonly Value[];
  /** What `return` gave. */
  result: Value;
}

/** How a statement ended, where not at its end. */
export interface Jump {
  readonly kind: 'break' | 'continue' | 'return';
  readonly label: string | null;
}

export const RETURN: Jump = { kind: 'return', label: null };

export type Evaluate = (frame: Frame) => Value;
export type Execute = (frame: Frame) => Jump | undefined;
/** Gives a value to a variable, a property, or the parts of a pattern. */
export type Assign = (frame: Frame, value: Value) => void;
