/**
 * What is known of the client's clock along a path, in local time and in Greenwich's. A value: what is learned makes a
 * new one. A moment and zone that fit are found by `moment.ts`.
 */
import {
  DAY_COUNT,
  DAY_MS,
  SECOND_SLOTS,
  dayFields,
  filled,
  secondOf,
  type JointTest,
  type PlainSet,
} from './calendar.js';

export type Zone = 'L' | 'G';

export interface ZoneFacts {
  readonly days: Uint8Array | null;
  readonly seconds: Uint8Array | null;
  /** First and last moment, in milliseconds of this zone's clock. */
  readonly first: number;
  readonly last: number;
}

/** The moment, as one zone's clock shows it, is one millisecond or another. */
export interface Exception {
  readonly zone: Zone;
  readonly ms: number;
}

const WHOLE: ZoneFacts = { days: null, seconds: null, first: -DAY_MS, last: (DAY_COUNT + 1) * DAY_MS };

export interface ClockFacts {
  readonly asked: boolean;
  readonly zones: Readonly<Record<Zone, ZoneFacts>>;
  readonly joints: readonly { readonly test: JointTest['test']; readonly want: boolean }[];
  /** Moments that it is not. */
  readonly exceptions: readonly Exception[];
}

export const ANY_MOMENT: ClockFacts = {
  asked: false,
  zones: { L: WHOLE, G: WHOLE },
  joints: [],
  exceptions: [],
};

const both = (a: Uint8Array | null, b: Uint8Array): Uint8Array => {
  if (a === null) return b;
  const result = new Uint8Array(b.length);
  for (let index = 0; index < b.length; index++) result[index] = (a[index] ?? 0) & (b[index] ?? 0);
  return result;
};

const flipped = (set: Uint8Array): Uint8Array => set.map((value) => 1 - value);

/** Whether a set has a member that is still possible. */
export function isPossible(clock: ClockFacts, { zone, kind, set }: PlainSet, want: boolean): boolean {
  const known = clock.zones[zone][kind];
  const value = want ? 1 : 0;
  for (let at = 0; at < set.length; at++) if (set[at] === value && known?.[at] !== 0) return true;
  return false;
}

export function narrowed(clock: ClockFacts, { zone, kind, set }: PlainSet, want: boolean): ClockFacts {
  const facts = clock.zones[zone];
  const change = { ...facts, [kind]: both(facts[kind], want ? set : flipped(set)) };
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
  const inDays = filled(DAY_COUNT, (day) => firstDay <= day && day <= lastDay);
  const days = both(facts.days, inDays);
  if (!days.includes(1)) return null;
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
    kind === 'days' ? filled(DAY_COUNT, holds) : filled(SECOND_SLOTS, (slot) => holds(secondOf(slot)));
  return { kind, zone: zoneOf(first), set };
}

/** Which values of a field are still possible. */
export function possibleIndexes(clock: ClockFacts, atom: string): Uint8Array {
  const field = fieldOf(atom);
  const kind = kindOf(atom);
  const known = clock.zones[zoneOf(atom)][kind];
  const possible = new Uint8Array(FIELD_SIZES[field] ?? 1);
  const count = kind === 'days' ? DAY_COUNT : SECOND_SLOTS;
  for (let at = 0; at < count; at++) {
    if (known?.[at] !== 0) possible[fieldIndex(field, kind === 'days' ? at : secondOf(at))] = 1;
  }
  return possible;
}
