/**
 * Builtins on the day and the hour, as browsers have them.
 *
 * Both ends of a range start as now or as the year's ends and are then set field by field, so what is not given keeps
 * its present value; `GMT` turns the clock alone, never the ends.
 */
import { builtin, EVERY_CLIENT, plain, WITH_THE_CALENDAR, type Builtin } from './row.js';

declare const wdays: Record<string, number>;
declare const months: Record<string, number>;

type Given = readonly unknown[];

/** The arguments but for a last `GMT`. */
function countOf(given: Given): number {
  return given[given.length - 1] == 'GMT' ? given.length - 1 : given.length;
}

function weekdayOf(name: unknown): number {
  return String(name) in wdays ? (wdays[String(name)] as number) : -1;
}

function monthOf(name: unknown): number {
  return String(name) in months ? (months[String(name)] as number) : -1;
}

/** Gives a date, as its local fields, what UTC has. */
function toGmtFields(date: Date): void {
  date.setFullYear(date.getUTCFullYear());
  date.setMonth(date.getUTCMonth());
  date.setDate(date.getUTCDate());
  date.setHours(date.getUTCHours());
  date.setMinutes(date.getUTCMinutes());
  date.setSeconds(date.getUTCSeconds());
}

function isBetween(from: Date, date: Date, to: Date): boolean {
  return from <= to ? from <= date && date <= to : to >= date || date >= from;
}

/** dateRange of one field: a month, a day of the month or a year. */
function isThat(field: unknown, now: Date, gmt: boolean): boolean {
  const value = parseInt(String(field));
  if (isNaN(value)) return (gmt ? now.getUTCMonth() : now.getMonth()) == monthOf(field);
  if (value < 32) return (gmt ? now.getUTCDate() : now.getDate()) == value;
  return (gmt ? now.getUTCFullYear() : now.getFullYear()) == value;
}

/** Sets a field of a date to what is given for it; whether it was the day. */
function setField(date: Date, field: unknown): boolean {
  const value = parseInt(String(field));
  if (isNaN(value)) date.setMonth(monthOf(field));
  else if (value >= 32) date.setFullYear(value);
  else {
    date.setDate(value);
    return true;
  }
  return false;
}

function isInDateRange(given: Given, count: number, gmt: boolean): boolean {
  const now = new Date();
  const from = new Date(now.getFullYear(), 0, 1, 0, 0, 0);
  const to = new Date(now.getFullYear(), 11, 31, 23, 59, 59);
  const middle = count >> 1;
  let daysAlone = false;
  for (let i = 0; i < count; i++) {
    const isDay = setField(i < middle ? from : to, given[i]);
    if (isDay && i < middle) daysAlone = count <= 2;
  }
  if (daysAlone) {
    from.setMonth(now.getMonth());
    to.setMonth(now.getMonth());
  }
  if (gmt) toGmtFields(now);
  return isBetween(from, now, to);
}

/** timeRange of hours and minutes, and of seconds where six are given. */
function isInTimeRange(given: Given, count: number, gmt: boolean): boolean {
  const now = new Date();
  const from = new Date();
  const to = new Date();
  const middle = count >> 1;
  if (count == 6) {
    from.setSeconds(Number(given[2]));
    to.setSeconds(Number(given[5]));
  }
  from.setHours(Number(given[0]));
  from.setMinutes(Number(given[1]));
  to.setHours(Number(given[middle]));
  to.setMinutes(Number(given[middle + 1]));
  if (middle == 2) to.setSeconds(59);
  if (gmt) toGmtFields(now);
  return isBetween(from, now, to);
}

const BAD_COUNT = 'timeRange: bad number of arguments';

/** `null` where it is no number of arguments that timeRange takes. */
function timeRange(given: Given): boolean | null {
  if (given.length < 1) return false;
  const count = countOf(given);
  const gmt = count < given.length;
  const now = new Date();
  const hour = gmt ? now.getUTCHours() : now.getHours();
  if (count == 1) return hour == given[0];
  if (count == 2) return Number(given[0]) <= hour && hour <= Number(given[1]);
  return count == 4 || count == 6 ? isInTimeRange(given, count, gmt) : null;
}

export const CALENDAR_BUILTINS: readonly Builtin[] = [
  plain('wdays', EVERY_CLIENT, { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 }),
  plain('months', EVERY_CLIENT, {
    JAN: 0,
    FEB: 1,
    MAR: 2,
    APR: 3,
    MAY: 4,
    JUN: 5,
    JUL: 6,
    AUG: 7,
    SEP: 8,
    OCT: 9,
    NOV: 10,
    DEC: 11,
  }),

  builtin('weekdayRange', EVERY_CLIENT, ['clock'], function (...given: unknown[]) {
    if (given.length < 1) return false;
    const count = countOf(given);
    const now = new Date();
    const today = count < given.length ? now.getUTCDay() : now.getDay();
    const first = weekdayOf(given[0]);
    const last = count == 2 ? weekdayOf(given[1]) : first;
    if (first == -1 || last == -1) return false;
    return first <= last ? first <= today && today <= last : last >= today || today >= first;
  }),

  builtin('dateRange', WITH_THE_CALENDAR, ['clock'], function (...given: unknown[]) {
    if (given.length < 1) return false;
    const count = countOf(given);
    const gmt = count < given.length;
    return count == 1 ? isThat(given[0], new Date(), gmt) : isInDateRange(given, count, gmt);
  }),

  builtin('timeRange', ['chromium', 'winhttp', 'apple'], ['clock'], function (...given: unknown[]) {
    const inside = timeRange(given);
    if (inside === null) throw BAD_COUNT;
    return inside;
  }),
  builtin('timeRange', ['firefox'], ['clock'], function (...given: unknown[]) {
    const inside = timeRange(given);
    if (inside === null) throw new Error(BAD_COUNT);
    return inside;
  }),
];
