/**
 * Moments as sums: so many times Greenwich's milliseconds, so many times the local ones, and a constant, over a divisor
 * (`scale`). `new Date()` is Greenwich's once; a date given by local fields is a constant plus Greenwich's less the
 * local ones. What stays a whole number below 2^53 is computed by the script as it is here. A quotient is rounded there,
 * so that it is compared only where rounding cannot matter, and nothing more is computed with it.
 */
import { DAY_COUNT, DAY_MS } from '../domain/days.js';
import { instantOptions, type Instant as Question } from '../domain/clock-questions.js';
import { Instant } from './kinds.js';
import type { Path } from './path.js';
import type { Value } from '../interpreter/values.js';

type Operator = Question['operator'];
type Sum = Pick<Instant, 'g' | 'l' | 'c' | 'scale' | 'isWhole' | 'cut'>;

const FLIPPED: Readonly<Record<Operator, Operator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
};
const isExact = (value: number): boolean => Number.isSafeInteger(value);
const plain = (c: number): Sum => ({ g: 0, l: 0, c, scale: 1, isWhole: isExact(c), cut: false });

/** No clock shows a later moment, in whatever zone. */
const LATEST = (DAY_COUNT + 1) * DAY_MS;
/** What a sum is at most, either way, before it is divided. */
export const mostOf = ({ g, l, c }: Pick<Sum, 'g' | 'l' | 'c'>): number =>
  (Math.abs(g) + Math.abs(l)) * LATEST + Math.abs(c);

/**
 * Whether a quotient, rounded once for each division, stays on its side of every whole number (and of every multiple of
 * `part`). Each of at most log2(scale) roundings is off by 2^-53 of the quotient, which is at least 1 / scale from there
 * unless it is that number; and then no division was rounded.
 */
const isApart = (sum: Sum, part = 1): boolean => (mostOf(sum) / part) * Math.log2(sum.scale + 1) <= 2 ** 52;
/** Constants that quotients are compared with are multiples of this. */
const PART = 1 / 16;

function sumOf(value: Value): Sum | null {
  if (value instanceof Instant) return value;
  return typeof value === 'number' && Math.abs(value) < 1e15 ? plain(value) : null;
}

const isNumber = ({ g, l, scale }: Sum): boolean => g === 0 && l === 0 && scale === 1;

/** Over the product of both divisors. */
function added(a: Sum, b: Sum, sign: 1 | -1): Sum {
  const to = (one: Sum, other: Sum): readonly number[] =>
    [one.g, one.l, one.c].map((part) => part * other.scale);
  const [left, right] = [to(a, b), to(b, a)];
  const [g = 0, l = 0, c = 0] = left.map((part, at) => part + sign * (right[at] ?? 0));
  const isWhole = a.isWhole && b.isWhole && [...left, ...right].every(isExact);
  return { g, l, c, scale: a.scale * b.scale, isWhole, cut: a.cut };
}

const divisorOf = (a: number, b: number): number => (b === 0 ? Math.abs(a) : divisorOf(b, a % b));

/** `null` where what the script computes may be rounded on the way to a whole number. Those are in lowest terms. */
function made({ g, l, c, scale, isWhole, cut }: Sum): Instant | null {
  const by = isWhole ? [g, l, c].reduce(divisorOf, scale) : 1;
  if (![g, l, c, scale].every(isExact) || mostOf({ g, l, c }) > by * 2 ** 53) return null;
  return new Instant(g / by, l / by, c / by, scale / by, isWhole, cut);
}

/** Whether a sum is below, at or above 0; `null` where its numbers are too large to be exact. */
function asked(path: Path, operator: Operator, { g, l, c, scale }: Sum): boolean | null {
  if (!isExact(g) || !isExact(l) || !(mostOf({ g, l, c }) <= 2 ** 53) || scale <= 0) return null;
  return path.take('instant', operator, () => instantOptions(path.known, { g, l, c, operator }));
}

/** A whole number compared with any. */
function cutCompared(path: Path, operator: Operator, a: Sum, edge: number): boolean | null {
  const compare = (one: Operator, to: number): boolean | null => asked(path, one, added(a, plain(to), -1));
  switch (operator) {
    case '<':
    case '>=':
      return compare(operator, Math.ceil(edge));
    case '<=':
      return compare('<', Math.floor(edge) + 1);
    case '>':
      return compare('>=', Math.floor(edge) + 1);
    case '==': {
      if (edge % 1 !== 0) return false;
      const isBelow = compare('<', edge);
      return isBelow === false ? compare('<', edge + 1) : isBelow === null ? null : false;
    }
  }
}

/** `null`: not followed. */
export function compareInstants(path: Path, operator: Operator, left: Value, right: Value): boolean | null {
  const a = sumOf(left);
  const b = sumOf(right);
  if (a === null || b === null) return null;
  if (isNumber(b)) return comparedWith(path, operator, a, b.c);
  if (isNumber(a)) return comparedWith(path, FLIPPED[operator], b, a.c);
  return a.isWhole && b.isWhole && !a.cut && !b.cut ? asked(path, operator, added(a, b, -1)) : null;
}

function comparedWith(path: Path, operator: Operator, a: Sum, edge: number): boolean | null {
  const isExactly = operator === '==' && isExact(edge) && !a.cut;
  if (a.isWhole && !isExactly) return cutCompared(path, operator, a, edge);
  if (a.isWhole) return asked(path, operator, added(a, plain(edge), -1));
  return edge % PART === 0 && isApart(a, PART) ? asked(path, operator, added(a, plain(edge), -1)) : null;
}

/** `+`, `-`, `*` and `/`; `null`: not followed. */
export function addInstants(operator: string, left: Value, right: Value): Instant | null {
  const a = sumOf(left);
  const b = sumOf(right);
  if (a === null || b === null) return null;
  if (operator === '+' || operator === '-') {
    // Cut down first, then a whole number more.
    const isShift = a.cut && isNumber(b);
    const areWhole = a.isWhole && b.isWhole;
    if (!areWhole || (!isShift && (a.cut || b.cut))) return null;
    const sum = added(a, b, operator === '+' ? 1 : -1);
    return sum.isWhole ? made(sum) : null;
  }
  if (a.cut || b.cut) return null;
  const times = (sum: Sum, by: number): Instant | null =>
    sum.isWhole ? made({ ...sum, g: sum.g * by, l: sum.l * by, c: sum.c * by }) : null;
  if (operator === '*' && isNumber(b) && isExact(b.c)) return times(a, b.c);
  if (operator === '*' && isNumber(a) && isExact(a.c)) return times(b, a.c);
  if (operator === '/' && isNumber(b) && isExact(b.c) && b.c > 0)
    return made({ ...a, scale: a.scale * b.c, isWhole: a.isWhole && b.c === 1 });
  return null;
}

/** Whether it is a moment that a date can hold, as it is. */
export const isMoment = (sum: Instant): boolean => sum.isWhole && mostOf(sum) <= 8.64e15;

/** Down to a whole number; `null` where a rounded quotient may be one that the sum is not. */
export function floored(sum: Instant): Instant | null {
  if (sum.isWhole) return sum;
  return isApart(sum) ? new Instant(sum.g, sum.l, sum.c, sum.scale, true, true) : null;
}
