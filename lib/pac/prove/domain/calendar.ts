/**
 * The calendar builtins as sets of days and of seconds of the day. Days run from 1970 to 2099; within that, every moment
 * is covered. Seconds are whole but for the last of a day, which has a slot more for what follows its beginning: there,
 * a range of dates has ended. What each form means is the shared library's doing
 * (`../guest/calendar.ts`): ends of a range that are not given keep the present value.
 */
import {
  DAY_COUNT,
  DAY_MS,
  DAY_SECONDS,
  SECOND_SLOTS,
  dayFields,
  weekdaySet,
  type DayFields,
} from './days.js';
import { where, type Interval, type IntervalSet } from './intervals.js';

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Arg = string | number | null;

/** A condition on one of local (`L`) or Greenwich (`G`) days or slots of seconds. */
export interface PlainSet {
  readonly kind: 'days' | 'seconds';
  readonly zone: 'L' | 'G';
  readonly set: IntervalSet;
}

/** On both clocks together; in milliseconds. */
export interface JointTest {
  readonly kind: 'joint';
  readonly test: (localMs: number, greenwichMs: number) => boolean;
}

/** Days, and those that are left in the last slot of each. */
export interface DatedSet {
  readonly kind: 'dated';
  readonly before: PlainSet;
  readonly last: PlainSet;
  readonly lastSlot: PlainSet;
}

export type CalendarSet = PlainSet | JointTest | DatedSet;

/** Whether a second of the day is in a slot's set; `ms`: milliseconds past it. */
export const slotOf = (second: number, ms: number): number =>
  second === DAY_SECONDS - 1 && ms > 0 ? DAY_SECONDS : second;

/** The second that a slot begins with. */
export const secondOf = (slot: number): number => Math.min(slot, DAY_SECONDS - 1);

/** The set of slots at whose seconds `test` holds. */
export const slotSet = (test: (second: number) => boolean): IntervalSet =>
  where(SECOND_SLOTS, (slot) => test(secondOf(slot)));

/** The slots of the hours for which `test` holds. */
const hourSet = (test: (hour: number) => boolean): IntervalSet =>
  where(24, test).map(([low, high]): Interval => [
    low * 3600,
    high === 23 ? DAY_SECONDS : (high + 1) * 3600 - 1,
  ]);

function daySet(test: (index: number, days: DayFields) => boolean): IntervalSet {
  const days = dayFields();
  return where(DAY_COUNT, (index) => test(index, days));
}

/** The last day, and the last slot of seconds. */
export const LAST_OF: Readonly<Record<PlainSet['kind'], number>> = {
  days: DAY_COUNT - 1,
  seconds: SECOND_SLOTS - 1,
};

function weekdayRange(args: readonly Arg[], zone: 'L' | 'G'): CalendarSet {
  const first = WEEKDAYS.indexOf(String(args[0]));
  const last = args.length === 2 ? WEEKDAYS.indexOf(String(args[1])) : first;
  const isIn = WEEKDAYS.map((_, today) => {
    if (first === -1 || last === -1) return false;
    return first <= last ? first <= today && today <= last : last >= today || today >= first;
  });
  return { kind: 'days', zone, set: weekdaySet(isIn) };
}

interface DateEnds {
  readonly from: number;
  readonly to: number;
}

/** Both ends of a date range, in milliseconds, as seen in one month of one year. */
function dateEnds(args: readonly Arg[], year: number, month: number): DateEnds {
  const from = new Date(Date.UTC(year, 0, 1));
  const to = new Date(Date.UTC(year, 11, 31, 23, 59, 59));
  const middle = args.length >> 1;
  let adjustMonth = false;
  for (const [index, arg] of args.entries()) {
    const end = index < middle ? from : to;
    const value = parseInt(String(arg));
    if (Number.isNaN(value)) end.setUTCMonth(MONTHS.indexOf(String(arg)));
    else if (value < 32) {
      if (index < middle) adjustMonth = args.length <= 2;
      end.setUTCDate(value);
    } else end.setUTCFullYear(value);
  }
  if (adjustMonth) {
    from.setUTCMonth(month);
    to.setUTCMonth(month);
  }
  return { from: from.getTime(), to: to.getTime() };
}

