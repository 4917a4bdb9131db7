/**
 * Conditions on several variables at once: which of their answers are possible, and values at which all of a path's
 * conditions hold. Where all variables are fields of one clock the answer is a set of days or of seconds and exact; for
 * the rest a search decides, and a condition that it does not settle is kept as possible both ways.
 */
import { nonNull } from '../../non-null.js';
import {
  fieldOf,
  FIELD_SIZES,
  fieldSet,
  isClockAtom,
  isPossible,
  kindOf,
  narrowed,
  possibleIndexes,
  zoneOf,
} from './clock.js';
import type { Abstract } from './abstract-value.js';
import type { PlainSet } from './calendar.js';
import { between, drawOf } from './draws.js';
import { addressOf, leaderOf, type Known } from './known.js';
import { keepModel, kept, modelsOf, stateKey, withRelation } from './kept-searches.js';
import { octetVariables, plainVariable } from './octets.js';
import { abstractOf, solve, type Relation, type Solution, type Variable } from './solve.js';
import type { Leaf, Primitive, TermPool } from './terms.js';
import { wideTexts } from './wide-samples.js';
import { fitsV6, type V6Facts } from './wide-texts.js';

const MOST_NUMBERS = 300;

/** The draw that a variable of a term is; what follows tells its tables apart. */
export const drawName = (atom: string): string => atom.split(':')[0] ?? '';

const isOctet = (atom: string): boolean => /\/[0-3]$/.test(atom);
const isOfAddress = (atom: string): boolean => /\/(?:[0-3]|text)$/.test(atom);

/** An octet's atom by the address that stands for it. */
function nameIn(known: Known, atom: string): string {
  if (!isOfAddress(atom)) return atom;
  const slash = atom.lastIndexOf('/');
  return leaderOf(known, atom.slice(0, slash)) + atom.slice(slash);
}

/** Variables that may constrain one another have the same group. */
function groupOf(known: Known, atom: string): string {
  if (isClockAtom(atom)) return 'clock';
  const name = nameIn(known, atom);
  return isOfAddress(atom) ? name.slice(0, name.lastIndexOf('/')) : (name.split(':')[0] ?? '');
}

function groupsOf(pool: TermPool, known: Known, term: number): Set<string> {
  return new Set(pool.leavesBelow(term).map(({ atom }) => groupOf(known, atom)));
}

/** The relations that share variables with some groups, directly or through others. */
function connected(pool: TermPool, known: Known, groups: ReadonlySet<string>): Relation[] {
  const reached = new Set(groups);
  const found = new Set<Relation>();
  let left = known.relations.map((relation) => ({ relation, own: groupsOf(pool, known, relation.term) }));
  for (let before = -1; found.size > before;) {
    before = found.size;
    left = left.filter(({ relation, own }) => {
      if (![...own].some((group) => reached.has(group))) return true;
      found.add(relation);
      for (const group of own) reached.add(group);
      return false;
    });
  }
  return [...found];
}

const fitting = new WeakMap<V6Facts, Uint8Array>();

/** Which of the samples are addresses that fit. */
function fittingSamples(facts: V6Facts): Uint8Array {
  const samples = fitting.get(facts) ?? Uint8Array.from(wideTexts(), (text) => Number(fitsV6(facts, text)));
  fitting.set(facts, samples);
  return samples;
}

/** Variables in the order in which they are settled: addresses octet by octet beside one another. */
function variablesOf(pool: TermPool, known: Known, relations: readonly Relation[]): Variable[] {
  const leaves = pool.leavesOf(relations.map(({ term }) => term));
  const syms = new Set<string>();
  const plain = new Map<string, Variable>();
  for (const { atom, values, cuts, isOpen } of leaves) {
    if (isOpen) {
      const allowed = fittingSamples(addressOf(known, groupOf(known, atom)).v6);
      const name = nameIn(known, atom);
      plain.set(name, plainVariable(name, values.length, allowed, true));
    } else if (isOctet(atom)) syms.add(groupOf(known, atom));
    else if (isClockAtom(atom))
      plain.set(
        atom,
        plainVariable(atom, FIELD_SIZES[fieldOf(atom)] ?? 1, possibleIndexes(known.clock, atom)),
      );
    else if (cuts !== null) {
      const stretches = drawOf(known.draws, drawName(atom));
      const allowed = cuts.map((cut, at) => Number(between(stretches, cut, cuts[at + 1] ?? 1).length > 0));
      plain.set(atom, plainVariable(atom, values.length, Uint8Array.from(allowed)));
    } else {
      const allowed = known.fractions === null ? null : Uint8Array.from(known.fractions, Number);
      plain.set(atom, plainVariable(atom, values.length, allowed));
    }
  }
  const octets = [...syms].map((sym) => octetVariables(sym, addressOf(known, sym).v4));
  return [...plain.values(), ...[0, 1, 2, 3].flatMap((level) => octets.map((four) => nonNull(four[level])))];
}

const keptTruths = kept<readonly boolean[]>();
const keptExamples = kept<Solution>();
const keptAbstracts = kept<Abstract>();

function solutionOf(pool: TermPool, known: Known, relations: readonly Relation[]): Solution {
  return solve(pool, relations, variablesOf(pool, known, relations), (atom) => nameIn(known, atom));
}

