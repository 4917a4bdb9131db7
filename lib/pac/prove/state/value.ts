/**
 * Abstract values: for each expression of the script, everything that it can be in any earlier call, of any URL and in
 * any environment. A value only grows while the search goes on.
 */
import type { Primitive, Unknown } from '../interpreter/values.js';
import { contains, EVERY_NUMBER, hull, rangeOf, widened, wholeNumbers, type NumberRange } from './numbers.js';
import type { AbstractObject } from './object.js';

/** Known primitives of a value, beyond which they become a class. */
const MOST_TEXTS = 32;
const MOST_NUMBERS = 16;
/** Times that a range may grow before it is widened. */
const MOST_GROWTHS = 3;

/** A primitive that is known, or an unknown that came out of loading, which stays the same thing. */
type Known = Primitive | Unknown;

export interface Parts {
  readonly known?: ReadonlySet<Known>;
  /** Numbers beside the known ones. */
  readonly numbers?: NumberRange | null;
  readonly isText?: boolean;
  readonly isSymbol?: boolean;
  /** The address of the client of that call. */
  readonly isClient?: boolean;
  readonly isDraw?: boolean;
  /** Names whose answer (an address or `null`) it can be. */
  readonly answers?: ReadonlySet<string>;
  readonly objects?: ReadonlySet<AbstractObject>;
  /** Any value at all, and why. */
  readonly anything?: string | null;
}

const FLAGS = ['isText', 'isSymbol', 'isClient', 'isDraw'] as const;
const NONE: ReadonlySet<never> = new Set<never>();

export class AbstractValue {
  readonly known: ReadonlySet<Known>;
  readonly numbers: NumberRange | null;
  readonly isText: boolean;
  readonly isSymbol: boolean;
  readonly isClient: boolean;
  readonly isDraw: boolean;
  readonly answers: ReadonlySet<string>;
  readonly objects: ReadonlySet<AbstractObject>;
  readonly anything: string | null;

  constructor(parts: Parts) {
    this.known = parts.known ?? NONE;
    this.numbers = parts.numbers ?? null;
    this.isText = parts.isText ?? false;
    this.isSymbol = parts.isSymbol ?? false;
    this.isClient = parts.isClient ?? false;
    this.isDraw = parts.isDraw ?? false;
    this.answers = parts.answers ?? NONE;
    this.objects = parts.objects ?? NONE;
    this.anything = parts.anything ?? null;
  }

  with(parts: Parts): AbstractValue {
    const { known, numbers, isText, isSymbol, isClient, isDraw, answers, objects, anything } = this;
    const own = { known, numbers, isText, isSymbol, isClient, isDraw, answers, objects, anything };
    return new AbstractValue({ ...own, ...parts });
  }

  get isNothing(): boolean {
    return this === NOTHING || (this.objects.size === 0 && this.anything === null && !this.hasPrimitive);
  }

  get hasPrimitive(): boolean {
    return this.known.size > 0 || this.hasClasses;
  }

  /** Whether it can be a primitive that is not among the known ones. */
  get hasClasses(): boolean {
    return (
      this.numbers !== null ||
      this.isText ||
      this.isSymbol ||
      this.isClient ||
      this.isDraw ||
      this.answers.size > 0
    );
  }
}

export const NOTHING: AbstractValue = new AbstractValue({});
export const UNDEFINED: AbstractValue = new AbstractValue({ known: new Set([undefined]) });
export const TRUTH: AbstractValue = new AbstractValue({ known: new Set([true, false]) });
export const TEXT: AbstractValue = new AbstractValue({ isText: true });
export const NUMBER: AbstractValue = new AbstractValue({ numbers: EVERY_NUMBER });
export const COUNT: AbstractValue = new AbstractValue({ numbers: wholeNumbers(0, 2 ** 32 - 1) });
export const PRIMITIVE: AbstractValue = new AbstractValue({
  known: new Set([undefined, null, true, false]),
  numbers: EVERY_NUMBER,
  isText: true,
  isSymbol: true,
});

/** `Set` takes -0 for 0, so that one is kept as a range. */
export const known = (...primitives: (Primitive | Unknown)[]): AbstractValue =>
  bounded({
    known: new Set(primitives.filter((one) => !Object.is(one, -0))),
    numbers: primitives.some((one) => Object.is(one, -0)) ? rangeOf([-0]) : null,
  });
export const objectValue = (...objects: AbstractObject[]): AbstractValue =>
  objects.length === 0 ? NOTHING : new AbstractValue({ objects: new Set(objects) });
/** Of any number of objects. */
export const objectsIn = (objects: ReadonlySet<AbstractObject>): AbstractValue =>
  objects.size === 0 ? NOTHING : new AbstractValue({ objects });
export const knownIn = (primitives: ReadonlySet<Primitive | Unknown>, hasMinusZero: boolean): AbstractValue =>
  bounded({ known: primitives, numbers: hasMinusZero ? rangeOf([-0]) : null });
export const numbersIn = (range: NumberRange): AbstractValue => new AbstractValue({ numbers: range });
export const anything = (reason: string): AbstractValue => new AbstractValue({ anything: reason });

