/**
 * Terms: what a script computed from several variables of its environment (octets, fields of the clock, draws), as a
 * graph whose leaves are tables over one variable each. A term is a number in a pool; what it stands for never changes,
 * and one that is made again is the one there was. The functions are the language's own, on primitives, so that this
 * side computes what the machine would.
 */
import { nonNull } from '../../non-null.js';
import { ARITHMETIC, COMPARISONS, EQUALITIES, ON_PRIMITIVES, type OnPrimitives } from '../on-primitives.js';
import { wideTexts } from './wide-samples.js';

export type Primitive = string | number | boolean | null | undefined;

/** What an operation is applied to: another term, or a value that is known. */
export type Argument = { readonly term: number } | { readonly value: Primitive };

/** The type of every value a term can have, where it has one. */
type ValueType = 'text' | 'number' | null;

export interface Leaf {
  readonly kind: 'leaf';
  readonly atom: string;
  readonly values: readonly Primitive[];
  /** Where the variable is drawn: the least draw for each value. */
  readonly cuts: readonly number[] | null;
  readonly type: ValueType;
  /** The values are some of many: that none of them fits says nothing. */
  readonly isOpen: boolean;
}

export interface Operation {
  readonly kind: 'operation';
  readonly type: ValueType;
  readonly name: string;
  readonly apply: (args: readonly Primitive[]) => Primitive;
  readonly args: readonly (number | { readonly value: Primitive })[];
}

export type Term = Leaf | Operation;

/** A text by which two primitives of any type are told apart. */
function keyOf(value: Primitive): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

type Pure = (args: never) => Primitive;

const onPair = (operator: OnPrimitives): Pure => {
  const apply = operator as (a: Primitive, b: Primitive) => Primitive;
  return ([a, b]: readonly Primitive[]) => apply(a, b);
};
const onPairs = (table: Readonly<Record<string, OnPrimitives>>): Readonly<Record<string, Pure>> =>
  Object.fromEntries(Object.entries(table).map(([name, operator]) => [name, onPair(operator)]));

const NUMBERS: Readonly<Record<string, Pure>> = {
  ...onPairs(ARITHMETIC),
  'unary-': ([a]: readonly [number]) => -a,
  'unary+': ([a]: readonly Primitive[]) => Number(a),
  'unary~': ([a]: readonly [number]) => ~a,
};

const TESTS: Readonly<Record<string, Pure>> = {
  ...onPairs(COMPARISONS),
  ...onPairs(EQUALITIES),
  is: ([a, b]: readonly Primitive[]) => Object.is(a, b),
  typeof: ([a]: readonly Primitive[]) => typeof a,
  Boolean: ([a]: readonly Primitive[]) => Boolean(a),
};

/** Whether a function answers true or false. */
export const isTest = (name: string): boolean => name !== 'typeof' && Object.hasOwn(TESTS, name);

const CONVERSIONS: Readonly<Record<string, Pure>> = {
  parseInt: ([text, radix]: readonly [string, number]) => parseInt(text, radix),
  parseFloat: ([text]: readonly [string]) => parseFloat(text),
  Number: ([value]: readonly Primitive[]) => Number(value),
  String: ([value]: readonly Primitive[]) => String(value),
  isNaN: ([value]: readonly Primitive[]) => Number.isNaN(Number(value)),
  isFinite: ([value]: readonly Primitive[]) => Number.isFinite(Number(value)),
  length: ([text]: readonly [string]) => text.length,
};

const MATHS = 'abs ceil floor round trunc sign min max sqrt'.split(' ');
/** Of strings, none of which throws for primitives; the first argument is what they are called on. */
const METHODS =
  'charAt charCodeAt indexOf lastIndexOf substring substr slice startsWith endsWith includes concat trim toLowerCase toUpperCase toString valueOf replace'.split(
    ' ',
  );
const TEXTS = new Set(
  'String typeof .charAt .substring .substr .slice .concat .trim .toLowerCase .toUpperCase .toString .replace'.split(
    ' ',
  ),
);
const COUNTS = new Set([
  'parseInt',
  'parseFloat',
  'Number',
  'length',
  '.charCodeAt',
  '.indexOf',
  '.lastIndexOf',
]);

function typeOfLeaf(values: readonly Primitive[]): ValueType {
  if (values.every((value) => typeof value === 'string')) return 'text';
  return values.every((value) => typeof value === 'number') ? 'number' : null;
}

