/**
 * Arithmetic on ranges of numbers: what the language's operators on numbers make of them.
 */
import { constant, numbers, range, TRUTH, type Abstract, type Range } from './abstract-value.js';

export const isInt32 = ({ low, high, whole, maybeNaN }: Range): boolean =>
  whole && !maybeNaN && low >= -0x80000000 && high <= 0x7fffffff;

/** The low bits that both know, up to the first that one does not. */
function lowBits(a: Range, b: Range): number {
  const unknown = ~(a.knownBits & b.knownBits);
  return unknown === 0 ? -1 : (unknown & -unknown) - 1;
}

const exact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

export function sum(a: Range, b: Range, sign: 1 | -1): Abstract {
  const [low, high] = sign === 1 ? [a.low + b.low, a.high + b.high] : [a.low - b.high, a.high - b.low];
  const whole = a.whole && b.whole;
  // Beyond what is exact, low bits are rounded away.
  const known = whole && exact(low) && exact(high) ? lowBits(a, b) : 0;
  const mayLose = !Number.isFinite(low) || !Number.isFinite(high);
  return range(
    low,
    high,
    whole,
    a.maybeNaN || b.maybeNaN || mayLose,
    known,
    sign === 1 ? a.bits + b.bits : a.bits - b.bits,
  );
}

function product(a: Range, b: Range): Abstract {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  if (corners.some((corner) => !Number.isFinite(corner))) return numbers(true);
  const low = Math.min(...corners);
  const high = Math.max(...corners);
  const whole = a.whole && b.whole;
  const known = whole && exact(low) && exact(high) ? lowBits(a, b) : 0;
  return range(low, high, whole, a.maybeNaN || b.maybeNaN, known, Math.imul(a.bits, b.bits));
}

function quotient(a: Range, b: Range): Abstract {
  if (b.low <= 0 && b.high >= 0) return numbers(true);
  const corners = [a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high];
  return range(Math.min(...corners), Math.max(...corners), false, a.maybeNaN || b.maybeNaN);
}

function remainder(a: Range, b: Range): Abstract {
  if (b.low !== b.high || b.low === 0) return numbers(true);
  const most = Math.abs(b.low);
  const nan = a.maybeNaN || b.maybeNaN || !Number.isFinite(a.low) || !Number.isFinite(a.high);
  const whole = a.whole && b.whole;
  // The sign is that of what is divided.
  if (a.low >= 0 && a.high < most) return range(a.low, a.high, whole, nan, a.knownBits, a.bits);
  const edge = whole ? most - 1 : most;
  const isPower = whole && a.low >= 0 && most <= 0x40000000 && (most & (most - 1)) === 0;
  // `x % 2 ** k` of what is not negative is its last k bits, where those are bits of a 32-bit integer.
  const known = isPower && exact(a.high) ? (a.knownBits & (most - 1)) | ~(most - 1) : 0;
  const low = a.low < 0 ? Math.max(a.low, -edge) : 0;
  const high = a.high > 0 ? Math.min(a.high, edge) : 0;
  // One block of the divisor holds both ends: the rest runs from one to the other.
  if (a.low >= 0 && Number.isFinite(a.high) && Math.floor(a.low / most) === Math.floor(a.high / most))
    return range(a.low % most, a.high % most, whole, nan, known, a.bits & (most - 1));
  return range(low, high, whole, nan, known, a.bits & (most - 1));
}

/** What the operators on bits make, which is never -0. */
function integers(low: number, high: number, known: number, bits: number): Abstract {
  return low === high ? constant(low) : range(low, high, true, false, known, bits);
}

/** Both ends of the 32-bit integers with some bits known. */
function ofBits(known: number, bits: number): Abstract {
  const free = ~known;
  const low = (bits & known & 0x7fffffff) | (free & ~0x7fffffff) | (known & bits & ~0x7fffffff);
  const high = (bits & known) | (free & 0x7fffffff);
  return integers(low | 0, high | 0, known, bits);
}

function narrowed(wide: Abstract, low: number, high: number): Abstract {
  if (wide.kind !== 'range') return wide;
  return integers(Math.max(wide.low, low), Math.min(wide.high, high), wide.knownBits, wide.bits);
}

/** Bits of a number as `ToInt32` gives them. */
function toBits(a: Range): { known: number; bits: number } {
  if (a.maybeNaN || !a.whole || !exact(a.low) || !exact(a.high)) return { known: 0, bits: 0 };
  let { knownBits, bits } = a;
  if (isInt32(a)) {
    // What both ends share from the top down, all between them share.
    const differing = a.low ^ a.high;
    const shared = differing === 0 ? -1 : differing < 0 ? 0 : ~((2 ** (32 - Math.clz32(differing)) - 1) | 0);
    bits = (bits & knownBits) | (a.low & shared);
    knownBits |= shared;
  }
  return { known: knownBits, bits };
}

