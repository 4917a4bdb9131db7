/**
 * Dates and moments as sums: so many times Greenwich's milliseconds, so many times the local ones, and a constant, over
 * a divisor (`scale`). `new Date()` is Greenwich's once; a date given by local fields is a constant plus Greenwich's less
 * the local ones. All are whole numbers, so comparing is exact. Runs inside the virtual machine; the source of
 * `installInstants` names nothing outside itself.
 */
import type { Box, SymbolicBoxes, SymbolicInstants } from './types.js';

export function installInstants({ ask, boxOf, make }: SymbolicBoxes): SymbolicInstants {
  interface Sum {
    readonly g: number;
    readonly l: number;
    readonly c: number;
    readonly scale: number;
    readonly cut: boolean;
  }
  const isExact = (value: number): boolean => Number.isSafeInteger(value);
  const made = (sum: Sum): unknown => {
    const { g, l, c, scale } = sum;
    if (![g, l, c, scale].every(isExact)) return undefined;
    return make({ kind: 'instant', ...sum });
  };
  const sumOf = (value: unknown): Sum | undefined => {
    const box = boxOf(value);
    if (box?.kind === 'instant' || box?.kind === 'now') return box;
    return typeof value === 'number' && Math.abs(value) < 1e15
      ? { g: 0, l: 0, c: value, scale: 1, cut: false }
      : undefined;
  };
  const isNumber = ({ g, l }: Sum): boolean => g === 0 && l === 0;
  /** Over the product of both divisors. */
  const added = (a: Sum, b: Sum, sign: 1 | -1): Sum => ({
    g: a.g * b.scale + sign * b.g * a.scale,
    l: a.l * b.scale + sign * b.l * a.scale,
    c: a.c * b.scale + sign * b.c * a.scale,
    scale: a.scale * b.scale,
    cut: a.cut,
  });
  const multiplied = (a: Sum, by: number): Sum => ({ ...a, g: a.g * by, l: a.l * by, c: a.c * by });
  type Operator = '<' | '<=' | '>' | '>=' | '==';
  const asked = (operator: Operator, { g, l, c, scale }: Sum): boolean | undefined => {
    if (!isExact(g) || !isExact(l) || !(Math.abs(c) < 9e15) || scale <= 0) return undefined;
    const answer = ask({ q: 'instant', g, l, c, operator }) as boolean | null;
    return answer ?? undefined;
  };
  const FLIPPED: Readonly<Record<string, Operator>> = {
    '<': '>',
    '<=': '>=',
    '>': '<',
    '>=': '<=',
    '==': '==',
  };
  /** A sum cut down to a whole number, compared with a number. */
  const cutCompared = (operator: Operator, a: Sum, edge: number): boolean | undefined => {
    const compare = (one: Operator, with_: number): boolean | undefined =>
      asked(one, added(a, { g: 0, l: 0, c: with_, scale: 1, cut: false }, -1));
    switch (operator) {
      case '<':
      case '>=':
        return compare(operator, Math.ceil(edge));
      case '<=':
        return compare('<', Math.floor(edge) + 1);
      case '>':
        return compare('>=', Math.floor(edge) + 1);
      default: {
        if (edge % 1 !== 0) return false;
        const isBelow = compare('<', edge);
        return isBelow === false ? compare('<', edge + 1) : isBelow === undefined ? undefined : false;
      }
    }
  };
  const compared = (operator: Operator, a: Sum, b: Sum): boolean | undefined => {
    if (!a.cut && !b.cut) return asked(operator, added(a, b, -1));
    if (a.cut && isNumber(b)) return cutCompared(operator, a, b.c / b.scale);
    if (b.cut && isNumber(a)) return cutCompared(FLIPPED[operator] as Operator, b, a.c / a.scale);
    return undefined;
  };

  const binary = (operator: string, a: unknown, b: unknown): unknown => {
    const isDate = (value: unknown): boolean => boxOf(value)?.kind === 'now';
    const isEquality = /^[!=]==?$/.test(operator);
    if (isEquality && (isDate(a) || isDate(b))) {
      // Objects are equal to themselves alone; what a date is when it is compared with a text is not followed.
      const isObject = (value: unknown): boolean =>
        value === null ||
        value === undefined ||
        isDate(value) ||
        (typeof value === 'object' && boxOf(value) === undefined);
      const isSure = operator.length === 3 || (isObject(a) && isObject(b));
      return isSure ? (a === b) !== (operator.charAt(0) === '!') : undefined;
    }
    const x = sumOf(a);
    const y = sumOf(b);
    if (x === undefined || y === undefined) return undefined;
    if (isEquality) {
      const same = compared('==', x, y);
      return same === undefined ? undefined : same !== (operator.charAt(0) === '!');
    }
    if (/^[<>]=?$/.test(operator)) return compared(operator as Operator, x, y);
    if (operator === '+' || operator === '-') {
      if (operator === '+' && (isDate(a) || isDate(b))) return undefined;
      // Cut down first, then a whole number more.
      const isShift = x.cut && isNumber(y) && isExact(y.c);
      return (!x.cut && !y.cut) || isShift ? made(added(x, y, operator === '+' ? 1 : -1)) : undefined;
    }
    if (x.cut || y.cut) return undefined;
    if (operator === '*' && isNumber(y) && isExact(y.c)) return made(multiplied(x, y.c));
    if (operator === '*' && isNumber(x) && isExact(x.c)) return made(multiplied(y, x.c));
    if (operator === '/' && isNumber(y) && isExact(y.c) && y.c > 0)
      return made({ ...x, scale: x.scale * y.c });
    return undefined;
  };

  return {
    instant: ({ g, l, c, scale = 1 }) => make({ kind: 'instant', g, l, c, scale }),
    binary,
    floor: (box: Box) => make({ ...box, kind: 'instant', cut: true }),
  };
}
