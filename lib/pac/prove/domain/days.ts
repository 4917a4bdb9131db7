/**
 * The days and the seconds of the model, and what day of which month and week each one is.
 */
import { where, type Interval, type IntervalSet } from './intervals.js';

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
        weekday[index] = weekdayOf(index);
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

/** The first of January 1970 was a Thursday. */
const FIRST_WEEKDAY = 4;

export const weekdayOf = (day: number): number => (day + FIRST_WEEKDAY) % 7;

export function madeWeekdaySet(isIn: readonly boolean[]): IntervalSet {
  const week = [0, 1, 2, 3, 4, 5, 6];
  const gap = week.find((day) => isIn[weekdayOf(day)] !== true);
  if (gap === undefined) return [[0, DAY_COUNT - 1]];
  const set: Interval[] = gap === 0 ? [] : [[0, gap - 1]];
  // From a day that is out on, every week holds the same stretches.
  const stretches = where(7, (step) => isIn[weekdayOf(gap + step)] === true);
  for (let begin = gap; begin < DAY_COUNT; begin += 7)
    for (const [from, to] of stretches) {
      if (begin + from < DAY_COUNT) set.push([begin + from, Math.min(begin + to, DAY_COUNT - 1)]);
    }
  return set;
}

const EVERY_WEEKDAY = 0b111_1111;

/** Which weekdays are among some days, Sunday first. */
export function weekdaysAmong(set: IntervalSet): boolean[] {
  let found = 0;
  for (const [low, high] of set) {
    const last = Math.min(high, low + 6);
    for (let day = low; day <= last; day++) found |= 1 << weekdayOf(day);
    if (found === EVERY_WEEKDAY) break;
  }
  return Array.from({ length: 7 }, (_, weekday) => (found & (1 << weekday)) !== 0);
}
