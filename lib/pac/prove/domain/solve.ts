/**
 * Whether variables can have values at which some terms are true and others are not, and which. Each variable's range is
 * halved until what is known of the terms (`abstract.ts`) rules a part out or one value is left; where every value is
 * ruled out there is certainly none. The search is bounded by its work, not by the clock, so that it is the same each
 * time.
 */
import { nonNull } from '../../non-null.js';
import { ADDRESS_TEXT, ANY, constant, joined, type Abstract } from './abstract-value.js';
import { applied, notNaN, truthOf } from './abstract.js';
import type { Leaf, Primitive, Term, TermPool } from './terms.js';

export interface Relation {
  readonly term: number;
  readonly want: boolean;
}

/**
 * One variable: how many values it has, which of them are possible at all, and, for those that depend on the ones
 * before, whether any in a range is.
 */
export interface Variable {
  readonly name: string;
  readonly size: number;
  readonly allowed: Uint8Array | null;
  /** Whether it has more values than are listed. */
  readonly isOpen: boolean;
  /** Values tried before the rest. */
  readonly preferred: readonly number[];
  /** `false` where no value from `low` to `high` fits the values that were settled before. */
  fits(low: number, high: number): boolean;
  /** Settles one value, or takes that back. `false` where it does not fit. */
  settle(value: number): boolean;
  unsettle(): void;
}

export type Solution = ReadonlyMap<string, number> | 'none' | 'unsure';

/** Terms evaluated in one search, at most and at least. */
const MOST_WORK = 600_000;
const LEAST_WORK = 20_000;

type Slot = number | { readonly value: Abstract };

interface Step {
  readonly at: number;
  readonly term: Term;
  readonly args: readonly Slot[];
  /** The last variable it depends on. */
  readonly last: number;
  /** Of a leaf: what its values in a range have in common, by `low * size + high`. */
  readonly ranges: Map<number, Abstract>;
}