const between = (from: number, now: number, to: number): boolean =>
  from <= to ? from <= now && now <= to : to >= now || now >= from;

function dateRange(args: readonly Arg[], gmt: boolean): CalendarSet {
  const zone = gmt ? 'G' : 'L';
  if (args.length === 1) {
    const value = parseInt(String(args[0]));
    const month = MONTHS.indexOf(String(args[0]));
    const set = daySet((index, days) => {
      if (Number.isNaN(value)) return days.month[index] === month;
      return (value < 32 ? days.day[index] : days.year[index]) === value;
    });
    return { kind: 'days', zone, set };
  }
  const known = new Map<number, DateEnds>();
  const endsOf = (day: number): DateEnds => {
    const { year, month } = dayFields();
    const key = (year[day] ?? 0) * 12 + (month[day] ?? 0);
    const ends = known.get(key) ?? dateEnds(args, year[day] ?? 0, month[day] ?? 0);
    known.set(key, ends);
    return ends;
  };
  if (gmt) {
    // The ends are taken in the local year and month, the moment compared is Greenwich's.
    const test = (local: number, greenwich: number): boolean => {
      const { from, to } = endsOf(Math.floor(local / DAY_MS));
      const [localSecond, second] = [Math.floor(local / 1000), Math.floor(greenwich / 1000)];
      return between(from, greenwichFields(localSecond, second) * 1000 + (greenwich - second * 1000), to);
    };
    return { kind: 'joint', test };
  }
  // Both ends fall on midnight or a second before it, so up to that second nothing changes; noon stands for the day.
  const setAt = (ms: number): PlainSet => {
    const set = daySet((index) => {
      const { from, to } = endsOf(index);
      return between(from, index * DAY_MS + ms, to);
    });
    return { kind: 'days', zone, set };
  };
  const lastSlot: PlainSet = {
    kind: 'seconds',
    zone,
    set: [[DAY_SECONDS, DAY_SECONDS]],
  };
  return { kind: 'dated', before: setAt(DAY_MS / 2), last: setAt(DAY_MS - 1), lastSlot };
}

/**
 * The local clock turned to Greenwich's fields one by one, each read from the clock as turned so far: where the two
 * days differ this can pass over the end of a month.
 */
function greenwichFields(local: number, greenwich: number): number {
  if (Math.floor(local / DAY_SECONDS) === Math.floor(greenwich / DAY_SECONDS)) return greenwich;
  const ahead = (local - greenwich) * 1000;
  const turned = new Date(local * 1000);
  const utc = (): Date => new Date(turned.getTime() - ahead);
  turned.setUTCFullYear(utc().getUTCFullYear());
  turned.setUTCMonth(utc().getUTCMonth());
  turned.setUTCDate(utc().getUTCDate());
  turned.setUTCHours(utc().getUTCHours());
  turned.setUTCMinutes(utc().getUTCMinutes());
  turned.setUTCSeconds(utc().getUTCSeconds());
  return turned.getTime() / 1000;
}

/** A clock time whose fields are set one by one, seconds first; what is beyond a field runs over into the next. */
function turnedTo(second: number, hour: number, minute: number, seconds: number | null): number {
  let at = seconds === null ? second : Math.floor(second / 60) * 60 + Math.trunc(seconds);
  const day = Math.floor(at / DAY_SECONDS);
  at = day * DAY_SECONDS + Math.trunc(hour) * 3600 + ((at - day * DAY_SECONDS) % 3600);
  return Math.floor(at / 3600) * 3600 + Math.trunc(minute) * 60 + (at - Math.floor(at / 60) * 60);
}

