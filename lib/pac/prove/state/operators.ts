/**
 * The language's operators on abstract primitives: exactly where all values are known and few, else by ranges and classes.
 */
import { isUnknown, type Primitive } from '../interpreter/values.js';
import { ON_PRIMITIVES } from '../on-primitives.js';
import { ARITHMETIC, EVERY_NUMBER, hull, rangeOf, type NumberRange } from './numbers.js';
import {
  join,
  joinAll,
  known,
  NOTHING,
  NUMBER,
  numbersIn,
  TEXT,
  TRUTH,
  type AbstractValue,
} from './value.js';

/** Pairs that are worked out one by one. */
const MOST_PAIRS = 64;

const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '!=', '===', '!==']);

/** Its values, where all are known and none is a symbol. */
function exact(value: AbstractValue): Primitive[] | null {
  if (value.hasClasses || value.objects.size > 0 || value.anything !== null) return null;
  const all: Primitive[] = [];
  for (const one of value.known) {
    if (isUnknown(one) || typeof one === 'symbol') return null;
    all.push(one);
  }
  return all;
}

/** Numbers that a primitive can be converted to. */
export function numberOf(value: AbstractValue): NumberRange | null {
  if (value.isText || value.isClient || value.answers.size > 0) return EVERY_NUMBER;
  let range = hull(value.numbers, value.isDraw ? DRAWS : null);
  for (const one of value.known) {
    if (isUnknown(one)) return EVERY_NUMBER;
    if (typeof one !== 'symbol') range = hull(range, rangeOf([Number(one)]));
  }
  return range;
}

const DRAWS: NumberRange = { low: 0, high: 1, isWhole: false, hasNaN: false, hasMinusZero: false };

/** Both sides are primitives; `+` joins texts where one can be a text. */
export function binary(operator: string, left: AbstractValue, right: AbstractValue): AbstractValue | null {
  const apply = ON_PRIMITIVES[operator] as ((a: Primitive, b: Primitive) => Primitive) | undefined;
  if (apply === undefined && operator !== '**') return null;
  if (left.isNothing || right.isNothing) return NOTHING;
  const [a, b] = [exact(left), exact(right)];
  if (apply !== undefined && a !== null && b !== null && a.length * b.length <= MOST_PAIRS)
    return known(...a.flatMap((one) => b.map((other) => apply(one, other))));
  if (COMPARISONS.has(operator)) return TRUTH;
  const numbers = arithmetic(operator, left, right);
  if (operator !== '+') return numbers;
  return joinAll([canBeText(left) || canBeText(right) ? TEXT : NOTHING, numbers]);
}

const canBeText = (value: AbstractValue): boolean =>
  value.isText ||
  value.isClient ||
  value.answers.size > 0 ||
  [...value.known].some((one) => typeof one === 'string' || isUnknown(one));

/** Whether it can be something that `+` takes for a number. */
const isOnlyText = (value: AbstractValue): boolean =>
  value.numbers === null &&
  !value.isDraw &&
  value.answers.size === 0 &&
  [...value.known].every((one) => typeof one === 'string');

function arithmetic(operator: string, left: AbstractValue, right: AbstractValue): AbstractValue {
  if (operator === '+' && (isOnlyText(left) || isOnlyText(right))) return NOTHING;
  const sides = operator === '+' ? [withoutTexts(left), withoutTexts(right)] : [left, right];
  const [a, b] = sides.map(numberOf);
  if (a == null || b == null) return NOTHING;
  if (a.low > a.high || b.low > b.high) return NUMBER;
  const apply = ARITHMETIC[operator];
  return apply === undefined ? NUMBER : numbersIn(apply(a, b, a.hasNaN || b.hasNaN));
}

/** A sum adds numbers only where neither side is a text. */
const withoutTexts = (value: AbstractValue): AbstractValue =>
  value.with({
    isText: false,
    isClient: false,
    known: new Set([...value.known].filter((one) => typeof one !== 'string')),
  });

export function unary(operator: string, value: AbstractValue): AbstractValue | null {
  switch (operator) {
    case '+':
      return toNumber(value);
    case '-':
      return binary('*', toNumber(value), known(-1));
    case '~':
      return binary('^', toNumber(value), known(-1));
    default:
      return null;
  }
}

export function toNumber(value: AbstractValue): AbstractValue {
  const all = exact(value);
  if (all !== null) return known(...all.map(Number));
  const range = numberOf(value);
  return range === null ? NOTHING : join(NOTHING, numbersIn(range));
}

export function toText(value: AbstractValue): AbstractValue {
  const all = exact(value);
  return all === null ? TEXT : known(...all.map(String));
}
