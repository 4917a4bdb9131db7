/**
 * The kinds of unknowns. Each stands for every value that a piece of the environment, or something computed from
 * pieces of it, can have; what is known of the pieces along a path is in `Known`, not here.
 */
import { Unknown, type Primitive } from '../interpreter/values.js';
import type { Abstract } from '../domain/abstract-value.js';

/** A function of one variable with few values: an octet, an hour, a draw cut into pieces. */
export class Table extends Unknown {
  readonly kind = 'table';
  /** `me/2`, `me/length`, `L:hour`, `ms`, `random0`. */
  readonly atom: string;
  readonly values: readonly Primitive[];
  /** Of a draw: the least draw for each value. */
  readonly cuts: readonly number[] | null;

  constructor(atom: string, values: readonly Primitive[], cuts: readonly number[] | null = null) {
    super();
    this.atom = atom;
    this.values = values;
    this.cuts = cuts;
  }
}

/** A function of several variables (`../domain/terms.ts`). */
export class TermValue extends Unknown {
  readonly kind = 'term';
  readonly term: number;
  readonly type: 'text' | 'number' | null;

  constructor(term: number, type: 'text' | 'number' | null) {
    super();
    this.term = term;
    this.type = type;
  }
}

/** The text of an address. */
export class AddressText extends Unknown {
  readonly kind = 'address';
  readonly sym: string;

  constructor(sym: string) {
    super();
    this.sym = sym;
  }
}

/** The characters of an address from one place up to another. */
export class AddressPart extends Unknown {
  readonly kind = 'part';
  readonly sym: string;
  readonly from: number;
  readonly to: number;

  constructor(sym: string, from: number, to: number) {
    super();
    this.sym = sym;
    this.from = from;
    this.to = to;
  }
}

/** Two addresses or more, with `;` between them. */
export class AddressList extends Unknown {
  readonly kind = 'list';
  readonly source: string;
  /** Their order, where it was changed. */
  readonly sorted: readonly string[] | null;

  constructor(source: string, sorted: readonly string[] | null = null) {
    super();
    this.source = source;
    this.sorted = sorted;
  }
}

/** A function of a draw that never turns back: computed as the script does, rounding included. */
export class Draw extends Unknown {
  readonly kind = 'draw';
  readonly name: string;
  readonly at: (draw: number) => number;

  constructor(name: string, at: (draw: number) => number) {
    super();
    this.name = name;
    this.at = at;
  }
}

/** So many times Greenwich's milliseconds, so many times the local ones, and a constant, over `scale`. */
export class Instant extends Unknown {
  readonly kind = 'instant';
  readonly g: number;
  readonly l: number;
  readonly c: number;
  readonly scale: number;
  /** A whole number at any moment, and computed without rounding. */
  readonly isWhole: boolean;
  /** The sum down to a whole number. */
  readonly cut: boolean;

  constructor(g: number, l: number, c: number, scale = 1, isWhole = true, cut = false) {
    super();
    this.g = g;
    this.l = l;
    this.c = c;
    this.scale = scale;
    this.isWhole = isWhole;
    this.cut = cut;
  }
}

/** Of which no more is known than a range or a type: every test of it goes both ways. */
export class Loose extends Unknown {
  readonly kind = 'loose';
  readonly abstract: Abstract;
  /** Why, for whom it stands in the way. */
  readonly reason: string;

  constructor(abstract: Abstract, reason: string) {
    super();
    this.abstract = abstract;
    this.reason = reason;
  }
}

/** Of which nothing may be known: every use is an obstacle. */
export class Opaque extends Unknown {
  readonly kind = 'opaque';
  readonly reason: string;

  constructor(reason: string) {
    super();
    this.reason = reason;
  }
}

export type AnyUnknown =
  Table | TermValue | AddressText | AddressPart | AddressList | Draw | Instant | Loose | Opaque;

/** What is said where a value would have to be told apart from too many others. */
export const NOT_FOLLOWED: Readonly<Record<AnyUnknown['kind'], string>> = {
  table: 'a value has more possibilities than are followed',
  term: 'a value made of several has more possibilities than are followed',
  address: 'the text of an address is taken apart in a way that is not followed',
  part: 'a part of an address is used in a way that is not followed',
  list: 'a list of several addresses is used in a way that is not followed',
  draw: 'a drawn number is used in a way that is not followed',
  instant: 'a moment is used in a way that is not followed',
  loose: 'a value is used that is known only roughly',
  opaque: 'a value is used of which nothing is known',
};
