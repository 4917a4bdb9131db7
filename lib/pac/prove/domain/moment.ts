/**
 * A moment and a zone that fit what is known of the clock.
 */
import { secondOf, slotOf } from './calendar.js';
import { DAY_COUNT, DAY_MS, DAY_SECONDS } from './days.js';
import type { ClockFacts, Zone } from './clock.js';
import { nonNull } from '../../non-null.js';
import { contains, indexFrom, intersect, type Interval, type IntervalSet } from './intervals.js';

export interface Moment {
  /** Milliseconds since 1970 of the local clock, read as if it were UTC. */
  readonly localMs: number;
  readonly offsetMinutes: number;
}

/** Offsets in use lie between these, in quarters of an hour. */
const OFFSETS = Array.from({ length: (14 + 12) * 4 + 1 }, (_, index) => -12 * 60 + index * 15);
OFFSETS.sort((a, b) => Math.abs(a) - Math.abs(b));
const MOST_AHEAD = 14 * 3_600_000;
const MOST_BEHIND = 12 * 3_600_000;

/** Stretches of a day looked at; a script that asks for odd minutes has more. */
const MOST_ENDS = 2000;
const MOST_TRIED = 4_000_000;
const QUARTERS = Array.from({ length: 96 }, (_, index) => index * 900 + 30);

/** The first and the last day have no other zone's day before or after them. */
const EVERY_DAY: IntervalSet = [[1, DAY_COUNT - 2]];

/** Allowed days, the coming ones first. */
function* daysOf(set: IntervalSet, preferred: number): Generator<number> {
  for (let at = indexFrom(set, preferred); at < set.length; at++) {
    const [low, high] = nonNull(set[at]);
    for (let day = Math.max(low, preferred); day <= high; day++) yield day;
  }
  for (const [low, high] of set) for (let day = low; day <= Math.min(high, preferred - 1); day++) yield day;
}

/** Noon if it is allowed, then both ends of every allowed stretch; as slots. */
function slotsOf(set: IntervalSet | null): number[] {
  const noon = 12 * 3600;
  const last = DAY_SECONDS - 1;
  if (set === null) return [noon, 0, last];
  const ends = set.flatMap(([low, high]) => [low, ...(low < last && last < high ? [last] : []), high]);
  return [...new Set([...(contains(set, noon) ? [noon] : []), ...ends])].slice(0, MOST_ENDS + 1);
}

const shifted = (set: IntervalSet, by: number): IntervalSet =>
  set.map(([low, high]): Interval => [low + by, high + by]);

const isBounded = (clock: ClockFacts, zone: Zone): boolean => {
  const { first, last } = clock.zones[zone];
  return first > 0 || last < DAY_COUNT * DAY_MS;
};

/** Milliseconds past a second worth trying: those at the ends of what is known, and the first ones possible. */
function fractionsOf({ zones, exceptions }: ClockFacts, allowed: readonly boolean[] | null): number[] {
  const ends = [
    zones.L.first,
    zones.L.last,
    zones.G.first,
    zones.G.last,
    ...exceptions.map(({ ms }) => ms + 1),
  ];
  const all = [0, 1, 500, ...ends.map((end) => ((end % 1000) + 1000) % 1000)];
  const first = allowed === null ? [] : [allowed.indexOf(true), allowed.indexOf(true, 1)];
  return [...new Set([...first, ...all])].filter(
    (ms) => ms >= 0 && (allowed === null || allowed[ms] === true),
  );
}

function fitsZone({ days, seconds, first, last }: ClockFacts['zones']['L'], ms: number): boolean {
  if (ms < first || ms > last) return false;
  const day = Math.floor(ms / DAY_MS);
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  if (days !== null && !contains(days, day)) return false;
  return seconds === null || contains(seconds, slotOf(second, ms % 1000));
}

function fits({ zones, joints, exceptions }: ClockFacts, local: number, greenwich: number): boolean {
  if (!fitsZone(zones.L, local) || !fitsZone(zones.G, greenwich)) return false;
  if (exceptions.some(({ zone, ms }) => ms === (zone === 'L' ? local : greenwich))) return false;
  return joints.every(({ test, want }) => test(local, greenwich) === want);
}

/** Whether no zone makes both clocks fit. */
function areApart({ zones: { L, G } }: ClockFacts): boolean {
  return L.first > G.last + MOST_AHEAD || L.last < G.first - MOST_BEHIND;
}

/**
 * A moment that fits; `none` where there is certainly none; `unsure` where the search, which tries the ends of every
 * stretch of time, found nothing and may have missed something. `fractions`: which milliseconds of a second are
 * possible.
 */
export function findMoment(
  clock: ClockFacts,
  fractions: readonly boolean[] | null,
): Moment | 'none' | 'unsure' {
  const { L, G } = clock.zones;
  const days = L.days ?? EVERY_DAY;
  const slots = slotsOf(L.seconds);
  const greenwichSlots = slotsOf(G.seconds);
  if (days.length === 0 || slots.length === 0 || greenwichSlots.length === 0) return 'none';
  if (G.days?.length === 0 || areApart(clock)) return 'none';
  const isJoint = clock.joints.length > 0;
  const isBound = isBounded(clock, 'L') || isBounded(clock, 'G');
  const usesGreenwich = G.days !== null || G.seconds !== null || isJoint || isBounded(clock, 'G');
  const isExact = isJoint || isBound || clock.exceptions.length > 0;
  const ms = fractionsOf(clock, fractions);
  const [anyMs] = ms;
  if (anyMs === undefined) return 'none';
  let tried = 0;
  const secondIn = (moment: number): number => Math.floor((((moment % DAY_MS) + DAY_MS) % DAY_MS) / 1000);
  const [firstDay = 0] = daysOf(days, clock.preferredDay);
  // Where the other clock is a day ahead or behind, other days are left.
  const byShift = new Map<number, IntervalSet>();
  const daysFor = (shift: number): IntervalSet => {
    if (G.days === null) return days;
    const known = byShift.get(shift) ?? intersect(days, shifted(G.days, -shift));
    byShift.set(shift, known);
    return known;
  };
  for (const offset of usesGreenwich ? OFFSETS : [0]) {
    const ahead = offset * 60_000;
    const seconds = [
      ...slots.map(secondOf),
      ...greenwichSlots.map((slot) => secondIn(secondOf(slot) * 1000 + ahead)),
      ...(isJoint ? [...QUARTERS, secondIn(DAY_MS - 1 + ahead)] : []),
      ...(isBound ? [L.first, L.last, G.first + ahead, G.last + ahead].map(secondIn) : []),
    ];
    for (const second of new Set(seconds)) {
      const left = daysFor(Math.floor((second * 1000 - ahead) / DAY_MS));
      const isLast = secondIn(second * 1000 - ahead) === DAY_SECONDS - 1 || second === DAY_SECONDS - 1;
      for (const fraction of isExact || isLast ? ms : [anyMs]) {
        if (L.seconds !== null && !contains(L.seconds, slotOf(second, fraction))) continue;
        for (const day of daysOf(left, clock.preferredDay)) {
          const local = day * DAY_MS + second * 1000 + fraction;
          if (++tried > MOST_TRIED) return 'unsure';
          if (fits(clock, local, local - ahead)) return { localMs: local, offsetMinutes: offset };
          // Nothing else depends on the day.
          if (!isExact || (isJoint && day > firstDay + 400)) break;
        }
      }
    }
  }
  const isSure = !isJoint && !isBound && clock.exceptions.length === 0 && fractions === null;
  return isSure && Math.max(slots.length, greenwichSlots.length) <= MOST_ENDS ? 'none' : 'unsure';
}
