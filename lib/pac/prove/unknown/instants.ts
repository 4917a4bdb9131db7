/**
 * Moments as sums: so many times Greenwich's milliseconds, so many times the local ones, and a constant, over a divisor
 * (`scale`). `new Date()` is Greenwich's once; a date given by local fields is a constant plus Greenwich's less the
 * local ones. All are whole numbers, so comparing is exact.
 */
import { instantOptions, type Instant as Question } from '../domain/questions.js';
import { Instant } from './kinds.js';
import type { Path } from './path.js';
import type { Value } from '../interpreter/values.js';

type Operator = Question['operator'];
interface Sum {
  readonly g: number;
  readonly l: number;
  readonly c: number;
  readonly scale: number;
  readonly cut: boolean;
}

const FLIPPED: Readonly<Record<Operator, Operator>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
};
const isExact = (value: number): boolean => Number.isSafeInteger(value);
const plain = (c: number): Sum => ({ g: 0, l: 0, c, scale: 1, cut: false });

function sumOf(value: Value): Sum | null {
  if (value instanceof Instant) return value;
  return typeof value === 'number' && Math.abs(value) < 1e15 ? plain(value) : null;
}

const isNumber = ({ g, l }: Sum): boolean => g === 0 && l === 0;

/** Over the product of both divisors. */
function added(a: Sum, b: Sum, sign: 1 | -1): Sum {
  return {
    g: a.g * b.scale + sign * b.g * a.scale,
    l: a.l * b.scale + sign * b.l * a.scale,
    c: a.c * b.scale + sign * b.c * a.scale,
    scale: a.scale * b.scale,
    cut: a.cut,
  };
}

function made({ g, l, c, scale, cut }: Sum): Instant | null {
  return [g, l, c, scale].every(isExact) ? new Instant(g, l, c, scale, cut) : null;
}

/** Whether a sum is below, at or above 0; `null` where its numbers are too large to be exact. */
function asked(path: Path, operator: Operator, { g, l, c, scale }: Sum): boolean | null {
  if (!isExact(g) || !isExact(l) || !(Math.abs(c) < 9e15) || scale <= 0) return null;
  return path.take(() => instantOptions(path.known, { g, l, c, operator }));
}

/** A sum cut down to a whole number, compared with a number. */
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
  if (!a.cut && !b.cut) return asked(path, operator, added(a, b, -1));
  if (a.cut && isNumber(b)) return cutCompared(path, operator, a, b.c / b.scale);
  if (b.cut && isNumber(a)) return cutCompared(path, FLIPPED[operator], b, a.c / a.scale);
  return null;
}

/** `+`, `-`, `*` and `/`; `null`: not followed. */
export function addInstants(operator: string, left: Value, right: Value): Instant | null {
  const a = sumOf(left);
  const b = sumOf(right);
  if (a === null || b === null) return null;
  if (operator === '+' || operator === '-') {
    // Cut down first, then a whole number more.
    const isShift = a.cut && isNumber(b) && isExact(b.c);
    return (!a.cut && !b.cut) || isShift ? made(added(a, b, operator === '+' ? 1 : -1)) : null;
  }
  if (a.cut || b.cut) return null;
  const times = (sum: Sum, by: number): Instant | null =>
    made({ ...sum, g: sum.g * by, l: sum.l * by, c: sum.c * by });
  if (operator === '*' && isNumber(b) && isExact(b.c)) return times(a, b.c);
  if (operator === '*' && isNumber(a) && isExact(a.c)) return times(b, a.c);
  if (operator === '/' && isNumber(b) && isExact(b.c) && b.c > 0) return made({ ...a, scale: a.scale * b.c });
  return null;
}

export const floored = ({ g, l, c, scale }: Instant): Instant => new Instant(g, l, c, scale, true);