function bitwise(name: string, a: Range, b: Range): Abstract {
  const x = toBits(a);
  const y = toBits(b);
  const both = x.known & y.known;
  if (name === '&') {
    const zeros = (x.known & ~x.bits) | (y.known & ~y.bits);
    const result = ofBits(both | zeros, x.bits & y.bits & ~zeros);
    // What is not negative bounds the result.
    if (isInt32(a) && a.low >= 0) return narrowed(result, 0, a.high);
    return isInt32(b) && b.low >= 0 ? narrowed(result, 0, b.high) : result;
  }
  if (name === '|') {
    const ones = (x.known & x.bits) | (y.known & y.bits);
    return ofBits(both | ones, ones | ((x.bits | y.bits) & both));
  }
  return ofBits(both, x.bits ^ y.bits);
}

function shifted(name: string, a: Range, b: Range): Abstract {
  if (b.low !== b.high || b.maybeNaN) return numbers(true);
  const by = b.low & 31;
  const { known, bits } = toBits(a);
  if (name === '<<') {
    const result = ofBits((known << by) | ((1 << by) - 1), bits << by);
    const size = 2 ** by;
    return isInt32(a) && a.low * size >= -0x80000000 && a.high * size <= 0x7fffffff
      ? narrowed(result, a.low * size, a.high * size)
      : result;
  }
  if (name === '>>') {
    const result = ofBits(known >> by, bits >> by);
    return isInt32(a) ? narrowed(result, a.low >> by, a.high >> by) : result;
  }
  // `>>>`: never negative. The top bit of what is not shifted makes the number, no longer a 32-bit integer, large.
  const filled = by === 0 ? 0 : ~(-1 >>> by);
  const low = (bits & known) >>> by;
  const high = (bits | ~known) >>> by;
  if (isInt32(a) && a.low >= 0)
    return integers(a.low >>> by, a.high >>> by, (known >>> by) | filled, bits >>> by);
  return integers(low, high, (known >>> by) | filled, bits >>> by);
}

const ROUNDINGS: Readonly<Record<string, (value: number) => number>> = {
  'Math.floor': Math.floor,
  'Math.ceil': Math.ceil,
  'Math.round': Math.round,
  'Math.trunc': Math.trunc,
};

export function compared(name: string, a: Range, b: Range): Abstract {
  if (a.maybeNaN || b.maybeNaN) {
    // Never true where it would be false for every number.
    const plain = compared(name, { ...a, maybeNaN: false }, { ...b, maybeNaN: false });
    return plain.kind === 'constant' && plain.value === false ? plain : TRUTH;
  }
  const order: Readonly<Record<string, readonly [boolean, boolean]>> = {
    '<': [a.high < b.low, a.low >= b.high],
    '<=': [a.high <= b.low, a.low > b.high],
    '>': [a.low > b.high, a.high <= b.low],
    '>=': [a.low >= b.high, a.high < b.low],
  };
  const [always, never] = order[name] ?? [false, false];
  return always ? constant(true) : never ? constant(false) : TRUTH;
}

export function onNumbers(name: string, a: Range, b: Range): Abstract | null {
  switch (name) {
    case '-':
      return sum(a, b, -1);
    case '*':
      return product(a, b);
    case '/':
      return quotient(a, b);
    case '%':
      return remainder(a, b);
    case '&':
    case '|':
    case '^':
      return bitwise(name, a, b);
    case '<<':
    case '>>':
    case '>>>':
      return shifted(name, a, b);
    case 'Math.min':
    case 'Math.max': {
      const pick = name === 'Math.min' ? Math.min : Math.max;
      const [low, high] = [pick(a.low, b.low), pick(a.high, b.high)];
      return range(low, high, a.whole && b.whole, a.maybeNaN || b.maybeNaN);
    }
    default:
      return null;
  }
}

export function onNumber(name: string, a: Range): Abstract | null {
  const rounding = ROUNDINGS[name];
  if (rounding !== undefined) return a.whole ? a : range(rounding(a.low), rounding(a.high), true, a.maybeNaN);
  switch (name) {
    case 'unary-':
      return range(-a.high, -a.low, a.whole, a.maybeNaN);
    case 'unary+':
    case 'Number':
    case '.valueOf':
      return a;
    case 'unary~': {
      const { known, bits } = toBits(a);
      return ofBits(known, ~bits);
    }
    case 'isNaN':
      return a.maybeNaN ? TRUTH : constant(false);
    case 'isFinite':
      return a.maybeNaN || !Number.isFinite(a.low) || !Number.isFinite(a.high) ? TRUTH : constant(true);
    case 'parseInt':
      // Read from the number's text, which is its digits as long as there are few.
      return a.whole && a.low >= 0 && a.high < 1e15 ? a : null;
    case 'Math.abs':
      return range(
        a.low >= 0 ? a.low : a.high <= 0 ? -a.high : 0,
        Math.max(Math.abs(a.low), Math.abs(a.high)),
        a.whole,
        a.maybeNaN,
      );
    default:
      return null;
  }
}