/** `false`: there are certainly no values at which the relations hold. */
function canHold(pool: TermPool, known: Known, relations: readonly Relation[]): boolean {
  const variables = variablesOf(pool, known, relations);
  const solution = solve(pool, relations, variables, (atom) => nameIn(known, atom), modelsOf(pool));
  if (typeof solution === 'string') return solution !== 'none';
  keepModel(pool, solution);
  return true;
}

function sameClock(leaves: readonly Leaf[]): boolean {
  const [first] = leaves;
  if (first === undefined) return false;
  return leaves.every(
    ({ atom }) =>
      isClockAtom(atom) && zoneOf(atom) === zoneOf(first.atom) && kindOf(atom) === kindOf(first.atom),
  );
}

/** The value of a term where each of its atoms has the value of this index. */
function evaluator(
  pool: TermPool,
  term: number,
): (indexOf: (atom: string) => number | undefined) => Primitive {
  const terms = pool.below([term]);
  const slots = new Map(terms.map((id, slot) => [id, slot]));
  const values: Primitive[] = [];
  return (indexOf) => {
    terms.forEach((id, slot) => {
      const one = pool.get(id);
      values[slot] =
        one.kind === 'leaf'
          ? one.values[indexOf(one.atom) ?? 0]
          : one.apply(
              one.args.map((arg) => (typeof arg === 'number' ? values[slots.get(arg) ?? 0] : arg.value)),
            );
    });
    return values[terms.length - 1];
  };
}

/** The days or seconds at which a term is true. */
function setOf(pool: TermPool, term: number, leaves: readonly Leaf[]): PlainSet {
  const atoms = [...new Set(leaves.map(({ atom }) => atom))];
  const valueAt = evaluator(pool, term);
  return fieldSet(atoms, (indexes) => Boolean(valueAt((atom) => indexes[atoms.indexOf(atom)])));
}

const sets = new WeakMap<TermPool, Map<number, PlainSet>>();

export interface Held {
  readonly want: boolean;
  readonly known: Known;
}

/** The ways in which a term can be true or not, each with what is then known. */
export function heldOptions(pool: TermPool, known: Known, term: number): Held[] {
  const settled = known.relations.find((relation) => relation.term === term);
  if (settled !== undefined) return [{ want: settled.want, known }];
  const leaves = pool.leavesBelow(term);
  if (sameClock(leaves)) {
    const ofPool = sets.get(pool) ?? new Map<number, PlainSet>();
    sets.set(pool, ofPool);
    const set = ofPool.get(term) ?? setOf(pool, term, leaves);
    ofPool.set(term, set);
    return [true, false]
      .filter((want) => isPossible(known.clock, set, want))
      .map((want) => ({ want, known: { ...known, clock: narrowed(known.clock, set, want) } }));
  }
  const possible = keptTruths(pool, `${term};${stateKey(known)}`, () => {
    const others = connected(pool, known, groupsOf(pool, known, term));
    return [true, false].filter((want) => canHold(pool, known, [...others, { term, want }]));
  });
  return possible.map((want) => ({
    want,
    known: { ...known, relations: withRelation(pool, known.relations, { term, want }) },
  }));
}

/** Sets of relations that share no variable. */
function components(pool: TermPool, known: Known): Relation[][] {
  const left = new Set(known.relations);
  const found: Relation[][] = [];
  for (const relation of known.relations) {
    if (!left.has(relation)) continue;
    const component = connected(pool, known, groupsOf(pool, known, relation.term));
    for (const one of component) left.delete(one);
    found.push(component);
  }
  return found;
}

/** Values of the variables that the relations of a path name, at which all of them hold. */
export function modelOf(pool: TermPool, known: Known): Solution {
  const model = new Map<string, number>();
  for (const component of components(pool, known)) {
    const solution = solutionOf(pool, known, component);
    if (typeof solution === 'string') return solution;
    for (const [name, value] of solution) model.set(name, value);
  }
  return model;
}

/** What is known of a term: a constant, a range, a beginning of a text. */
export function abstractIn(pool: TermPool, known: Known, term: number): Abstract {
  return keptAbstracts(pool, `${term};${stateKey(known)}`, () => {
    const others = connected(pool, known, groupsOf(pool, known, term));
    const variables = variablesOf(pool, known, [...others, { term, want: true }]);
    return abstractOf(pool, others, variables, term, (atom) => nameIn(known, atom));
  });
}

/** The whole numbers, or `NaN`, that a term has at most, of which there are few; `null` where that is not so. */
export function smallRangeOf(pool: TermPool, known: Known, term: number): readonly number[] | null {
  const abstract = abstractIn(pool, known, term);
  if (abstract.kind === 'constant') return typeof abstract.value === 'number' ? [abstract.value] : null;
  if (abstract.kind !== 'range' || !abstract.whole) return null;
  const { low, high, maybeNaN } = abstract;
  if (high - low >= MOST_NUMBERS) return null;
  const numbers = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  return maybeNaN ? [...numbers, NaN] : numbers;
}

/** The value a term has where the relations hold, or `null` where no such place was found. */
export function exampleOf(pool: TermPool, known: Known, term: number): { readonly value: Primitive } | null {
  const solution = keptExamples(pool, `${term};${stateKey(known)}`, () => {
    const others = connected(pool, known, groupsOf(pool, known, term));
    const variables = variablesOf(pool, known, [...others, { term, want: true }]);
    return solve(pool, others, variables, (atom) => nameIn(known, atom));
  });
  if (typeof solution === 'string') return null;
  return { value: evaluator(pool, term)((atom) => solution.get(nameIn(known, atom))) };
}
