/**
 * `Date` (section 21.4). Moments may be unknown; what depends on the client's time zone goes through `realm.clock`.
 */
import { toPrimitive } from '../convert.js';
import type { NativeRow } from '../native.js';
import { DateObj, isObj, isUnknown, type FunctionObj, type Unknown, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import {
  clip,
  clipped,
  FIELDS,
  fieldOf,
  knownTime,
  partsOf,
  thisTime,
  timeOf,
  type Field,
  type Parts,
  type Zone,
} from './date-fields.js';
import { parseDate } from './date-parse.js';
import { DATE_TEXTS } from './date-texts.js';
import { alias, install, refused, settled, takes } from './rows.js';

function getter(field: Field | 'Day', zone: Zone): NativeRow {
  return takes(`Date.prototype.get${zone === 'UTC' ? 'UTC' : ''}${field}`, 0, 'none', (vm, self) => {
    const time = thisTime(vm, self);
    if (zone === 'local') return vm.realm.clock.field(vm, time, field);
    if (isUnknown(time)) return vm.realm.clock.utcField(vm, time, field);
    return fieldOf(knownTime(vm, time), field);
  });
}

/** How many of the fields that follow may be given as well. */
const MORE: Readonly<Record<Field, number>> = {
  FullYear: 2,
  Month: 1,
  Date: 0,
  Hours: 3,
  Minutes: 2,
  Seconds: 1,
  Milliseconds: 0,
};

const inZone = (vm: Vm, time: number, zone: Zone): number =>
  zone === 'UTC' || Number.isNaN(time) ? time : vm.realm.clock.toLocal(vm, time);
const fromZone = (vm: Vm, shown: number, zone: Zone): number | Unknown =>
  zone === 'UTC' || Number.isNaN(shown) ? shown : vm.realm.clock.fromLocal(vm, shown);

function setter(field: Field, zone: Zone): NativeRow {
  const first = FIELDS.indexOf(field);
  const count = MORE[field] + 1;
  const id = `Date.prototype.set${zone === 'UTC' ? 'UTC' : ''}${field}`;
  return settled(id, count, 'self', (vm, self, args) => {
    const before = knownTime(vm, thisTime(vm, self));
    const given = args.slice(0, count).map((value) => vm.toNumber(value));
    if (given.length === 0) given.push(NaN);
    // A date that is none becomes one again only by its year.
    if (Number.isNaN(before) && field !== 'FullYear') return NaN;
    const parts = partsOf(Number.isNaN(before) ? 0 : inZone(vm, before, zone));
    given.forEach((value, at) => {
      parts[first + at] = value;
    });
    const time = clipped(fromZone(vm, timeOf(parts), zone));
    vm.heap.setSlot(self as DateObj, 'time', time);
    return time;
  });
}

const partRows = FIELDS.flatMap((field) => [
  getter(field, 'local'),
  getter(field, 'UTC'),
  setter(field, 'local'),
  setter(field, 'UTC'),
]);

const METHODS: readonly NativeRow[] = [
  ...partRows,
  getter('Day', 'local'),
  getter('Day', 'UTC'),
  takes('Date.prototype.getTime', 0, 'none', thisTime),
  takes('Date.prototype.valueOf', 0, 'none', thisTime),
  takes('Date.prototype.getTimezoneOffset', 0, 'none', (vm, self) =>
    vm.realm.clock.field(vm, thisTime(vm, self), 'TimezoneOffset'),
  ),
  refused('Date.prototype.getYear', 0, 'getYear is not the same in every engine'),
  refused('Date.prototype.setYear', 1, 'setYear is not the same in every engine'),
  takes('Date.prototype.setTime', 1, 'self', (vm, self, [value]) => {
    thisTime(vm, self);
    const given = toPrimitive(vm, value, 'number');
    const time = isUnknown(given) ? vm.unknowns.moment(given) : clip(vm.toNumber(given));
    vm.heap.setSlot(self as DateObj, 'time', time);
    return time;
  }),
];

const TO_PRIMITIVE = takes('Date.prototype.@@toPrimitive', 1, 'any', (vm, self, [hint]) => {
  if (!isObj(self)) return vm.throwError('TypeError', 'not an object');
  if (hint !== 'string' && hint !== 'default' && hint !== 'number')
    return vm.throwError('TypeError', 'a hint');
  for (const name of hint === 'number' ? ['valueOf', 'toString'] : ['toString', 'valueOf']) {
    const method = vm.get(self, name);
    if (!vm.isCallable(method)) continue;
    const result = vm.call(method, self, []);
    if (!isObj(result)) return result;
  }
  return vm.throwError('TypeError', 'an object without a primitive value');
});

/** The parts of a date that a script gives; of a year of one or two digits the century is the last. */
function partsGiven(vm: Vm, args: readonly Value[]): Parts {
  const parts: Parts = [NaN, 0, 1, 0, 0, 0, 0];
  args.slice(0, 7).forEach((value, at) => {
    parts[at] = vm.toNumber(value);
  });
  const year = Math.trunc(parts[0]);
  if (year >= 0 && year <= 99) parts[0] = 1900 + year;
  return parts;
}

/** A moment that the environment gives. */
function now(vm: Vm): number | Unknown {
  const time = vm.world.now();
  return isUnknown(time) ? time : vm.toNumber(time);
}

function timeGiven(vm: Vm, args: readonly Value[]): number | Unknown {
  if (args.length === 0) return now(vm);
  if (args.length > 1) return clipped(fromZone(vm, timeOf(partsGiven(vm, args)), 'local'));
  const [value] = args;
  if (value instanceof DateObj) return thisTime(vm, value);
  const primitive = toPrimitive(vm, value, 'default');
  if (isUnknown(primitive) && vm.unknowns.typeOf(primitive) === 'number')
    return vm.unknowns.moment(primitive);
  const known = isUnknown(primitive) ? vm.unknowns.settle(primitive) : primitive;
  return typeof known === 'string' ? parseDate(vm, known) : clip(vm.toNumber(known));
}

function made(vm: Vm, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
  if (newTarget === undefined)
    return vm.obstacle('a date as text names the time zone, as each client does in its own way');
  const time = timeGiven(vm, args);
  const date = new DateObj(vm.prototypeFor(newTarget, 'Date'), vm.heap.epoch);
  date.time = time;
  return date;
}

export function installDate(vm: Vm): void {
  const { realm } = vm;
  const fn = realm.classOf(
    takes('Date', 7, 'none', (of, _self, args, newTarget) => made(of, args, newTarget)),
    'Date',
  );
  install(vm, fn, [
    takes('Date.now', 0, 'none', (of) => now(of)),
    settled('Date.parse', 1, 'none', (of, _self, [text]) => parseDate(of, of.toString(text))),
    settled('Date.UTC', 7, 'none', (of, _self, args) => clip(timeOf(partsGiven(of, args)))),
  ]);
  const prototype = realm.prototypeOf('Date');
  install(vm, prototype, [...METHODS, ...DATE_TEXTS]);
  alias(vm, prototype, 'toGMTString', 'toUTCString');
  install(vm, prototype, [TO_PRIMITIVE], 4);
}
