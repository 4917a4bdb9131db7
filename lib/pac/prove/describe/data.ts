/**
 * The environments that get an answer, as data: networks, dates, hours. What words shorten to an example or leave out
 * stands here whole, or not at all.
 */
import { DAY_COUNT, DAY_MS, DAY_SECONDS, weekdaysAmong, weekdaySet } from '../domain/days.js';
import { complement, intersect, isSameSet, type IntervalSet } from '../domain/intervals.js';
import type { AddressRegion, EnvironmentRegion, Stretch, TimeRegion } from '../types.js';
import { isEveryV6, networksOf, networksOutside, type AddressSet } from './addresses.js';
import type { Condition, Region } from './regions.js';

/** Of a list that would be longer, its complement is given alone; where both would be, nothing. */
const MOST_NETWORKS = 256;
const MOST_STRETCHES = 64;
const MOST_REGIONS = 32;

/** `null`: they cannot be told exactly. */
export function regionsAsData(regions: readonly Region[]): readonly EnvironmentRegion[] | null {
  if (regions.length > MOST_REGIONS) return null;
  const data = regions.map(regionAsData);
  return data.some((one) => one === null) ? null : data.filter((one) => one !== null);
}

function regionAsData(region: Region): EnvironmentRegion | null {
  const names: Record<string, AddressRegion> = {};
  let client: AddressRegion | undefined;
  for (const [subject, condition] of region) {
    if (condition.kind === 'other') return null;
    if (condition.kind !== 'address') continue;
    const told = addresses(condition);
    if (told === null) return null;
    if (subject === 'me') client = told;
    else names[subject.slice('dns:'.length)] = told;
  }
  const [local, utc] = [times(region, 'L'), times(region, 'G')];
  if (local === null || utc === null) return null;
  return {
    ...(client === undefined ? {} : { client }),
    ...(Object.keys(names).length === 0 ? {} : { names }),
    ...(local === undefined ? {} : { local }),
    ...(utc === undefined ? {} : { utc }),
    ...(region.has('random') ? { chance: true as const } : {}),
  };
}

function addresses({ set, families }: Extract<Condition, { kind: 'address' }>): AddressRegion | null {
  const [only, except] = [few(set.v4, networksOf), few(set.v4, networksOutside)];
  if (only === undefined && except === undefined) return null;
  return {
    ...(only === undefined ? {} : { ipv4: only }),
    ...(except === undefined ? {} : { ipv4Except: except }),
    ...(families === 'both' ? { ipv6: ipv6(set) } : {}),
    unresolved: set.isNone,
  };
}

function few(
  set: IntervalSet,
  networksOfIt: (set: IntervalSet) => readonly string[],
): readonly string[] | undefined {
  // Each stretch is a network at least, and there is one more or less outside.
  if (set.length > MOST_NETWORKS + 1) return undefined;
  const networks = networksOfIt(set);
  return networks.length > MOST_NETWORKS ? undefined : networks;
}

function ipv6(set: AddressSet): 'all' | 'some' | 'none' {
  if (isEveryV6(set)) return 'all';
  return set.isSomeV6 || set.v6.size > 0 ? 'some' : 'none';
}

/** `undefined`: at any time. */
function times(region: Region, zone: 'L' | 'G'): TimeRegion | null | undefined {
  const days = region.get(`${zone} days`);
  const seconds = region.get(`${zone} seconds`);
  const dates = days?.kind === 'times' ? datesOf(days.set) : {};
  if (dates === null) return null;
  const hours =
    seconds?.kind === 'times'
      ? { hours: stretches(intersect(seconds.set, [[0, DAY_SECONDS - 1]]), clockText) }
      : {};
  return days === undefined && seconds === undefined ? undefined : { ...dates, ...hours };
}

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** By weekdays where they say it, with the dates that are left out; else the dates. */
function datesOf(set: IntervalSet): Omit<TimeRegion, 'hours'> | null {
  const isIn = weekdaysAmong(set);
  const all = weekdaySet(isIn);
  const weekdays = DAY_NAMES.filter((_, index) => isIn[index]);
  if (isSameSet(all, set)) return { weekdays };
  if (set.length <= MOST_STRETCHES) return { dates: stretches(set, dateText) };
  const missing = intersect(all, complement(set, DAY_COUNT - 1));
  return missing.length > MOST_STRETCHES ? null : { weekdays, exceptDates: stretches(missing, dateText) };
}

function stretches(set: IntervalSet, text: (value: number) => string): readonly Stretch[] {
  return set.map(([from, to]) => ({ from: text(from), to: text(to) }));
}

function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function clockText(second: number): string {
  return new Date(second * 1000).toISOString().slice(11, 19);
}
