/**
 * The environments that take some paths, as few products of sets as may be: addresses of the client and of names, days,
 * times of the day, draws. What cannot be told exactly stays apart, with a number of its own.
 */
import { LAST_OF } from '../domain/calendar.js';
import { DAY_SECONDS } from '../domain/days.js';
import { intersect, isSameSet, joined, type IntervalSet } from '../domain/intervals.js';
import type { Known } from '../domain/known.js';
import { addressSet, isEveryV4, isEveryV6, keyOf, union, type AddressSet } from './addresses.js';

/** One condition of a region: on an address, on days or seconds of a clock, on a draw, or one that is not told. */
export type Condition =
  | { readonly kind: 'address'; readonly set: AddressSet; readonly families: 'v4' | 'both' }
  | { readonly kind: 'times'; readonly set: IntervalSet; readonly last: number }
  | { readonly kind: 'chance' }
  | { readonly kind: 'other'; readonly path: number };

/** By what it is on: `me`, `dns:name`, `L days`, `G seconds`, `random`, `other`. */
export type Region = ReadonlyMap<string, Condition>;

const isEverything = (condition: Condition, subject: string): boolean => {
  if (condition.kind === 'times') return isSameSet(condition.set, [[0, condition.last]]);
  if (condition.kind !== 'address') return false;
  const { set, families } = condition;
  const whole = isEveryV4(set) && (families === 'v4' || isEveryV6(set));
  return whole && (subject === 'me' || set.isNone);
};

export interface Families {
  readonly client: 'v4' | 'both';
  readonly names: 'v4' | 'both';
}

/** `null`: moments within the last second of a day alone, which are not told apart from the second that they follow. */
export function regionOf(known: Known, families: Families, path: number): Region | null {
  const region = new Map<string, Condition>();
  const other = (): void => void region.set('other', { kind: 'other', path });
  for (const [sym, facts] of known.addresses) {
    if (sym.startsWith('left')) continue;
    const set = known.aliases.has(sym) || sym.includes('#') ? null : addressSet(facts);
    if (set === null) other();
    else region.set(sym, { kind: 'address', set, families: sym === 'me' ? families.client : families.names });
  }
  for (const zone of ['L', 'G'] as const)
    for (const kind of ['days', 'seconds'] as const) {
      const all = known.clock.zones[zone][kind];
      if (all === null) continue;
      const last = kind === 'days' ? LAST_OF.days : DAY_SECONDS - 1;
      const set = kind === 'days' ? all : intersect(all, [[0, last]]);
      if (set.length === 0) return null;
      region.set(`${zone} ${kind}`, { kind: 'times', set, last });
    }
  const { joints, exceptions } = known.clock;
  if (joints.length > 0 || exceptions.length > 0 || known.relations.length > 0 || known.fractions !== null)
    other();
  const isDrawn = [...known.draws.values()].some(
    ([first, ...rest]) => rest.length > 0 || first?.[0] !== 0 || first[1] !== 1,
  );
  if (isDrawn) region.set('random', { kind: 'chance' });
  return simplified(region);
}

const simplified = (region: ReadonlyMap<string, Condition>): Region =>
  new Map([...region].filter(([subject, condition]) => !isEverything(condition, subject)));

const same = (a: Condition | undefined, b: Condition | undefined): boolean => {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'address' && b.kind === 'address') return keyOf(a.set) === keyOf(b.set);
  if (a.kind === 'times' && b.kind === 'times') return isSameSet(a.set, b.set);
  return a.kind === 'other' && b.kind === 'other' && a.path === b.path;
};

/** Both as one, where they differ in one condition at most; `null`: they do not make one. */
function merged(a: Region, b: Region): Region | null {
  const subjects = [...new Set([...a.keys(), ...b.keys()])].filter(
    (subject) => !same(a.get(subject), b.get(subject)),
  );
  const [subject] = subjects;
  if (subject === undefined) return a;
  if (subjects.length > 1) {
    // One of two that asks less holds the other.
    if (subjects.every((one) => !a.has(one))) return a;
    return subjects.every((one) => !b.has(one)) ? b : null;
  }
  const [x, y] = [a.get(subject), b.get(subject)];
  const result = new Map(a);
  result.delete(subject);
  if (x === undefined || y === undefined) return result;
  if (x.kind === 'address' && y.kind === 'address') result.set(subject, { ...x, set: union(x.set, y.set) });
  else if (x.kind === 'times' && y.kind === 'times')
    result.set(subject, { ...x, set: joined([...x.set, ...y.set]) });
  // By one draw or by another: by any.
  else if (x.kind !== 'chance' || y.kind !== 'chance') return null;
  return simplified(result);
}

/** Regions beyond which they are not joined: each is compared with each. */
const MOST_JOINED = 150;

/** `null`: there are too many. */
export function joinedRegions(regions: readonly Region[]): Region[] | null {
  if (regions.length > MOST_JOINED) return null;
  const left = [...regions];
  for (let at = 0; at < left.length; at++) {
    for (let other = 0; other < left.length; other++) {
      const [a, b] = [left[at], left[other]];
      const one = at === other || a === undefined || b === undefined ? null : merged(a, b);
      if (one === null) continue;
      left[at] = one;
      left.splice(other, 1);
      // What is one now may make one with those before.
      at = -1;
      break;
    }
  }
  return left;
}
