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
export const TRUTH: Abstract = { kind: 'truth' };

export const constant = (value: Primitive): Abstract => ({ kind: 'constant', value });

/** A constant where both ends meet, unless that is 0, of which there are two. */
export function range(
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

export const numbers = (maybeNaN: boolean): Abstract => range(-Infinity, Infinity, false, maybeNaN);

export const text = (prefix: string, isDotted = false, of: Range | null = null): Text => ({
  kind: 'text',
  prefix,
  isDotted,
  isUnsigned: isDotted,
  of,
});
export const ANY_TEXT: Abstract = text('');
/** The text of some address. */
export const ADDRESS_TEXT: Abstract = { ...text(''), isUnsigned: true };
export const isDotted = (one: string): boolean => /^[0-9.]*$/.test(one);

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
export function asRange(value: Abstract): Range | null {
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
