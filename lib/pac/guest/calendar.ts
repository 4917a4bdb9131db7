/**
 * The calendar builtins, as a function whose source text is run inside the virtual machine: it must name nothing outside
 * itself. Behaviour as in `library.ts`.
 */
import type { LibrarySupport } from './library.js';

/** The global object as these builtins see it. */
interface CalendarGlobal {
  [name: string]: unknown;
  wdays: Record<string, number>;
  months: Record<string, number>;
}

export function installCalendar(global: CalendarGlobal, support: LibrarySupport): void {
  'use strict';
  const { record } = support;
  const define = (name: string, body: (...args: never[]) => unknown): void => {
    global[name] = body;
  };

  global.wdays = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };
  global.months = {
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
  };

  define('weekdayRange', function (...args: unknown[]) {
    const dayOf = (name: unknown): number =>
      String(name) in global.wdays ? (global.wdays[String(name)] ?? -1) : -1;
    if (args.length < 1) return record('weekdayRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    const today = gmt ? now.getUTCDay() : now.getDay();
    const first = dayOf(args[0]);
    const last = count == 2 ? dayOf(args[1]) : first;
    let inside = false;
    if (first != -1 && last != -1) {
      inside = first <= last ? first <= today && today <= last : last >= today || today >= first;
    }
    return record('weekdayRange', args, inside);
  });

  // Both ends of a range start as now or as the year's ends and are then set field by field, so what is not given
  // keeps its present value; `GMT` turns the clock alone, never the ends. That is the shared library's way.
  const toGmtFields = (date: Date): void => {
    date.setFullYear(date.getUTCFullYear());
    date.setMonth(date.getUTCMonth());
    date.setDate(date.getUTCDate());
    date.setHours(date.getUTCHours());
    date.setMinutes(date.getUTCMinutes());
    date.setSeconds(date.getUTCSeconds());
  };
  const between = (from: Date, date: Date, to: Date): boolean =>
    from <= to ? from <= date && date <= to : to >= date || date >= from;

  define('dateRange', function (...args: unknown[]) {
    const monthOf = (name: unknown): number =>
      String(name) in global.months ? (global.months[String(name)] ?? -1) : -1;
    if (args.length < 1) return record('dateRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    if (count == 1) {
      const value = parseInt(String(args[0]));
      let same: boolean;
      if (isNaN(value)) same = (gmt ? now.getUTCMonth() : now.getMonth()) == monthOf(args[0]);
      else if (value < 32) same = (gmt ? now.getUTCDate() : now.getDate()) == value;
      else same = (gmt ? now.getUTCFullYear() : now.getFullYear()) == value;
      return record('dateRange', args, same);
    }
    const year = now.getFullYear();
    const from = new Date(year, 0, 1, 0, 0, 0);
    const to = new Date(year, 11, 31, 23, 59, 59);
    let adjustMonth = false;
    const middle = count >> 1;
    for (let i = 0; i < count; i++) {
      const end = i < middle ? from : to;
      const value = parseInt(String(args[i]));
      if (isNaN(value)) end.setMonth(monthOf(args[i]));
      else if (value < 32) {
        if (i < middle) adjustMonth = count <= 2;
        end.setDate(value);
      } else end.setFullYear(value);
    }
    if (adjustMonth) {
      from.setMonth(now.getMonth());
      to.setMonth(now.getMonth());
    }
    if (gmt) toGmtFields(now);
    return record('dateRange', args, between(from, now, to));
  });

  define('timeRange', function (...args: unknown[]) {
    if (args.length < 1) return record('timeRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    const given = args as number[];
    const hour = gmt ? now.getUTCHours() : now.getHours();
    if (count == 1) return record('timeRange', args, hour == given[0]);
    if (count == 2) return record('timeRange', args, Number(given[0]) <= hour && hour <= Number(given[1]));
    if (count != 4 && count != 6) {
      const bad = 'timeRange: bad number of arguments';
      throw support.dialect.errorsAreObjects ? new Error(bad) : bad;
    }
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
    return record('timeRange', args, between(from, now, to));
  });

  if (!support.dialect.nodeVersions) return;
  // As pac-resolver 9 has them: no date ranges, an hour range without its end, ranges that do not wrap.
  define('dateRange', function () {
    return record('dateRange', arguments, false);
  });
  define('timeRange', function (...args: unknown[]) {
    const now = new Date();
    const gmt = args[args.length - 1] === 'GMT';
    const given = (gmt ? args.slice(0, -1) : args).map((arg) => parseInt(String(arg), 10));
    const hour = gmt ? now.getUTCHours() : now.getHours();
    const minute = gmt ? now.getUTCMinutes() : now.getMinutes();
    const second = gmt ? now.getUTCSeconds() : now.getSeconds();
    const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN] = given;
    const elapsed = (hours: number, minutes: number, seconds: number): number =>
      hours * 3600 + minutes * 60 + seconds;
    let inside = false;
    if (given.length === 1) inside = hour === a;
    else if (given.length === 2) inside = a <= hour && hour < b;
    else if (given.length === 4) {
      const at = elapsed(hour, minute, 0);
      inside = elapsed(a, b, 0) <= at && at <= elapsed(c, d, 59);
    } else if (given.length === 6) {
      const at = elapsed(hour, minute, second);
      inside = elapsed(a, b, c) <= at && at <= elapsed(d, e, f);
    }
    return record('timeRange', args, inside);
  });
}
