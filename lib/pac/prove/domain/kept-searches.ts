/**
 * What is kept of searches for other paths and for the URL's variants, which ask much of the same: lists of relations,
 * outcomes by what they rest on, and values at which relations held.
 */
import type { Known } from './known.js';
import { numberOf } from './object-numbers.js';
import type { Model, Relation } from './solve.js';
import type { TermPool } from './terms.js';

/** What an outcome rests on: everything that is known. */
export function stateKey({ relations, clock, addresses, aliases, draws, fractions }: Known): string {
  let key = `${numberOf(relations)};${numberOf(clock.zones)};${fractions === null ? '' : numberOf(fractions)}`;
  for (const [sym, { v4, v6 }] of addresses) key += `;${sym}:${numberOf(v4)}:${numberOf(v6)}`;
  for (const [sym, leader] of aliases) key += `;${sym}=${leader}`;
  for (const [name, stretches] of draws) key += `;${name}:${stretches.join(' ')}`;
  return key;
}

/** Lists of relations that are kept by what they were made from. */
const MOST_LISTS = 50_000;

type Lists = WeakMap<readonly Relation[], Map<string, readonly Relation[]>>;
const listsOf = new WeakMap<TermPool, { readonly lists: Lists; count: number }>();

/** The relations and one more: the same list each time, so that other paths know it again. */
export function withRelation(
  pool: TermPool,
  relations: readonly Relation[],
  one: Relation,
): readonly Relation[] {
  const ofPool = listsOf.get(pool) ?? { lists: new WeakMap(), count: 0 };
  listsOf.set(pool, ofPool);
  const longer = ofPool.lists.get(relations) ?? new Map<string, readonly Relation[]>();
  ofPool.lists.set(relations, longer);
  const key = `${one.term} ${one.want}`;
  const made = longer.get(key) ?? [...relations, one];
  if (!longer.has(key) && ofPool.count++ < MOST_LISTS) longer.set(key, made);
  return made;
}

/** Searches whose outcome is kept: other paths and the URL's variants ask the same. */
const MOST_KEPT = 20_000;

/** Keeps outcomes by what they rest on, for each pool of terms. */
export function kept<T>(): (pool: TermPool, key: string, find: () => T) => T {
  const ofPools = new WeakMap<TermPool, Map<string, T>>();
  return (pool, key, find) => {
    const outcomes = ofPools.get(pool) ?? new Map<string, T>();
    ofPools.set(pool, outcomes);
    let outcome = outcomes.get(key);
    if (outcome === undefined) {
      outcome = find();
      if (outcomes.size >= MOST_KEPT) outcomes.clear();
      outcomes.set(key, outcome);
    }
    return outcome;
  };
}

/** Models that are tried before a search: paths ask much that differs by the last relation alone. */
const MOST_MODELS = 8;

const modelsOfPools = new WeakMap<TermPool, Model[]>();

/** The newest first. */
export function modelsOf(pool: TermPool): readonly Model[] {
  return modelsOfPools.get(pool) ?? [];
}

/** Puts a model first, in the place of the oldest where it is new. */
export function keepModel(pool: TermPool, model: Model): void {
  const others = modelsOf(pool).filter((one) => one !== model);
  modelsOfPools.set(pool, [model, ...others.slice(0, MOST_MODELS - 1)]);
}
