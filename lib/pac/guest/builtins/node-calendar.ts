/**
 * pac-resolver 9's calendar: no date ranges, an hour range without its end, ranges that do not wrap.
 */
import { builtin, type Builtin } from './row.js';

function secondsOf(hours: number, minutes: number, seconds: number): number {
  return hours * 3600 + minutes * 60 + seconds;
}

export const NODE_CALENDAR_BUILTINS: readonly Builtin[] = [
  builtin('dateRange', ['node'], [], function () {
    return false;
  }),

  builtin('timeRange', ['node'], ['clock'], function (...given: unknown[]) {
    const now = new Date();
    const gmt = given[given.length - 1] === 'GMT';
    const count = gmt ? given.length - 1 : given.length;
    const fields: number[] = [];
    for (let i = 0; i < count; i++) fields.push(parseInt(String(given[i]), 10));
    const [a, b, c, d, e, f] = fields as [number, number, number, number, number, number];
    const hour = gmt ? now.getUTCHours() : now.getHours();
    const minute = gmt ? now.getUTCMinutes() : now.getMinutes();
    const second = gmt ? now.getUTCSeconds() : now.getSeconds();
    if (count === 1) return hour === a;
    if (count === 2) return a <= hour && hour < b;
    if (count === 4) {
      const at = secondsOf(hour, minute, 0);
      return secondsOf(a, b, 0) <= at && at <= secondsOf(c, d, 59);
    }
    if (count === 6) {
      const at = secondsOf(hour, minute, second);
      return secondsOf(a, b, c) <= at && at <= secondsOf(d, e, f);
    }
    return false;
  }),
];