function timeRange(args: readonly Arg[], gmt: boolean): CalendarSet {
  const zone = gmt ? 'G' : 'L';
  const numbers = args.map(Number);
  const given = (index: number): number => numbers[index] ?? Number.NaN;
  const secondSet = (test: (second: number) => boolean): CalendarSet => ({
    kind: 'seconds',
    zone,
    set: slotSet(test),
  });
  if (args.length === 1) return { kind: 'seconds', zone, set: hourSet((hour) => hour === given(0)) };
  if (args.length === 2)
    return { kind: 'seconds', zone, set: hourSet((hour) => given(0) <= hour && hour <= given(1)) };
  const middle = args.length >> 1;
  const ends = (second: number): readonly [number, number] => {
    const from = turnedTo(second, given(0), given(1), middle === 3 ? given(2) : null);
    const to = turnedTo(second, given(middle), given(middle + 1), middle === 3 ? given(5) : null);
    return [from, middle === 3 ? to : Math.floor(to / 60) * 60 + 59];
  };
  if (!gmt) {
    return secondSet((second) => {
      const [from, to] = ends(second);
      return between(from, second, to);
    });
  }
  // The ends are made of the present moment, so fractions of a second are the same in all three.
  const test = (localMs: number, greenwichMs: number): boolean => {
    const [local, greenwich] = [Math.floor(localMs / 1000), Math.floor(greenwichMs / 1000)];
    const midnight = Math.floor(local / DAY_SECONDS) * DAY_SECONDS;
    const [from, to] = ends(local % DAY_SECONDS);
    return between(midnight + from, greenwichFields(local, greenwich), midnight + to);
  };
  return { kind: 'joint', test };
}

/** timeRange as pac-resolver 9 has it: the end hour is left out, nothing wraps, odd counts are false. */
function nodeTimeRange(args: readonly Arg[], zone: 'L' | 'G'): CalendarSet {
  const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN, e = Number.NaN, f = Number.NaN] =
    args.map((arg) => parseInt(String(arg), 10));
  const elapsed = (hour: number, minute: number, second: number): number =>
    hour * 3600 + minute * 60 + second;
  const tests: Readonly<Record<number, (second: number) => boolean>> = {
    1: (second) => Math.floor(second / 3600) === a,
    2: (second) => a <= Math.floor(second / 3600) && Math.floor(second / 3600) < b,
    4: (second) => elapsed(a, b, 0) <= second - (second % 60) && second - (second % 60) <= elapsed(c, d, 59),
    6: (second) => elapsed(a, b, c) <= second && second <= elapsed(d, e, f),
  };
  return { kind: 'seconds', zone, set: slotSet(tests[args.length] ?? ((): boolean => false)) };
}

/** The calendar builtins of Node programs. */
function nodeSet(fn: string, args: readonly Arg[], zone: 'L' | 'G'): CalendarSet {
  if (fn === 'timeRange') return nodeTimeRange(args, zone);
  if (fn === 'dateRange') return { kind: 'days', zone, set: [] };
  return weekdayRange(args.length === 0 ? ['GMT'] : args, zone);
}

const cache = new Map<string, CalendarSet>();

export function madeCalendarSet(fn: string, args: readonly Arg[], isNode: boolean): CalendarSet {
  const gmt = args.at(-1) === 'GMT';
  const rest = gmt ? args.slice(0, -1) : args;
  const zone = gmt ? 'G' : 'L';
  if (isNode) return nodeSet(fn, rest, zone);
  if (fn === 'weekdayRange') return weekdayRange(rest.length === 0 ? ['GMT'] : rest, zone);
  return fn === 'dateRange' ? dateRange(rest, gmt) : timeRange(rest, gmt);
}

/** The set of moments at which a calendar builtin is true; made once. */
export function calendarSet(fn: string, args: readonly Arg[], isNode: boolean): CalendarSet {
  const key = JSON.stringify([fn, args, isNode]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const set = madeCalendarSet(fn, args, isNode);
  if (cache.size > 500) cache.clear();
  cache.set(key, set);
  return set;
}
