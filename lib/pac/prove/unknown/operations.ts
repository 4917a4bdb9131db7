/**
 * What can be done with unknowns: functions of one variable are worked out value by value, those of several become
 * terms, and what is neither is known by a range or a type alone. A value that has to be told apart splits the path.
 */
import { nonNull } from '../../non-null.js';
import {
  ADDRESS_TEXT,
  ANY,
  ANY_TEXT,
  constant,
  joined,
  range,
  TRUTH,
  type Abstract,
} from '../domain/abstract-value.js';
import { applied, truthOf } from '../domain/abstract.js';
import { abstractIn } from '../domain/related.js';
import type { Argument, TermPool } from '../domain/terms.js';
import { GuestThrow, ObstacleError } from '../interpreter/errors.js';
import { isObj, isUnknown, type Primitive, type Unknown, type Value } from '../interpreter/values.js';
import { binaryOf } from './binary.js';
import {
  AddressPart,
  AddressText,
  Loose,
  NOT_FOLLOWED,
  Opaque,
  Table,
  TermValue,
  type AnyUnknown,
} from './kinds.js';
import type { Path } from './path.js';
import type { SourceOptions } from './sources.js';
import { mostOf } from './instants.js';
import { aligned, group, table } from './tables.js';
import { holds, MOST_VALUES, termValue } from './telling-apart.js';
import { Texts } from './texts.js';

type Compute = (args: readonly Primitive[]) => Primitive;

export class Operations {
  path: Path;
  readonly pool: TermPool;
  readonly texts: Texts;
  readonly sources: SourceOptions;
  /** Line of the script, for obstacles. */
  readonly line: () => number | null;

  constructor(path: Path, pool: TermPool, sources: SourceOptions, line: () => number | null) {
    this.path = path;
    this.sources = sources;
    this.pool = pool;
    this.line = line;
    this.texts = new Texts(this);
  }

  obstacle(reason: string): never {
    throw new ObstacleError(reason, this.line());
  }

  // --- terms ---------------------------------------------------------------------------------------------------

