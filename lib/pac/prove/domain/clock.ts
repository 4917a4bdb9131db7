/**
 * What is known of the client's clock along a path, in local time and in Greenwich's. A value: what is learned makes a
 * new one. A moment and zone that fit are found by `moment.ts`.
 */
import { LAST_OF, secondOf, type JointTest, type PlainSet } from './calendar.js';
import { DAY_COUNT, DAY_MS, dayFields, weekdayOf, SECOND_SLOTS } from './days.js';
import { complement, intersect, where, type IntervalSet } from './intervals.js';

export type Zone = 'L' | 'G';

export interface ZoneFacts {
  readonly days: IntervalSet | null;
  readonly seconds: IntervalSet | null;
  /** First and last moment, in milliseconds of this zone's clock. */
  readonly first: number;
  readonly last: number;
}

/** The moment, as one zone's clock shows it, is one millisecond or another. */
export interface Exception {
  readonly zone: Zone;
  readonly ms: number;
}

const EVERY_DAY: IntervalSet = [[0, LAST_OF.days]];
const WHOLE: ZoneFacts = { days: null, seconds: null, first: -DAY_MS, last: (DAY_COUNT + 1) * DAY_MS };

export interface ClockFacts {
  readonly asked: boolean;
  readonly zones: Readonly<Record<Zone, ZoneFacts>>;
  readonly joints: readonly { readonly test: JointTest['test']; readonly want: boolean }[];
  /** Moments that it is not. */
  readonly exceptions: readonly Exception[];
  /** The day that examples prefer, where it is possible, and then those after it. */
  readonly preferredDay: number;
}

/** Monday 4 January 2027. */
const SOME_WORKING_DAY = Math.round(Date.UTC(2027, 0, 4) / DAY_MS);

/** The working day that a day is, or the next one after it, within the days there are. */
export function workingDay(day: Date): number {
  let coming = Math.min(Math.max(Math.floor(day.getTime() / DAY_MS), 1), DAY_COUNT - 9);
  while (weekdayOf(coming) === 0 || weekdayOf(coming) === 6) coming++;
  return coming;
}

export const ANY_MOMENT: ClockFacts = {
  asked: false,
  zones: { L: WHOLE, G: WHOLE },
  joints: [],
  exceptions: [],
  preferredDay: SOME_WORKING_DAY,
};

/** What two sets have in common is asked again on many paths, and in every form of the URL. */
const MOST_COMMON = 500;
let common = new WeakMap<IntervalSet, WeakMap<IntervalSet, IntervalSet>>();
let commonCount = 0;

function both(a: IntervalSet | null, b: IntervalSet): IntervalSet {
  if (a === null) return b;
  const known = common.get(a)?.get(b);
  if (known !== undefined) return known;
  if (++commonCount > MOST_COMMON) {
    common = new WeakMap();
    commonCount = 0;
  }
  const withA = common.get(a) ?? new WeakMap<IntervalSet, IntervalSet>();
  const found = intersect(a, b);
  withA.set(b, found);
  common.set(a, withA);
  return found;
}

const outside = new WeakMap<IntervalSet, IntervalSet>();

function complementOf({ kind, set }: PlainSet): IntervalSet {
  const found = outside.get(set) ?? complement(set, LAST_OF[kind]);
  outside.set(set, found);
  return found;
}

const wanted = (set: PlainSet, want: boolean): IntervalSet => (want ? set.set : complementOf(set));

/** Whether a set has a member that is still possible. */
export function isPossible(clock: ClockFacts, set: PlainSet, want: boolean): boolean {
  return both(clock.zones[set.zone][set.kind], wanted(set, want)).length > 0;
}

export function narrowed(clock: ClockFacts, set: PlainSet, want: boolean): ClockFacts {
  const { zone, kind } = set;
  const facts = clock.zones[zone];
  const change = { ...facts, [kind]: both(facts[kind], wanted(set, want)) };
  return { ...clock, asked: true, zones: { ...clock.zones, [zone]: change } };
}

