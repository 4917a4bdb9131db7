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

/** A value, by its index, for each variable. */
export type Model = ReadonlyMap<string, number>;

export type Solution = Model | 'none' | 'unsure';

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
  /** A relation says that it is not `NaN`. */
  isPlain: boolean;
  /** What the relations say of it. */
  readonly wants: Want[];
}

interface Want {
  readonly slot: number;
  readonly want: boolean;
  /** The term that this relation says is not `NaN`. */
  readonly number: number | null;
}

class Search {
  readonly #variables: readonly Variable[];
  readonly #steps: readonly Step[];
  readonly #stepsFrom: readonly (readonly Step[])[];
  readonly #wants: readonly Want[];
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
      steps.push({ at, term, args, last, ranges: new Map(), isPlain: false, wants: [] });
    });
    this.#steps = steps;
    this.#stepsFrom = variables.map((_, index) => steps.filter(({ last }) => last >= index));
    this.#wants = relations.map(({ term, want }) => {
      const asked = pool.get(term);
      const [of] = asked.kind === 'operation' && asked.name === 'isNaN' && !want ? asked.args : [];
      const number = typeof of === 'number' ? nonNull(slots.get(of)) : null;
      if (number !== null) nonNull(steps[number]).isPlain = true;
      const slot = nonNull(slots.get(term));
      const made = { slot, want, number };
      nonNull(steps[slot]).wants.push(made);
      return made;
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

  /** `false`, and what comes later left as it was, as soon as a relation certainly does not hold. */
  #evaluate(steps: readonly Step[]): boolean {
    for (const step of steps) {
      this.#take(step);
      for (const want of step.wants) if (this.#holds(want) === false) return false;
    }
    return true;
  }

  #take(step: Step): void {
    this.#work++;
    const value = this.#valueOf(step);
    this.#values[step.at] = step.isPlain ? this.#notNaN(step.at, value) : value;
  }

  #valueOf(step: Step): Abstract {
    const { term } = step;
    if (term.kind === 'leaf') return this.#leaf(step, term);
    const args: Abstract[] = [];
    let plain = 0;
    for (const arg of step.args) {
      const value = typeof arg === 'number' ? (this.#values[arg] ?? ANY) : arg.value;
      if (value.kind === 'constant') plain++;
      args.push(value);
    }
    if (plain < args.length) return applied(term.name, args);
    return constant(term.apply(args.map((arg) => (arg.kind === 'constant' ? arg.value : undefined))));
  }

  #notNaN(at: number, value: Abstract): Abstract {
    const number = notNaN(value);
    if (number === value) this.#wouldBeNaN.delete(at);
    else this.#wouldBeNaN.add(at);
    return number;
  }

  /** Whether a relation holds as far as is known: `false` where it certainly does not. */
  #holds({ slot, want, number }: Want): boolean | null {
    const truth = truthOf(this.#values[slot] ?? ANY);
    // A relation that makes a number of its term does not hold for that reason.
    if (truth === null || (number !== null && this.#wouldBeNaN.has(number))) return null;
    return truth === want;
  }

  /** Whether all relations hold with what is known of some terms now. */
  #held(steps: readonly Step[]): boolean | null {
    if (!this.#evaluate(steps)) return false;
    return this.#wants.every((want) => this.#holds(want) === true) ? true : null;
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
      held = this.#held(this.#stepsFrom[index] ?? []);
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
    return this.#held(this.#stepsFrom[index] ?? []) === false;
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
    for (const step of this.#steps) this.#take(step);
    return this.#values[nonNull(this.#wants.at(-1)).slot] ?? ANY;
  }

  /** Whether every relation holds where each variable has its value of a model. */
  #fits(model: Model): boolean {
    let settled = 0;
    for (const variable of this.#variables) {
      const value = model.get(variable.name) ?? variable.preferred[0] ?? 0;
      if (value >= variable.size || variable.allowed?.[value] === 0) break;
      if (!variable.fits(value, value) || !variable.settle(value)) break;
      this.#low[settled] = value;
      this.#high[settled++] = value;
    }
    for (const variable of this.#variables.slice(0, settled).reverse()) variable.unsettle();
    return settled === this.#variables.length && this.#held(this.#steps) === true;
  }

  /** The first of some models at which the relations hold. */
  fitting(models: readonly Model[]): Model | undefined {
    const found = models.find((model) => this.#fits(model));
    this.#variables.forEach(({ size }, index) => {
      this.#low[index] = 0;
      this.#high[index] = size - 1;
    });
    return found;
  }

  run(): Solution {
    const found = this.#held(this.#steps) === false ? 'none' : this.#from(0, false);
    this.#pool.work = Math.max(0, this.#pool.work - this.#work);
    return found;
  }
}

/** `nameOf` tells which of the variables an atom of the terms is; where one of `models` will do, it is the solution. */
export function solve(
  pool: TermPool,
  relations: readonly Relation[],
  variables: readonly Variable[],
  nameOf: (atom: string) => string,
  models: readonly Model[] = [],
): Solution {
  const search = new Search(pool, relations, variables, nameOf);
  return search.fitting(models) ?? search.run();
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
