/**
 * What the language's functions and operators make of values known in part (`abstract-value.ts`).
 */
import {
  ANY,
  ANY_TEXT,
  asRange,
  constant,
  isDotted,
  range,
  text,
  TRUTH,
  type Abstract,
  type Text,
} from './abstract-value.js';
import { compared, isInt32, onNumber, onNumbers, sum } from './range-arithmetic.js';

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
  // Of more digits than a number has it is infinite.
  if (name === 'parseInt') return range(self.isUnsigned ? 0 : -Infinity, Infinity, true, true);
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