function union<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  const [large, small] = a.size >= b.size ? [a, b] : [b, a];
  let made: Set<T> | null = null;
  for (const one of small) {
    if (large.has(one)) continue;
    made ??= new Set(large);
    made.add(one);
  }
  return made ?? large;
}

/** A value whose known primitives are no more than are told apart. */
function bounded(parts: Parts): AbstractValue {
  let known = parts.known ?? NONE;
  let numbers = parts.numbers ?? null;
  let isText = parts.isText ?? false;
  let [texts, counted] = [0, 0];
  for (const one of known) {
    if (typeof one === 'string') texts++;
    else if (typeof one === 'number') counted++;
  }
  if (texts > MOST_TEXTS || (isText && texts > 0)) {
    isText = true;
    known = new Set([...known].filter((one) => typeof one !== 'string'));
  }
  if (counted > MOST_NUMBERS || (numbers !== null && counted > 0)) {
    numbers = hull(numbers, rangeOf([...known].filter((one) => typeof one === 'number')));
    known = new Set([...known].filter((one) => typeof one !== 'number'));
  }
  return new AbstractValue({ ...parts, known, numbers, isText });
}

export function isWithin(outer: AbstractValue, inner: AbstractValue): boolean {
  if (inner === outer || inner === NOTHING) return true;
  if (outer.anything !== null) return true;
  if (inner.anything !== null) return false;
  if (inner.numbers !== null && (outer.numbers === null || !contains(outer.numbers, inner.numbers)))
    return false;
  for (const flag of FLAGS) if (inner[flag] && !outer[flag]) return false;
  for (const one of inner.known) if (!outer.known.has(one) && !isOfClass(outer, one)) return false;
  for (const one of inner.answers) if (!outer.answers.has(one)) return false;
  for (const one of inner.objects) if (!outer.objects.has(one)) return false;
  return true;
}

function isOfClass(value: AbstractValue, one: Known): boolean {
  if (typeof one === 'string') return value.isText;
  if (typeof one !== 'number' || value.numbers === null) return false;
  const range = rangeOf([one]);
  return range !== null && contains(value.numbers, range);
}

export function join(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (isWithin(a, b)) return a;
  if (isWithin(b, a)) return b;
  return bounded({
    known: union(a.known, b.known),
    numbers: hull(a.numbers, b.numbers),
    isText: a.isText || b.isText,
    isSymbol: a.isSymbol || b.isSymbol,
    isClient: a.isClient || b.isClient,
    isDraw: a.isDraw || b.isDraw,
    answers: union(a.answers, b.answers),
    objects: union(a.objects, b.objects),
    anything: a.anything ?? b.anything,
  });
}

/** All of several values, put together at once. */
export function joinAll(values: readonly AbstractValue[]): AbstractValue {
  let first = NOTHING;
  let others: AbstractValue[] | null = null;
  for (const one of values) {
    if (one === NOTHING || one === first) continue;
    if (others !== null) others.push(one);
    else if (first === NOTHING) first = one;
    else if (isWithin(one, first)) first = one;
    else if (!isWithin(first, one)) others = [first, one];
  }
  return others === null ? first : merged(others);
}

function merged(values: readonly AbstractValue[]): AbstractValue {
  const known = new Set<Known>();
  const answers = new Set<string>();
  const objects = new Set<AbstractObject>();
  const parts = { numbers: null as NumberRange | null, anything: null as string | null };
  const flags = { isText: false, isSymbol: false, isClient: false, isDraw: false };
  for (const one of values) {
    for (const item of one.known) known.add(item);
    for (const name of one.answers) answers.add(name);
    for (const object of one.objects) objects.add(object);
    parts.numbers = hull(parts.numbers, one.numbers);
    parts.anything ??= one.anything;
    for (const flag of FLAGS) flags[flag] ||= one[flag];
  }
  return bounded({ ...parts, ...flags, known, answers, objects });
}

/** Something that grows, and who has looked at it and has to look again when it does. */
export class Watched {
  readonly #readers = new Set<object>();
  readonly #work: WorkList;

  constructor(work: WorkList) {
    this.#work = work;
  }

  /** Notes that what is looked at present rests on this. */
  seen(): void {
    const { current } = this.#work;
    if (current !== null) this.#readers.add(current);
  }

  grown(): void {
    for (const reader of this.#readers) this.#work.again(reader);
  }
}

export interface WorkList {
  /** What is looked at at present. */
  readonly current: object | null;
  again(reader: object): void;
}

/** A value that only grows. */
export class Cell extends Watched {
  #value: AbstractValue = NOTHING;
  #growths = 0;

  get value(): AbstractValue {
    this.seen();
    return this.#value;
  }

  /** Gives whether it has grown. */
  add(more: AbstractValue): boolean {
    const value = this.#value;
    if (isWithin(value, more)) return false;
    let after = join(value, more);
    const before = value.numbers;
    if (before !== null && after.numbers !== null && !contains(before, after.numbers)) {
      if (++this.#growths > MOST_GROWTHS) after = after.with({ numbers: widened(before, after.numbers) });
    }
    this.#value = after;
    this.grown();
    return true;
  }
}