function typeOfResult(name: string, types: readonly ValueType[]): ValueType {
  if (name === '+') {
    if (types.includes('text')) return 'text';
    return types.every((type) => type === 'number') ? 'number' : null;
  }
  if (TEXTS.has(name)) return 'text';
  return Object.hasOwn(NUMBERS, name) || COUNTS.has(name) || name.startsWith('Math.') ? 'number' : null;
}

function method(name: string): Pure {
  return ([self, ...rest]: readonly Primitive[]): Primitive => {
    const fn = (Object(self) as Record<string, unknown>)[name] as (
      ...args: readonly Primitive[]
    ) => Primitive;
    return Reflect.apply(fn, self, rest);
  };
}

const OPERATIONS: ReadonlyMap<string, Pure> = new Map<string, Pure>([
  ...Object.entries(onPairs(ON_PRIMITIVES)),
  ...Object.entries(NUMBERS),
  ...Object.entries(TESTS),
  ...Object.entries(CONVERSIONS),
  ...MATHS.map((name): [string, Pure] => [
    `Math.${name}`,
    (args: readonly number[]) =>
      (Math as unknown as Record<string, (...all: readonly number[]) => number>)[name]?.(...args),
  ]),
  ...METHODS.map((name): [string, Pure] => [`.${name}`, method(name)]),
]);

/** Terms, and characters in their texts, that one proof may make. */
const MOST_TERMS = 50_000;
const MOST_UNITS = 4096;

export class TermPool {
  readonly #terms: Term[] = [];
  readonly #known = new Map<string, number>();
  readonly #leaves = new Map<number, readonly Leaf[]>();
  /** Work left for searches; what is left bounds each, so that many that find nothing end soon. */
  work = 8_000_000;

  get(term: number): Term {
    return nonNull(this.#terms[term]);
  }

  #add(key: string, make: () => Term): number | null {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.#terms.length >= MOST_TERMS) return null;
    this.#terms.push(make());
    this.#known.set(key, this.#terms.length - 1);
    return this.#terms.length - 1;
  }

  /** `cuts`: of a draw, where each value begins. */
  leaf(atom: string, values: readonly Primitive[], cuts: readonly number[] | null): number | null {
    const key = `${atom} ${values.map(keyOf).join()} ${cuts === null ? '' : cuts.join()}`;
    const make = (): Leaf => ({ kind: 'leaf', atom, values, cuts, type: typeOfLeaf(values), isOpen: false });
    return this.#add(key, make);
  }

  /** The text of an IPv6 address. */
  open(atom: string): number | null {
    const make = (): Leaf => ({
      kind: 'leaf',
      atom,
      values: wideTexts(),
      cuts: null,
      type: 'text',
      isOpen: true,
    });
    return this.#add(`${atom} open`, make);
  }

  /** `null` for a function that is not known here, or where there are too many terms. */
  operation(name: string, given: readonly Argument[]): number | null {
    const pure = OPERATIONS.get(name);
    const key = `${name} ${given.map((arg) => ('term' in arg ? `#${arg.term}` : keyOf(arg.value))).join()}`;
    if (pure === undefined || key.length > MOST_UNITS) return null;
    const args = given.map((arg) => ('term' in arg ? arg.term : { value: arg.value }));
    const types = args.map((arg) => (typeof arg === 'number' ? this.get(arg).type : typeOfLeaf([arg.value])));
    // Called on anything but a text these might not be there, and throw.
    const isMethod = name.startsWith('.') || name === 'length';
    const isPlain = name === '.toString' && types.length === 1 && types[0] === 'number';
    if (isMethod && types[0] !== 'text' && !isPlain) return null;
    const type = typeOfResult(name, types);
    const apply = pure as (args: readonly Primitive[]) => Primitive;
    return this.#add(key, () => ({ kind: 'operation', name, type, apply, args }));
  }

  /** The terms that some rest on, themselves among them, each after those that it rests on. */
  below(roots: readonly number[]): number[] {
    const seen = new Set<number>(roots);
    const queue = [...roots];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const term = this.get(at);
      if (term.kind === 'leaf') continue;
      for (const arg of term.args) {
        if (typeof arg !== 'number' || seen.has(arg)) continue;
        seen.add(arg);
        queue.push(arg);
      }
    }
    // A term is made after what it rests on.
    return [...seen].sort((a, b) => a - b);
  }

  leavesOf(roots: readonly number[]): Leaf[] {
    return this.below(roots)
      .map((one) => this.get(one))
      .filter((term) => term.kind === 'leaf');
  }

  /** The leaves of one term, found once. */
  leavesBelow(term: number): readonly Leaf[] {
    const leaves = this.#leaves.get(term) ?? this.leavesOf([term]);
    this.#leaves.set(term, leaves);
    return leaves;
  }
}