export function withJoint(clock: ClockFacts, test: JointTest['test'], want: boolean): ClockFacts {
  return { ...clock, asked: true, joints: [...clock.joints, { test, want }] };
}

/** The clock from `first` to `last`, both included, in milliseconds; `null` where that is never. */
export function during(clock: ClockFacts, zone: Zone, first: number, last: number): ClockFacts | null {
  const facts = clock.zones[zone];
  const [from, to] = [Math.max(first, facts.first), Math.min(last, facts.last)];
  if (from > to) return null;
  const [firstDay, lastDay] = [Math.floor(from / DAY_MS), Math.floor(to / DAY_MS)];
  const days = both(facts.days ?? EVERY_DAY, [[firstDay, lastDay]]);
  if (days.length === 0) return null;
  const zones = { ...clock.zones, [zone]: { ...facts, days, first: from, last: to } };
  return { ...clock, asked: true, zones };
}

const FIELD_KINDS: Readonly<Record<string, PlainSet['kind']>> = {
  hour: 'seconds',
  minute: 'seconds',
  second: 'seconds',
  weekday: 'days',
  day: 'days',
  month: 'days',
  year: 'days',
};

/** Values a field has, and the first of them. */
export const FIELD_SIZES: Readonly<Record<string, number>> = {
  hour: 24,
  minute: 60,
  second: 60,
  weekday: 7,
  day: 31,
  month: 12,
  year: 130,
};

export const isClockAtom = (atom: string): boolean => /^[LG]:/.test(atom);
export const zoneOf = (atom: string): Zone => (atom.startsWith('G') ? 'G' : 'L');
export const fieldOf = (atom: string): string => atom.slice(2);
export const kindOf = (atom: string): PlainSet['kind'] => FIELD_KINDS[fieldOf(atom)] ?? 'days';

/** Index of a field's value at a day or second, as the machine's tables count them. */
export function fieldIndex(field: string, at: number): number {
  const days = dayFields();
  switch (field) {
    case 'hour':
      return Math.floor(at / 3600);
    case 'minute':
      return Math.floor(at / 60) % 60;
    case 'second':
      return at % 60;
    case 'weekday':
      return days.weekday[at] ?? 0;
    case 'day':
      return (days.day[at] ?? 1) - 1;
    case 'month':
      return days.month[at] ?? 0;
    default:
      return (days.year[at] ?? 1970) - 1970;
  }
}

/** The days or seconds at which `test` holds for the values of some fields of one zone and kind. */
export function fieldSet(atoms: readonly string[], test: (indexes: readonly number[]) => boolean): PlainSet {
  const [first = 'L:hour'] = atoms;
  const fields = atoms.map(fieldOf);
  const kind = kindOf(first);
  const known = new Map<number, boolean>();
  const holds = (at: number): boolean => {
    const indexes = fields.map((field) => fieldIndex(field, at));
    const key = indexes.reduce((sum, index) => sum * 131 + index, 0);
    let result = known.get(key);
    if (result === undefined) {
      result = test(indexes);
      known.set(key, result);
    }
    return result;
  };
  const set =
    kind === 'days' ? where(DAY_COUNT, holds) : where(SECOND_SLOTS, (slot) => holds(secondOf(slot)));
  return { kind, zone: zoneOf(first), set };
}

/** Which values of a field are still possible. */
export function possibleIndexes(clock: ClockFacts, atom: string): Uint8Array {
  const field = fieldOf(atom);
  const kind = kindOf(atom);
  const known = clock.zones[zoneOf(atom)][kind];
  const possible = new Uint8Array(FIELD_SIZES[field] ?? 1);
  // Each value of each field occurs.
  if (known === null) return possible.fill(1);
  for (const [low, high] of known)
    for (let at = low; at <= high; at++) possible[fieldIndex(field, kind === 'days' ? at : secondOf(at))] = 1;
  return possible;
}
