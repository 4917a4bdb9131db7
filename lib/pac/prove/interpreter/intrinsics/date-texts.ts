/**
 * Dates as texts (section 21.4.4.41).
 */
import { toPrimitive } from '../convert.js';
import type { NativeRow } from '../native.js';
import type { Value } from '../values.js';
import type { Vm } from '../vm.js';
import { knownTime, thisTime } from './date-fields.js';
import { refused, settled } from './rows.js';

const INVALID = 'Invalid Date';
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number): string => String(number).padStart(2, '0');
const yearText = (year: number): string => (year < 0 ? '-' : '') + String(Math.abs(year)).padStart(4, '0');

function toIso(vm: Vm, self: Value): string {
  const time = knownTime(vm, thisTime(vm, self));
  return Number.isNaN(time) ? vm.throwError('RangeError', 'no date') : new Date(time).toISOString();
}

function toDateText(vm: Vm, self: Value): string {
  const time = knownTime(vm, thisTime(vm, self));
  if (Number.isNaN(time)) return INVALID;
  const date = new Date(vm.realm.clock.toLocal(vm, time));
  const [day, month] = [DAYS[date.getUTCDay()] ?? '', MONTHS[date.getUTCMonth()] ?? ''];
  return `${day} ${month} ${two(date.getUTCDate())} ${yearText(date.getUTCFullYear())}`;
}

function toUtcText(vm: Vm, self: Value): string {
  const time = knownTime(vm, thisTime(vm, self));
  if (Number.isNaN(time)) return INVALID;
  const date = new Date(time);
  const [day, month] = [DAYS[date.getUTCDay()] ?? '', MONTHS[date.getUTCMonth()] ?? ''];
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day}, ${two(date.getUTCDate())} ${month} ${yearText(date.getUTCFullYear())} ${clock} GMT`;
}

/** What says which time zone it is, in words of the client's. */
function zoned(name: string): NativeRow {
  return settled(`Date.prototype.${name}`, 0, 'none', (vm, self) => {
    const time = knownTime(vm, thisTime(vm, self));
    return Number.isNaN(time)
      ? INVALID
      : vm.obstacle('a date as text names the time zone, as each client does in its own way');
  });
}

const TO_JSON = settled('Date.prototype.toJSON', 1, 'any', (vm, self) => {
  const object = vm.toObject(self);
  const time = toPrimitive(vm, object, 'number');
  if (typeof time === 'number' && !Number.isFinite(time)) return null;
  return vm.call(vm.get(object, 'toISOString'), object, []);
});

export const DATE_TEXTS: readonly NativeRow[] = [
  settled('Date.prototype.toDateString', 0, 'none', toDateText),
  settled('Date.prototype.toISOString', 0, 'none', toIso),
  settled('Date.prototype.toUTCString', 0, 'none', toUtcText),
  TO_JSON,
  zoned('toString'),
  zoned('toTimeString'),
  ...['toLocaleDateString', 'toLocaleString', 'toLocaleTimeString'].map((name) =>
    refused(`Date.prototype.${name}`, 0, 'how a date is written depends on the language of the client'),
  ),
];
