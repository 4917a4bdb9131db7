/**
 * What a moment is in years, months, hours and so on (section 21.4.1), and back: on UTC, and on the client's own clock.
 */
import { DateObj, isUnknown, type Unknown, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { meetSlot } from './rows.js';

export const FIELDS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;
export type Field = (typeof FIELDS)[number];
export type Zone = 'UTC' | 'local';

/** Year, month from 0, day of the month, hours, minutes, seconds, milliseconds. */
export type Parts = [number, number, number, number, number, number, number];

const DAY = 86_400_000;

/** Days from 1970 to the first of a month (of the Gregorian calendar, as always); the month may be any whole number. */
function daysTo(year: number, month: number): number {
  const whole = year + Math.floor(month / 12);
  const ofYear = ((month % 12) + 12) % 12;
  // Counted from March, so that a leap day is the last of its year.
  const y = ofYear < 2 ? whole - 1 : whole;
  const m = (ofYear + 10) % 12;
  return (
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * m + 2) / 5) -
    719468
  );
}

/** MakeTime, MakeDay and MakeDate; `NaN` where a part is none. */
export function timeOf([year, month, day, hours, minutes, seconds, milliseconds]: Parts): number {
  const parts = [year, month, day, hours, minutes, seconds, milliseconds].map(Math.trunc) as Parts;
  if (!parts.every(Number.isFinite)) return NaN;
  const [y, m, d, h, min, s, ms] = parts;
  const days = daysTo(y, m) + d - 1;
  return days * DAY + (h * 3_600_000 + min * 60_000 + s * 1000 + ms);
}

/** TimeClip. */
export const clip = (time: number): number => (Math.abs(time) <= 8.64e15 ? Math.trunc(time) + 0 : NaN);

export function partsOf(time: number): Parts {
  const date = new Date(time);
  return FIELDS.map((field) => date[`getUTC${field}`]()) as Parts;
}

/** The one place through which everything goes that depends on the client's time zone. */
export interface LocalClock {
  /** A moment that is known or not → a field of it on the client's clock. */
  field(vm: Vm, time: number | Unknown, field: Field | 'Day' | 'TimezoneOffset'): Value;
  /** A moment as the parts that the client's clock shows, in milliseconds; and the moment at which it shows them. */
  toLocal(vm: Vm, time: number): number;
  fromLocal(vm: Vm, shown: number): number | Unknown;
  /** A field in UTC of a moment that is not known. */
  utcField(vm: Vm, time: Unknown, field: Field | 'Day'): Value;
}

/** TimeClip of a moment that may be unknown, and is then one of those that dates have. */
export const clipped = (time: number | Unknown): number | Unknown => (isUnknown(time) ? time : clip(time));

/** A field of a moment that is known, in UTC. */
export function fieldOf(time: number, field: Field | 'Day' | 'TimezoneOffset'): number {
  if (field === 'TimezoneOffset') return Number.isNaN(time) ? NaN : 0;
  return new Date(time)[`getUTC${field}`]();
}

/** A client whose clock shows UTC. */
export const UTC_CLOCK: LocalClock = {
  field: (vm, time, field) => fieldOf(knownTime(vm, time), field),
  toLocal: (_vm, time) => time,
  fromLocal: (_vm, shown) => shown,
  utcField: (vm, time, field) => fieldOf(knownTime(vm, time), field),
};

/** The moment, where a part of a date needs to know it. */
export function knownTime(vm: Vm, time: number | Unknown): number {
  return isUnknown(time) ? vm.toNumber(vm.unknowns.settle(time)) : time;
}

/** The moment that a date stands for. */
export function thisTime(vm: Vm, self: Value): number | Unknown {
  if (!(self instanceof DateObj)) return vm.throwError('TypeError', 'not a Date');
  meetSlot(vm, self, '.time');
  return self.time;
}
