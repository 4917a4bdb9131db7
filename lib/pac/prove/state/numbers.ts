/**
 * Ranges of numbers, for what arithmetic of earlier calls can give. Each result holds every number that the operation
 * can give on members of its operands; where nothing better is known it is every number.
 */

/** All numbers from `low` to `high`, whole ones only where `isWhole`. `NaN` and -0 are told apart. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly isWhole: boolean;
  readonly hasNaN: boolean;
  readonly hasMinusZero: boolean;
}

const BIG = 2 ** 53;

export const EVERY_NUMBER: NumberRange = {
  low: -Infinity,
  high: Infinity,
  isWhole: false,
  hasNaN: true,
  hasMinusZero: true,
};

export const wholeNumbers = (low: number, high: number, hasNaN = false): NumberRange => ({
  low,
  high,
  isWhole: true,
  hasNaN,
  hasMinusZero: false,
});

export function hull(a: NumberRange | null, b: NumberRange | null): NumberRange | null {
  if (a === null || b === null) return a ?? b;
  return {
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    isWhole: a.isWhole && b.isWhole,
    hasNaN: a.hasNaN || b.hasNaN,
    hasMinusZero: a.hasMinusZero || b.hasMinusZero,
  };
}

export function rangeOf(numbers: Iterable<number>): NumberRange | null {
  let found: NumberRange | null = null;
  for (const number of numbers) {
    const isNaN = Number.isNaN(number);
    found = hull(found, {
      low: isNaN ? Infinity : number,
      high: isNaN ? -Infinity : number,
      isWhole: isNaN || Number.isInteger(number),
      hasNaN: isNaN,
      hasMinusZero: Object.is(number, -0),
    });
  }
  return found;
}

export function contains(outer: NumberRange, inner: NumberRange): boolean {
  return (
    (inner.low > inner.high || (outer.low <= inner.low && outer.high >= inner.high)) &&
    (!outer.isWhole || inner.isWhole) &&
    (outer.hasNaN || !inner.hasNaN) &&
    (outer.hasMinusZero || !inner.hasMinusZero)
  );
}

/** What a cell that keeps growing is taken to hold: to 2^53, where adding one ends, or every number. */
export function widened(before: NumberRange, after: NumberRange): NumberRange {
  const low = after.low >= before.low ? after.low : after.low >= -BIG ? -BIG : -Infinity;
  const high = after.high <= before.high ? after.high : after.high <= BIG ? BIG : Infinity;
  return { ...after, low, high, isWhole: after.isWhole && low >= -BIG && high <= BIG };
}

/** Whole and within what can be counted without rounding. */
const isCountable = (range: NumberRange): boolean =>
  range.isWhole && range.low >= -BIG && range.high <= BIG && range.low <= range.high;

function counted(low: number, high: number, hasMinusZero: boolean, hasNaN: boolean): NumberRange {
  if (low < -BIG || high > BIG) return EVERY_NUMBER;
  return { low, high, isWhole: true, hasNaN, hasMinusZero };
}

type Arithmetic = (a: NumberRange, b: NumberRange, hasNaN: boolean) => NumberRange;

/** Beyond 2^53 the next number is a rounding away: 2^53 + 1 is 2^53. */
const add: Arithmetic = (a, b, hasNaN) => {
  if (!isCountable(a) || !isCountable(b)) return EVERY_NUMBER;
  return counted(a.low + b.low, a.high + b.high, a.hasMinusZero && b.hasMinusZero, hasNaN);
};

const subtract: Arithmetic = (a, b, hasNaN) => {
  if (!isCountable(a) || !isCountable(b)) return EVERY_NUMBER;
  return counted(a.low - b.high, a.high - b.low, a.hasMinusZero, hasNaN);
};

const multiply: Arithmetic = (a, b, hasNaN) => {
  const ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  if (ends.some((end) => !Number.isFinite(end))) return EVERY_NUMBER;
  const hasMinusZero = a.low < 0 || b.low < 0 || a.hasMinusZero || b.hasMinusZero;
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (isCountable(a) && isCountable(b)) return counted(low, high, hasMinusZero, hasNaN);
  // Rounding is monotonic, so the ends hold for what is between; a product can be rounded to zero, never past it.
  return { low, high, isWhole: false, hasNaN, hasMinusZero };
};

/** The remainder has the sign of the dividend and is smaller than the divisor. */
const remainder: Arithmetic = (a, b, hasNaN) => {
  const most = Math.max(Math.abs(b.low), Math.abs(b.high));
  if (!Number.isFinite(most)) return EVERY_NUMBER;
  const hasZero = b.low <= 0 && b.high >= 0;
  const isWhole = a.isWhole && b.isWhole;
  const top = isWhole ? Math.max(most - 1, 0) : most;
  return {
    low: a.low < 0 ? -top : 0,
    high: a.high >= 0 ? top : 0,
    isWhole,
    hasNaN: hasNaN || hasZero || a.low === -Infinity || a.high === Infinity,
    hasMinusZero: a.low < 0 || a.hasMinusZero,
  };
};

const signed: Arithmetic = () => wholeNumbers(-(2 ** 31), 2 ** 31 - 1);
const unsigned: Arithmetic = () => wholeNumbers(0, 2 ** 32 - 1);

/** With a mask that is not negative the result is not larger than the mask. */
const and: Arithmetic = (a, b, hasNaN) => {
  const masks = [a, b].filter((one) => one.isWhole && one.low >= 0 && one.high < 2 ** 31 && !one.hasNaN);
  // That of a constant is the one that stays while the other side grows.
  const [mask] = [...masks.filter(({ low, high }) => low === high), ...masks];
  return mask === undefined ? signed(a, b, hasNaN) : wholeNumbers(0, mask.high);
};

export const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': () => EVERY_NUMBER,
  '%': remainder,
  '**': () => EVERY_NUMBER,
  '&': and,
  '|': signed,
  '^': signed,
  '<<': signed,
  '>>': signed,
  '>>>': unsigned,
};
