/**
 * Sets of whole numbers (IPv4 addresses, days, seconds of a day) as sorted, disjoint intervals, both ends included, as
 * long as may be.
 */
import { nonNull } from '../../non-null.js';

export type Interval = readonly [number, number];
export type IntervalSet = readonly Interval[];

const LAST = 0xffffffff;
export const EVERY_ADDRESS: IntervalSet = [[0, LAST]];
/** A mask with holes can need very many intervals; beyond this the set is not built. */
const MOST_INTERVALS = 70_000;

export function intersect(a: IntervalSet, b: IntervalSet): IntervalSet {
  const result: Interval[] = [];
  let j = 0;
  for (const [low, high] of a) {
    while (j < b.length && (b[j]?.[1] ?? 0) < low) j++;
    for (let k = j; k < b.length && (b[k]?.[0] ?? LAST) <= high; k++) {
      const [from, to] = nonNull(b[k]);
      result.push([Math.max(low, from), Math.min(high, to)]);
    }
  }
  return result;
}

/** What is not in the set, of the numbers from 0 to `last`. */
export function complement(set: IntervalSet, last: number = LAST): IntervalSet {
  const result: Interval[] = [];
  let next = 0;
  for (const [low, high] of set) {
    if (low > next) result.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= last) result.push([next, last]);
  return result;
}

/** The intervals as one set, whatever their order and whether or not they overlap. */
export function joined(parts: readonly Interval[]): IntervalSet {
  const sorted = [...parts].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [low, high] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && low <= last[1] + 1) last[1] = Math.max(last[1], high);
    else result.push([low, high]);
  }
  return result;
}

/** The numbers from 0 to `length` - 1 for which `test` holds. */
export function where(length: number, test: (value: number) => boolean): IntervalSet {
  const result: Interval[] = [];
  let from = -1;
  for (let value = 0; value <= length; value++) {
    const is = value < length && test(value);
    if (is && from === -1) from = value;
    if (is || from === -1) continue;
    result.push([from, value - 1]);
    from = -1;
  }
  return result;
}

/** Where the first interval stands that ends at a number or after it. */
export function indexFrom(set: IntervalSet, value: number): number {
  let from = 0;
  let to = set.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (nonNull(set[middle])[1] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

export function contains(set: IntervalSet, value: number): boolean {
  const next = set[indexFrom(set, value)];
  return next !== undefined && next[0] <= value;
}

export function isSameSet(a: IntervalSet, b: IntervalSet): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((interval, at) => interval[0] === b[at]?.[0] && interval[1] === b[at][1]);
}

export function addressNumber(text: string): number {
  return text.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

export function addressText(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 0xff}.${(value >>> 8) & 0xff}.${value & 0xff}`;
}

/** Addresses whose bits under `mask` are those of `pattern`; `null` where the mask has too many holes. */
export function netSet(pattern: string, mask: string): IntervalSet | null {
  const bits = addressNumber(mask);
  const base = addressNumber(pattern);
  let set: Interval[] = [[0, 0]];
  // From the highest bit down: a fixed bit moves every interval, a free one doubles them.
  for (let bit = 31; bit >= 0; bit--) {
    const size = 2 ** bit;
    const fixed = Math.floor(bits / size) % 2 === 1;
    const one = Math.floor(base / size) % 2 === 1;
    if (fixed) {
      if (one) set = set.map(([low]) => [low + size, low + size]);
    } else if (bits % (size * 2) === 0) {
      // Nothing below is fixed: the whole block is free.
      return set.map(([low]) => [low, low + size * 2 - 1]);
    } else {
      set = set.flatMap(([low]) => [[low, low] as Interval, [low + size, low + size] as Interval]);
      if (set.length > MOST_INTERVALS) return null;
    }
  }
  return [...set].sort((a, b) => a[0] - b[0]);
}

/** The largest network around `value` that lies in the set, e.g. `10.20.0.0/16`. */
export function networkAround(set: IntervalSet, value: number): string {
  const [low, high] = set.find(([from, to]) => from <= value && value <= to) ?? [value, value];
  for (let length = 0; length <= 32; length++) {
    const size = 2 ** (32 - length);
    const base = Math.floor(value / size) * size;
    if (base >= low && base + size - 1 <= high)
      return length === 32 ? addressText(value) : `${addressText(base)}/${length}`;
  }
  return addressText(value);
}
