/**
 * What the interpreter asks of the room that knows unknowns (`../unknown/`). Every operation on one is here or goes
 * through `settle`; there is no other way in which a part of the interpreter could look at what an unknown holds.
 */
import type { NativeFn } from './native.js';
import type { FunctionObj, Obj, Primitive, Unknown, Value } from './values.js';

export interface Unknowns {
  /** A value of which nothing is known, and why; every use of it is an obstacle. */
  opaque(reason: string): Unknown;
  /** One value, told apart from the others: a path is split for each; an obstacle where there are too many. */
  settle(unknown: Unknown): Primitive;
  truth(unknown: Unknown): boolean;
  typeOf(unknown: Unknown): string;
  /** Arithmetic, `+` and comparisons (`<` and its like give truth values). At least one side is unknown. */
  binary(operator: string, left: Value, right: Value): Value;
  unary(operator: '-' | '+' | '~', value: Unknown): Value;
  equals(left: Value, right: Value, isStrict: boolean): boolean;
  /** The value as a text, and as a number, still unknown. */
  text(unknown: Unknown): Value;
  number(unknown: Unknown): Value;
  /** The value as the moment of a date made of it: a whole number within bounds, or `NaN`. */
  moment(unknown: Unknown): number | Unknown;
  /** A property of an unknown primitive: a character, the length; `undefined` where its prototype is to be asked. */
  ownMember(unknown: Unknown, key: Value): { readonly value: Value } | undefined;
  /** Its class, whose prototype has its methods: `String`, `Number`, …. */
  classOf(unknown: Unknown): 'String' | 'Number' | 'Boolean' | 'Symbol';
  /** Whether it may be `undefined` or `null`; splits where it may be both. */
  isNullish(unknown: Unknown): boolean;
  /** An object's property under an unknown key, and whether there is one. */
  lookUp(object: Obj, key: Unknown): Value;
  hasKey(object: Obj, key: Unknown): boolean;
  /** A builtin that does not say that it takes unknowns, called with some. */
  call(fn: NativeFn, self: Value, args: readonly Value[], newTarget: FunctionObj | undefined): Value;
}
