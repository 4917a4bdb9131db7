/**
 * The language's binary operators on two known primitives, neither of them a symbol: the host's own, which are the same in
 * every engine. The one table of them, for the interpreter and for the rooms that work a set of values out one by one.
 * Limits: no powers, whose last digits are the engine's own business (`interpreter/power.ts`).
 */

/* eslint-disable eqeqeq -- the language's own operators, on primitives */
export const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => a << b,
  '>>': (a, b) => a >> b,
  '>>>': (a, b) => a >>> b,
};

export const COMPARISONS: Readonly<Record<string, (a: string | number, b: string | number) => boolean>> = {
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

export const EQUALITIES: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '==': (a, b) => a == b,
  '!=': (a, b) => a != b,
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
};
/* eslint-enable eqeqeq */

/** On primitives of any type: the operators convert them as the language says. */
export type OnPrimitives = (a: never, b: never) => string | number | boolean;

export const ON_PRIMITIVES: Readonly<Record<string, OnPrimitives>> = {
  '+': (a: number, b: number) => a + b,
  ...ARITHMETIC,
  ...COMPARISONS,
  ...EQUALITIES,
};