class Search {
  readonly #variables: readonly Variable[];
  readonly #steps: readonly Step[];
  readonly #stepsFrom: readonly (readonly Step[])[];
  readonly #wants: readonly {
    readonly slot: number;
    readonly want: boolean;
    readonly number: number | null;
  }[];
  /** Terms that a relation says are not `NaN`. */
  readonly #plain = new Set<number>();
  readonly #values: Abstract[] = [];
  /** Of those terms, which would be `NaN` for some of the values, were it not for the relation. */
  readonly #wouldBeNaN = new Set<number>();
  readonly #low: number[];
  readonly #high: number[];
  readonly #most: number;
  readonly #pool: TermPool;
  #work = 0;

  constructor(
    pool: TermPool,
    relations: readonly Relation[],
    variables: readonly Variable[],
    nameOf: (atom: string) => string,
  ) {
    this.#variables = variables;
    this.#pool = pool;
    this.#most = Math.min(MOST_WORK, Math.max(LEAST_WORK, Math.floor(pool.work / 8)));
    const order = new Map(variables.map(({ name }, index) => [name, index]));
    const terms = pool.below(relations.map(({ term }) => term));
    const slots = new Map(terms.map((term, slot) => [term, slot]));
    const steps: Step[] = [];
    terms.forEach((id, at) => {
      const term = pool.get(id);
      const args =
        term.kind === 'leaf'
          ? []
          : term.args.map((arg): Slot =>
              typeof arg === 'number' ? nonNull(slots.get(arg)) : { value: constant(arg.value) },
            );
      const lasts = args.map((arg) => (typeof arg === 'number' ? nonNull(steps[arg]).last : -1));
      const last = term.kind === 'leaf' ? nonNull(order.get(nameOf(term.atom))) : Math.max(-1, ...lasts);
      steps.push({ at, term, args, last, ranges: new Map() });
    });
    this.#steps = steps;
    this.#stepsFrom = variables.map((_, index) => steps.filter(({ last }) => last >= index));
    this.#wants = relations.map(({ term, want }) => {
      const made = pool.get(term);
      const [of] = made.kind === 'operation' && made.name === 'isNaN' && !want ? made.args : [];
      const number = typeof of === 'number' ? nonNull(slots.get(of)) : null;
      if (number !== null) this.#plain.add(number);
      return { slot: nonNull(slots.get(term)), want, number };
    });
    this.#low = variables.map(() => 0);
    this.#high = variables.map(({ size }) => size - 1);
  }

  #leaf(step: Step, leaf: Leaf): Abstract {
    const low = this.#low[step.last] ?? 0;
    const high = this.#high[step.last] ?? 0;
    const { allowed, size } = nonNull(this.#variables[step.last]);
    if (leaf.isOpen && low < high) return ADDRESS_TEXT;
    const key = low * size + high;
    let known = step.ranges.get(key);
    if (known === undefined) {
      const values: Primitive[] = [];
      for (let index = low; index <= high; index++)
        if (allowed?.[index] !== 0) values.push(leaf.values[index]);
      known = joined(values);
      step.ranges.set(key, known);
    }
    return known;
  }

  #evaluate(steps: readonly Step[]): void {
    this.#work += steps.length;
    const values = this.#values;
    for (const step of steps) {
      const { term, at } = step;
      if (term.kind === 'leaf') {
        values[at] = this.#leaf(step, term);
        continue;
      }
      const args = step.args.map((arg) => (typeof arg === 'number' ? (values[arg] ?? ANY) : arg.value));
      const plain: Primitive[] = [];
      for (const arg of args) {
        if (arg.kind !== 'constant') break;
        plain.push(arg.value);
      }
      const result = plain.length === args.length ? constant(term.apply(plain)) : applied(term.name, args);
      values[at] = this.#plain.has(at) ? this.#notNaN(at, result) : result;
    }
  }

  #notNaN(at: number, value: Abstract): Abstract {
    const number = notNaN(value);
    if (number === value) this.#wouldBeNaN.delete(at);
    else this.#wouldBeNaN.add(at);
    return number;
  }

  /** Whether the relations hold as far as is known: `false` where one certainly does not. */
  #holds(): boolean | null {
    let all = true;
    for (const { slot, want, number } of this.#wants) {
      const truth = truthOf(this.#values[slot] ?? ANY);
      // A relation that makes a number of its term does not hold for that reason.
      if (truth === null || (number !== null && this.#wouldBeNaN.has(number))) all = false;
      else if (truth !== want) return false;
    }
    return all ? true : null;
  }

  #found(): Solution {
    return new Map(this.#variables.map(({ name }, index) => [name, this.#low[index] ?? 0]));
  }

  /** Values from `low` to `high` of one variable, those before it settled. */
  #within(index: number, low: number, high: number, isSettled: boolean): Solution {
    const variable = nonNull(this.#variables[index]);
    if (++this.#work > this.#most) return 'unsure';
    if (!variable.fits(low, high)) return 'none';
    this.#low[index] = low;
    this.#high[index] = high;
    let held: boolean | null = isSettled;
    if (!isSettled) {
      this.#evaluate(this.#stepsFrom[index] ?? []);
      held = this.#holds();
      if (held === false) return 'none';
    }
    if (low === high) {
      if (variable.allowed?.[low] === 0 || !variable.settle(low)) return 'none';
      const found = this.#from(index + 1, held === true);
      variable.unsettle();
      return found;
    }
    const middle = (low + high) >> 1;
    const first = this.#within(index, low, middle, held === true);
    return first === 'none' ? this.#within(index, middle + 1, high, held === true) : first;
  }

  /** Whether no value at all of an open variable will do. */
  #isRuledOut(index: number): boolean {
    this.#low[index] = 0;
    this.#high[index] = nonNull(this.#variables[index]).size - 1;
    this.#evaluate(this.#stepsFrom[index] ?? []);
    return this.#holds() === false;
  }

  #from(index: number, isSettled: boolean): Solution {
    if (index === this.#variables.length) return this.#found();
    const { size, preferred, isOpen } = nonNull(this.#variables[index]);
    const last = size - 1;
    let found: Solution = 'none';
    for (const value of preferred) if (found === 'none') found = this.#within(index, value, value, isSettled);
    if (found === 'none') found = this.#within(index, 0, last, isSettled);
    // Others than those that were tried might have fitted.
    if (found === 'none' && isOpen && !this.#isRuledOut(index)) found = 'unsure';
    // What comes next is to see every value again.
    if (typeof found === 'string') {
      this.#low[index] = 0;
      this.#high[index] = last;
    }
    return found;
  }

  /** What is known of the last relation's term, whatever its variables are. */
  last(): Abstract {
    this.#evaluate(this.#steps);
    return this.#values[nonNull(this.#wants.at(-1)).slot] ?? ANY;
  }

  run(): Solution {
    this.#evaluate(this.#steps);
    const found = this.#holds() === false ? 'none' : this.#from(0, false);
    this.#pool.work = Math.max(0, this.#pool.work - this.#work);
    return found;
  }
}

/** `nameOf` tells which of the variables an atom of the terms is. */
export function solve(
  pool: TermPool,
  relations: readonly Relation[],
  variables: readonly Variable[],
  nameOf: (atom: string) => string,
): Solution {
  return new Search(pool, relations, variables, nameOf).run();
}

/** What is known of a term by what each of its variables can be, and by the relations. */
export function abstractOf(
  pool: TermPool,
  relations: readonly Relation[],
  variables: readonly Variable[],
  term: number,
  nameOf: (atom: string) => string,
): Abstract {
  return new Search(pool, [...relations, { term, want: true }], variables, nameOf).last();
}
