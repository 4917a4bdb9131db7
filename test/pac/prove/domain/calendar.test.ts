/**
 * The calendar's sets, and moments found in them, held against the builtins themselves as a client runs them, under a clock
 * of the test's own: at the edges of days, months and ranges, on both sides of Greenwich.
 */
import assert from 'node:assert/strict';
import { CALENDAR_BUILTINS } from '../../../../lib/pac/guest/builtins/calendar.js';
import { NODE_CALENDAR_BUILTINS } from '../../../../lib/pac/guest/builtins/node-calendar.js';
import {
  calendarSet,
  madeCalendarSet,
  slotOf,
  type CalendarSet,
  type PlainSet,
} from '../../../../lib/pac/prove/domain/calendar.js';
import { ANY_MOMENT, narrowed, withJoint } from '../../../../lib/pac/prove/domain/clock.js';
import { contains } from '../../../../lib/pac/prove/domain/intervals.js';
import { findMoment } from '../../../../lib/pac/prove/domain/moment.js';

const DAY = 86_400_000;
const FIELDS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds'] as const;
/** While a builtin runs, the global is another. */
const RealDate = Date;
type Dates = Record<string, (value?: number) => number>;

/** Greenwich's moment, and by how much the client's zone is ahead of it; both in milliseconds. */
let [now, ahead] = [0, 0];
/** The language's Date at that moment and in that zone. */
class Clock extends RealDate {
  constructor(...given: number[]) {
    if (given.length === 0) super(now);
    else super(RealDate.UTC(...(given as [number, number, number])) - ahead);
  }
}
const local = Clock.prototype as unknown as Dates;
for (const field of FIELDS) {
  local[`get${field}`] = function (this: Date): number {
    return (new RealDate(this.getTime() + ahead) as unknown as Dates)[`getUTC${field}`]!();
  };
  local[`set${field}`] = function (this: Date, value?: number): number {
    const turned = new RealDate(this.getTime() + ahead);
    (turned as unknown as Dates)[`setUTC${field}`]!(value);
    return this.setTime(turned.getTime() - ahead);
  };
}

type Arg = string | number;
const NAMES = Object.fromEntries(
  CALENDAR_BUILTINS.filter(({ kind }) => kind === 'plain').map(({ name, value }) => [name, value]),
);
/** What a client says at a moment and in a zone. */
function said(fn: string, args: readonly Arg[], isNode: boolean, at: number, zone: number): unknown {
  const rows = isNode ? [...NODE_CALENDAR_BUILTINS, ...CALENDAR_BUILTINS] : CALENDAR_BUILTINS;
  const body = rows.find(({ name }) => name === fn)?.value as (...given: readonly Arg[]) => unknown;
  [now, ahead] = [at, zone];
  Object.assign(globalThis, NAMES, { Date: Clock });
  try {
    return body(...args);
  } finally {
    globalThis.Date = RealDate;
    for (const name of Object.keys(NAMES)) Reflect.deleteProperty(globalThis, name);
  }
}

const isIn = ({ kind, zone, set }: PlainSet, local: number, greenwich: number): boolean => {
  const ms = zone === 'L' ? local : greenwich;
  const day = Math.floor(ms / DAY);
  const inDay = ms - day * DAY;
  return contains(set, kind === 'days' ? day : slotOf(Math.floor(inDay / 1000), inDay % 1000));
};
function holds(set: CalendarSet, local: number, greenwich: number): boolean {
  if (set.kind === 'joint') return set.test(local, greenwich);
  if (set.kind !== 'dated') return isIn(set, local, greenwich);
  return isIn(isIn(set.lastSlot, local, greenwich) ? set.last : set.before, local, greenwich);
}

