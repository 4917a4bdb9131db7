/**
 * The days and the seconds of the model, and what day of which month and week each one is.
 */
import type { Interval, IntervalSet } from './intervals.js';

export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2099;
export const DAY_SECONDS = 86_400;
/** One for each second, and one for the rest of the last. */
export const SECOND_SLOTS: number = DAY_SECONDS + 1;
export const DAY_MS: number = DAY_SECONDS * 1000;
export const DAY_COUNT: number = Math.round(
  (Date.UTC(LAST_YEAR + 1, 0, 1) - Date.UTC(FIRST_YEAR, 0, 1)) / DAY_MS,
);

export interface DayFields {
  readonly year: Uint16Array;
  readonly month: Uint8Array;
  readonly day: Uint8Array;
  readonly weekday: Uint8Array;
}

let fields: DayFields | null = null;

const FEBRUARY = 1;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number): number =>
  // Between 1970 and 2099 every fourth year is a leap year.
  (MONTH_DAYS[month] ?? 0) + (month === FEBRUARY && year % 4 === 0 ? 1 : 0);

/** Year, month (from 0), day of the month and weekday of every day of the model; made once. */
export function dayFields(): DayFields {
  fields ??= madeDayFields();
  return fields;
}

export function madeDayFields(): DayFields {
  const year = new Uint16Array(DAY_COUNT);
  const month = new Uint8Array(DAY_COUNT);
  const day = new Uint8Array(DAY_COUNT);
  const weekday = new Uint8Array(DAY_COUNT);
  let index = 0;
  for (let y = FIRST_YEAR; y <= LAST_YEAR; y++)
    for (let m = 0; m < 12; m++)
      for (let d = 1; d <= daysIn(y, m); d++, index++) {
        year[index] = y;
        month[index] = m;
        day[index] = d;
        // The first of January 1970 was a Thursday.
        weekday[index] = (index + 4) % 7;
      }
  return { year, month, day, weekday };
}

const byWeekdays = new Map<string, IntervalSet>();

/** The days that are some of the weekdays, Sunday first. */
export function weekdaySet(isIn: readonly boolean[]): IntervalSet {
  const key = isIn.map(Number).join('');
  const found = byWeekdays.get(key) ?? madeWeekdaySet(isIn);
  byWeekdays.set(key, found);
  return found;
}

export function madeWeekdaySet(isIn: readonly boolean[]): IntervalSet {
  const { weekday } = dayFields();
  const is = (day: number): boolean => day < DAY_COUNT && isIn[weekday[day] ?? 0] === true;
  const set: Interval[] = [];
  for (let day = 0; day < DAY_COUNT; day++) {
    if (!is(day)) continue;
    const from = day;
    while (is(day + 1)) day++;
    set.push([from, day]);
  }
  return set;
}