  #termNumber(of: Table | TermValue): number | null {
    if (of instanceof TermValue) return of.term;
    const atom = of.cuts === null ? of.atom : `${of.atom}:${of.cuts.join()}`;
    return this.pool.leaf(
      atom,
      of.values as readonly (string | number | boolean | null | undefined)[],
      of.cuts,
    );
  }

  /** A function of several variables as a term; `null` where it cannot be one. */
  term(name: string, args: readonly Value[]): Value | null {
    const given: Argument[] = [];
    for (const arg of args) {
      if (arg instanceof Table || arg instanceof TermValue) {
        const term = this.#termNumber(arg);
        if (term === null) return null;
        given.push({ term });
      } else if (isUnknown(arg) || isObj(arg) || typeof arg === 'symbol') return null;
      else given.push({ value: arg });
    }
    const made = this.pool.operation(name, given);
    return made === null ? null : new TermValue(made, this.pool.get(made).type);
  }

  /** What is known of a value without looking closer. */
  abstract(value: Value): Abstract {
    if (!isUnknown(value)) return isObj(value) || typeof value === 'symbol' ? ANY : constant(value);
    const unknown = value as AnyUnknown;
    switch (unknown.kind) {
      case 'table':
        return joined(unknown.values as readonly string[]);
      case 'term':
        return abstractIn(this.pool, this.path.known, unknown.term);
      case 'address':
        return ADDRESS_TEXT;
      case 'part':
      case 'list':
        return ANY_TEXT;
      case 'draw': {
        const ends = [unknown.at(0), unknown.at(1)];
        return range(Math.min(...ends), Math.max(...ends), false);
      }
      case 'instant': {
        const most = mostOf(unknown);
        return range(-most, most, unknown.isWhole);
      }
      case 'loose':
        return unknown.abstract;
      case 'opaque':
        return this.obstacle(unknown.reason);
    }
  }

  range(low: number, high: number, reason: string): Loose {
    return new Loose(range(low, high, true), reason);
  }

  /** What is left where nothing better is known: a range or a type. */
  loosely(name: string, args: readonly Value[]): Value {
    const found = applied(
      name,
      args.map((arg) => this.abstract(arg)),
    );
    if (found.kind === 'constant') return found.value;
    const unknown = args.find((arg) => isUnknown(arg) && !(arg instanceof Table)) as AnyUnknown | undefined;
    return new Loose(
      found,
      unknown instanceof Loose ? unknown.reason : NOT_FOLLOWED[unknown?.kind ?? 'loose'],
    );
  }

  // --- functions -----------------------------------------------------------------------------------------------

  /** An address or a part of one as a term, where that can be; anything else as it is. */
  #asTerm(value: Value): Value {
    return value instanceof AddressText || value instanceof AddressPart
      ? (this.texts.asTerm(value) ?? value)
      : value;
  }

  /**
   * Applies a pure function of primitives to unknowns. `name`: what the function is called among those of terms;
   * absent: there is none, and a second variable is told apart so that one is left.
   */
  lift(given: readonly Value[], compute: Compute, name?: string): Value {
    const opaque = given.find((arg) => arg instanceof Opaque);
    if (opaque !== undefined) return this.obstacle(opaque.reason);
    if (given.some(isObj)) return this.obstacle('an object is used as a value beside one of the environment');
    const args = given.map((arg) => this.#asTerm(arg));
    const unknown = args.filter(isUnknown) as AnyUnknown[];
    const tables = unknown.filter((arg) => arg instanceof Table);
    if (unknown.length === tables.length && tables.every(({ atom }) => atom === tables[0]?.atom))
      return this.#mapped(args, tables, compute);
    // How long an address is depends on its octets: told apart first, both can be in one term.
    const long = args.findIndex((arg) => arg instanceof Table && arg.atom.endsWith('/length'));
    if (long !== -1) return this.lift(args.with(long, this.settle(args[long] as Table)), compute, name);
    if (name === undefined) return this.#oneLeft(args, compute);
    const isFollowed = unknown.every((arg) => arg instanceof Table || arg instanceof TermValue);
    const made = isFollowed ? this.term(name, args) : null;
    return made ?? this.loosely(name, args);
  }

  #mapped(args: readonly Value[], found: readonly Table[], compute: Compute): Value {
    if (found.length === 0) return compute(args as readonly Primitive[]);
    const same = aligned(found);
    const first = nonNull(same[0]);
    let results: Primitive[];
    try {
      results = first.values.map((_, index) => {
        let at = 0;
        return compute(
          args.map((arg) => (arg instanceof Table ? same[at++]?.values[index] : (arg as Primitive))),
        );
      });
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      // It throws for some of them: these are told apart from the rest.
      return compute(args.map((arg) => (isUnknown(arg) ? this.settle(arg) : (arg as Primitive))));
    }
    return table(first.atom, results, first.cuts);
  }

  /** Tells all but one of the variables apart. */
  #oneLeft(args: readonly Value[], compute: Compute): Value {
    let atom: string | null = null;
    const left = args.map((arg) => {
      if (arg instanceof Table && (atom === null || atom === arg.atom)) {
        ({ atom } = arg);
        return arg;
      }
      return isUnknown(arg) ? this.settle(arg) : arg;
    });
    return this.#mapped(
      left,
      left.filter((arg) => arg instanceof Table),
      compute,
    );
  }

  binary(operator: string, left: Value, right: Value): Value {
    return binaryOf(this, operator, left, right);
  }

  // --- telling apart -------------------------------------------------------------------------------------------

  settle(value: Unknown): Primitive {
    const unknown = value as AnyUnknown;
    switch (unknown.kind) {
      case 'table':
        if (new Set(unknown.values).size > MOST_VALUES) break;
        return group(this.path, unknown, unknown.values);
      case 'term': {
        const found = termValue(this, unknown.term);
        if (found !== null) return found.value;
        break;
      }
      case 'loose':
        return this.#looseValue(unknown);
      case 'opaque':
        return this.obstacle(unknown.reason);
      case 'part': {
        const term = this.#asTerm(unknown);
        if (term instanceof Table) return this.settle(term);
        if (!isUnknown(term)) return term as Primitive;
        break;
      }
      default:
    }
    return this.obstacle(NOT_FOLLOWED[unknown.kind]);
  }

  #looseValue({ abstract, reason }: Loose): Primitive {
    if (abstract.kind === 'constant') return abstract.value;
    if (abstract.kind === 'truth') return this.path.fork(2, reason) === 0;
    if (abstract.kind !== 'range' || !abstract.whole || abstract.high - abstract.low >= MOST_VALUES)
      return this.obstacle(reason);
    const count = abstract.high - abstract.low + 1;
    const at = this.path.fork(count + Number(abstract.maybeNaN), reason);
    return at === count ? NaN : abstract.low + at;
  }

  truth(value: Unknown): boolean {
    const unknown = value as AnyUnknown;
    switch (unknown.kind) {
      case 'table':
        return group(this.path, unknown, unknown.values.map(Boolean));
      case 'address':
      case 'list':
        return true;
      case 'draw':
        return this.binary('!=', unknown, 0) === true;
      case 'term':
        return holds(this, unknown.term);
      case 'part':
        return this.texts.equalsText(unknown, '') === false;
      case 'instant':
        return this.binary('!=', unknown, 0) === true;
      case 'loose': {
        const known = truthOf(unknown.abstract);
        return known ?? this.path.fork(2, unknown.reason) === 0;
      }
      case 'opaque':
        return this.obstacle(unknown.reason);
    }
  }

  truthLoose(reason: string): Loose {
    return new Loose(TRUTH, reason);
  }
}