const browsers: readonly (readonly [fn: string, ...args: Arg[]])[] = [
  ['weekdayRange', 'MON'],
  ['weekdayRange', 'MON', 'FRI'],
  ['weekdayRange', 'FRI', 'MON'],
  ['weekdayRange', 'SUN', 'SUN'],
  ['weekdayRange', 'SAT', 'SUN', 'GMT'],
  ['weekdayRange', 'TUE', 'GMT'],
  ['weekdayRange', 'GMT'],
  ['weekdayRange', 'MON', 'XXX'],
  ['weekdayRange', 'XXX', 'FRI'],
  ['weekdayRange', 'mon', 'fri'],
  ['dateRange', 1],
  ['dateRange', 31],
  ['dateRange', 'FEB'],
  ['dateRange', 'XXX'],
  ['dateRange', 2024],
  ['dateRange', 31, 'GMT'],
  ['dateRange', 'JAN', 'GMT'],
  ['dateRange', 2023, 'GMT'],
  ['dateRange', 1, 15],
  ['dateRange', 28, 3],
  ['dateRange', 30, 31],
  ['dateRange', 'FEB', 'APR'],
  ['dateRange', 'DEC', 'FEB'],
  ['dateRange', 2023, 2024],
  ['dateRange', 2024, 2023],
  ['dateRange', 1, 'JAN', 15, 'MAR'],
  ['dateRange', 24, 'DEC', 6, 'JAN'],
  ['dateRange', 'FEB', 29, 'MAR', 1],
  ['dateRange', 'DEC', 2023, 'FEB', 2024],
  ['dateRange', 31, 'DEC', 2023, 29, 'FEB', 2024],
  ['dateRange', 1, 15, 'GMT'],
  ['dateRange', 'FEB', 'FEB', 'GMT'],
  ['dateRange', 24, 'DEC', 6, 'JAN', 'GMT'],
  ['timeRange', 0],
  ['timeRange', 12],
  ['timeRange', 23],
  ['timeRange', 24],
  ['timeRange', 8, 18],
  ['timeRange', 18, 8],
  ['timeRange', 0, 23],
  ['timeRange', 8, 30, 17, 15],
  ['timeRange', 22, 0, 6, 0],
  ['timeRange', 0, 0, 23, 59],
  ['timeRange', 23, 59, 24, 1],
  ['timeRange', 8, 0, 30, 17, 0, 15],
  ['timeRange', 23, 59, 59, 0, 0, 1],
  ['timeRange', 8, 18, 'GMT'],
  ['timeRange', 12, 'GMT'],
  ['timeRange', 8, 30, 17, 15, 'GMT'],
  ['timeRange', 22, 0, 0, 6, 0, 30, 'GMT'],
];
const node: typeof browsers = [
  ['weekdayRange', 'MON', 'FRI'],
  ['weekdayRange', 'GMT'],
  ['dateRange', 1, 31],
  ['timeRange', 12],
  ['timeRange', 8, 18],
  ['timeRange', 18, 8],
  ['timeRange', 8, 30, 17, 15],
  ['timeRange', 22, 0, 6, 0],
  ['timeRange', 8, 0, 30, 17, 0, 15],
  ['timeRange', 8, 0, 30, 17, 0, 15, 'GMT'],
  ['timeRange', 8, 30, 17],
  ['timeRange', '8', '18'],
];

const DATES = [
  '2023-12-31',
  '2024-01-01',
  '2024-01-06',
  '2024-01-31',
  '2024-02-01',
  '2024-02-28',
  '2024-02-29',
  '2024-03-01',
  '2024-03-15',
  '2024-03-31',
  '2024-04-30',
  '2024-12-24',
  '2024-12-31',
  '2025-02-28',
];
const TIMES = [
  '00:00:00.000',
  '00:00:00.500',
  '00:00:01.000',
  '05:59:59.999',
  '06:00:00.000',
  '06:00:30.000',
  '06:00:59.999',
  '06:01:00.000',
  '08:00:29.000',
  '08:00:30.000',
  '08:29:59.000',
  '08:30:00.000',
  '12:00:00.000',
  '12:59:59.999',
  '17:00:15.000',
  '17:00:16.000',
  '17:15:59.000',
  '17:16:00.000',
  '18:59:59.000',
  '22:00:00.000',
  '23:58:59.000',
  '23:59:00.000',
  '23:59:59.000',
  '23:59:59.001',
  '23:59:59.999',
];
const OFFSETS = [0, 60, -300, 345, 840, -720];

for (const [who, rows, isNode] of [
  ['browsers', browsers, false],
  ['Node’s programs', node, true],
] as const)
  describe(`pac/prove/domain/calendar: as in ${who}`, () => {
    for (const [fn, ...args] of rows)
      it(`${fn}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`, () => {
        const set = madeCalendarSet(fn, args, isNode);
        assert.equal(calendarSet(fn, args, isNode), calendarSet(fn, [...args], isNode));
        let [yes, no] = [0, 0];
        for (const offset of OFFSETS)
          for (const date of DATES)
            for (const time of TIMES) {
              const local = Date.parse(`${date}T${time}Z`);
              const greenwich = local - offset * 60_000;
              const expected = said(fn, args, isNode, greenwich, offset * 60_000);
              assert.equal(holds(set, local, greenwich), expected, `${date} ${time} ${offset}`);
              if (expected === true) yes++;
              else no++;
            }
        // And a moment of each kind is found where there is one.
        for (const want of [true, false]) {
          if (set.kind === 'dated') continue;
          const clock =
            set.kind === 'joint' ? withJoint(ANY_MOMENT, set.test, want) : narrowed(ANY_MOMENT, set, want);
          const found = findMoment(clock, null);
          if (typeof found === 'string') {
            assert.equal(want ? yes : no, 0, found);
            continue;
          }
          const zone = found.offsetMinutes * 60_000;
          assert.equal(said(fn, args, isNode, found.localMs - zone, zone), want);
        }
      });
  });
