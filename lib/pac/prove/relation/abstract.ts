/**
 * What is known of a term's value while its variables are known in part: a constant, a range of numbers with the bits
 * they share, a beginning of a text, or nothing. Always more than the value can be, never less.
 */
import type { Primitive } from './terms.js';

export interface Range {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
  readonly maybeNaN: boolean;
  /** Bits of the value as a 32-bit integer that are known, and what they are. */
  readonly knownBits: number;
  readonly bits: number;
}

export interface Text {
  readonly kind: 'text';
  readonly prefix: string;
  /** Made of digits and dots alone. */
  readonly isDotted: boolean;
  /** Without a sign. */
  readonly isUnsigned: boolean;
  /** The number of which it is the text. */
  readonly of: Range | null;
}

export type Abstract =
  | { readonly kind: 'constant'; readonly value: Primitive }
  | Range
  | { readonly kind: 'truth' }
  | Text
  | { readonly kind: 'any' };

export const ANY: Abstract = { kind: 'any' };
const TRUTH: Abstract = { kind: 'truth' };

export const constant = (value: Primitive): Abstract => ({ kind: 'constant', value });

/** A constant where both ends meet, unless that is 0, of which there are two. */
function range(
  low: number,
  high: number,
  whole: boolean,
  maybeNaN = false,
  knownBits = 0,
  bits = 0,
): Abstract {
  if (Number.isNaN(low) || Number.isNaN(high)) return numbers(true);
  if (low === high && low !== 0 && !maybeNaN) return constant(low);
  return { kind: 'range', low, high, whole, maybeNaN, knownBits, bits: bits & knownBits };
}

const numbers = (maybeNaN: boolean): Abstract => range(-Infinity, Infinity, false, maybeNaN);

const text = (prefix: string, isDotted = false, of: Range | null = null): Text => ({
  kind: 'text',
  prefix,
  isDotted,
  isUnsigned: isDotted,
  of,
});
const ANY_TEXT: Abstract = text('');
/** The text of some address. */
export const ADDRESS_TEXT: Abstract = { ...text(''), isUnsigned: true };
const isDotted = (one: string): boolean => /^[0-9.]*$/.test(one);

const commonPrefix = (a: string, b: string): string => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
};

/** What several values have in common. */
export function joined(values: readonly Primitive[]): Abstract {
  const [first] = values;
  if (values.length === 0) return ANY;
  if (values.every((value) => Object.is(value, first))) return constant(first);
  if (values.every((value) => typeof value === 'number')) {
    const plain = values.filter((value) => !Number.isNaN(value));
    let known = -1;
    for (const value of plain) known &= ~((value | 0) ^ ((plain[0] ?? 0) | 0));
    return range(
      Math.min(...plain),
      Math.max(...plain),
      plain.every((value) => Number.isInteger(value)),
      plain.length < values.length,
      known,
      (plain[0] ?? 0) | 0,
    );
  }
  if (values.every((value) => typeof value === 'boolean')) return TRUTH;
  if (values.every((value) => typeof value === 'string')) {
    return text(
      values.reduce((a, b) => commonPrefix(a, b)),
      values.every(isDotted),
    );
  }
  return ANY;
}

/** As a range; `null` for what need not be a number. */
function asRange(value: Abstract): Range | null {
  if (value.kind === 'range') return value;
  if (value.kind !== 'constant' || typeof value.value !== 'number' || Number.isNaN(value.value)) return null;
  const number = value.value;
  return {
    kind: 'range',
    low: number,
    high: number,
    whole: Number.isInteger(number),
    maybeNaN: false,
    knownBits: -1,
    bits: number | 0,
  };
}

const isInt32 = ({ low, high, whole, maybeNaN }: Range): boolean =>
  whole && !maybeNaN && low >= -0x80000000 && high <= 0x7fffffff;

/** The low bits that both know, up to the first that one does not. */
function lowBits(a: Range, b: Range): number {
  const unknown = ~(a.knownBits & b.knownBits);
  return unknown === 0 ? -1 : (unknown & -unknown) - 1;
}

const exact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

function sum(a: Range, b: Range, sign: 1 | -1): Abstract {
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

function compared(name: string, a: Range, b: Range): Abstract {
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

/** Whether a text known in part can be this one, as far as its characters tell. */
function mayRead({ isDotted: isOfDots, of }: Text, whole: string): boolean {
  if (isOfDots && !isDotted(whole)) return false;
  if (of === null) return true;
  const number = Number(whole);
  if (String(number) !== whole) return false;
  return Number.isNaN(number) ? of.maybeNaN : of.low <= number && number <= of.high;
}

/** Whether two values can be equal at all. */
function mayEqual(a: Abstract, b: Abstract, name: string): boolean {
  const strict = name !== '==' && name !== '!=';
  if (a.kind === 'any' || b.kind === 'any') return true;
  const texts = [a, b].map((one) =>
    one.kind === 'text'
      ? one.prefix
      : one.kind === 'constant' && typeof one.value === 'string'
        ? one.value
        : null,
  );
  const [left, right] = texts;
  if (typeof left === 'string' && typeof right === 'string') {
    const isWhole = (one: Abstract): boolean => one.kind === 'constant';
    if (isWhole(a) !== isWhole(b)) {
      const [open, whole] = a.kind === 'text' ? [a, right] : [b as Text, left];
      if (!mayRead(open, whole)) return false;
    }
    if (isWhole(a) && isWhole(b)) return left === right;
    if (isWhole(a)) return left.startsWith(right);
    if (isWhole(b)) return right.startsWith(left);
    return left.startsWith(right) || right.startsWith(left);
  }
  const x = asRange(a);
  const y = asRange(b);
  if (x !== null && y !== null) {
    if (name === 'is' && x.maybeNaN && y.maybeNaN) return true;
    if (x.high < y.low || y.high < x.low) return false;
    const isWhole = x.whole && y.whole && isInt32(x) && isInt32(y);
    return !isWhole || ((x.bits ^ y.bits) & x.knownBits & y.knownBits) === 0;
  }
  return !strict || kindOf(a) === kindOf(b) || kindOf(a) === null || kindOf(b) === null;
}

function kindOf(value: Abstract): string | null {
  if (value.kind === 'constant') return value.value === null ? 'null' : typeof value.value;
  if (value.kind === 'any') return null;
  return value.kind === 'range' ? 'number' : value.kind === 'truth' ? 'boolean' : 'string';
}

const EQUALITIES = new Set(['==', '===', '!=', '!==', 'is']);
const COMPARISONS = new Set(['<', '<=', '>', '>=']);

function added(a: Abstract, b: Abstract): Abstract {
  const x = asRange(a);
  const y = asRange(b);
  if (x !== null && y !== null) return sum(x, y, 1);
  const isText = (one: Abstract): boolean => kindOf(one) === 'string';
  if (!isText(a) && !isText(b)) return ANY;
  const areDotted = [a, b].every((one) => isOfDots(one));
  if (a.kind === 'text') return text(a.prefix, areDotted);
  if (a.kind !== 'constant') return text('', areDotted);
  return text(String(a.value) + (b.kind === 'text' ? b.prefix : ''), areDotted);
}

/** Whether what a value adds to a text is digits and dots. */
function isOfDots(one: Abstract): boolean {
  if (one.kind === 'constant') return isDotted(String(one.value));
  if (one.kind === 'range') return one.whole && one.low >= 0 && one.high < 1e15 && !one.maybeNaN;
  return one.kind === 'text' && one.isDotted;
}

function onNumbers(name: string, a: Range, b: Range): Abstract | null {
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
      return range(
        Math.min(a.low, b.low),
        Math.min(a.high, b.high),
        a.whole && b.whole,
        a.maybeNaN || b.maybeNaN,
      );
    case 'Math.max':
      return range(
        Math.max(a.low, b.low),
        Math.max(a.high, b.high),
        a.whole && b.whole,
        a.maybeNaN || b.maybeNaN,
      );
    default:
      return null;
  }
}

function onNumber(name: string, a: Range): Abstract | null {
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

const TEXT_RESULTS = new Set([
  'String',
  'typeof',
  '.charAt',
  '.toString',
  '.concat',
  '.substring',
  '.substr',
  '.slice',
  '.trim',
]);
const TRUTH_RESULTS = new Set(['isNaN', 'isFinite', 'Boolean', '.startsWith', '.endsWith', '.includes']);

function onText(name: string, args: readonly Abstract[]): Abstract | null {
  const [self, first, second] = args;
  if (self?.kind !== 'text') return null;
  const at = first?.kind === 'constant' && typeof first.value === 'number' ? first.value : null;
  if (at !== null && at >= 0 && at < self.prefix.length) {
    if (name === '.charCodeAt') return constant(self.prefix.charCodeAt(at));
    if (name === '.charAt') return constant(self.prefix.charAt(at));
  }
  if (name === '.charCodeAt') return range(0, 0xffff, true, true);
  // No text here is longer than a few addresses.
  if (name === 'parseInt') return range(self.isUnsigned ? 0 : -1e300, 1e300, true, true);
  if (name === 'length') return range(self.prefix.length, 0x3fffffff, true);
  if (name === '.indexOf' || name === '.lastIndexOf') {
    const found =
      first?.kind === 'constant' && args.length === 2 ? self.prefix.indexOf(String(first.value)) : -1;
    return found !== -1 && name === '.indexOf' ? constant(found) : range(-1, 0x3fffffff, true);
  }
  const end = second?.kind === 'constant' && typeof second.value === 'number' ? second.value : null;
  if (
    (name === '.substring' || name === '.slice') &&
    at !== null &&
    end !== null &&
    at >= 0 &&
    end >= at &&
    end <= self.prefix.length
  )
    return constant(self.prefix.slice(at, end));
  if (name === '.substring' && at === 0 && end !== null && end >= 0)
    return text(self.prefix.slice(0, end), self.isDotted);
  return null;
}

/** What is left of a value that is not `NaN`. */
export function notNaN(value: Abstract): Abstract {
  return value.kind === 'range' && value.maybeNaN ? { ...value, maybeNaN: false } : value;
}

/** What a function of the language makes of values known in part. */
export function applied(name: string, args: readonly Abstract[]): Abstract {
  const [a = ANY, b = ANY] = args;
  if (EQUALITIES.has(name)) {
    const differs = !mayEqual(a, b, name);
    const negated = name.startsWith('!');
    return differs ? constant(negated) : TRUTH;
  }
  const x = asRange(a);
  const y = asRange(b);
  if (COMPARISONS.has(name)) return x !== null && y !== null ? compared(name, x, y) : TRUTH;
  if (name === '+' && args.length === 2) return added(a, b);
  const found =
    (x !== null && args.length === 2 && y !== null ? onNumbers(name, x, y) : null) ??
    (x !== null && (args.length === 1 || (name === 'parseInt' && b.kind === 'constant' && b.value === 10))
      ? onNumber(name, x)
      : null) ??
    onText(name, args);
  if (found !== null) return found;
  if (name === 'String' || name === '.toString')
    return args.length === 1 && x !== null ? text('', false, x) : ANY_TEXT;
  if (TEXT_RESULTS.has(name))
    return text(
      '',
      /^\.(?:charAt|substring|substr|slice|trim)$/.test(name) && a.kind === 'text' && a.isDotted,
    );
  if (TRUTH_RESULTS.has(name)) return TRUTH;
  return ANY;
}

/** Whether a value counts as true; `null` where it is not known. */
export function truthOf(value: Abstract): boolean | null {
  if (value.kind === 'constant') return Boolean(value.value);
  if (value.kind === 'range' && !value.maybeNaN && (value.low > 0 || value.high < 0)) return true;
  return value.kind === 'text' && value.prefix !== '' ? true : null;
}
