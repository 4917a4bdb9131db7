/**
 * The client's clock: the zone is not known, so what depends on it is a moment of two clocks (`Instant`), of which the
 * fields are variables of their own.
 */
import { clip, fieldOf, type Field, type LocalClock } from '../interpreter/intrinsics/date-fields.js';
import { isUnknown, type Unknown, type Value } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { DAY_MS } from '../domain/days.js';
import { FIELD_SIZES } from '../domain/clock.js';
import { MILLISECONDS } from '../domain/table-questions.js';
import { isMoment } from './instants.js';
import { Instant, NOT_FOLLOWED, type AnyUnknown } from './kinds.js';
import type { Operations } from './operations.js';
import { table, upTo } from './tables.js';

/** By the language's name, the variable's, and the least value. */
const FIELDS: Readonly<Record<string, readonly [name: string, first: number]>> = {
  Hours: ['hour', 0],
  Minutes: ['minute', 0],
  Seconds: ['second', 0],
  Day: ['weekday', 0],
  Date: ['day', 1],
  Month: ['month', 0],
  FullYear: ['year', 1970],
};

const MINUTE = 60_000;
const isNow = ({ g, l, c, scale, cut }: Instant): boolean =>
  g === 1 && l === 0 && c === 0 && scale === 1 && !cut;
/** A date given by the fields that the client's own clock shows. */
const isByFields = ({ g, l, scale, cut }: Instant): boolean => g === 1 && l === -1 && scale === 1 && !cut;

function nowField(vm: Vm, zone: 'L' | 'G', field: Field | 'Day'): Value {
  if (field === 'Milliseconds') return table(MILLISECONDS, upTo(1000));
  const [name, first] = FIELDS[field] ?? vm.obstacle(`${field} of a date is not followed`);
  return table(`${zone}:${name}`, upTo(FIELD_SIZES[name] ?? 1, first));
}

/** Of a date, either way from 1970. */
const LAST_MOMENT = 8.64e15;

/** As `Unknowns.moment`. */
export function momentOf(operations: Operations, unknown: AnyUnknown): number | Unknown {
  if (unknown instanceof Instant)
    return isMoment(unknown) ? unknown : operations.obstacle(NOT_FOLLOWED.instant);
  return operations.lift([unknown], ([one]) => clip(Number(one))) as number | Unknown;
}

export const CLIENT_CLOCK: LocalClock = {
  field: (vm, time, field) => {
    if (field === 'TimezoneOffset') return Number.isNaN(time) ? NaN : new Instant(1, -1, 0, MINUTE);
    if (time instanceof Instant) {
      if (isNow(time)) return nowField(vm, 'L', field);
      if (isByFields(time)) return fieldOf(time.c, field);
    } else if (!isUnknown(time) && Number.isNaN(time)) return NaN;
    return vm.obstacle('what the clock shows at another moment than now depends on the time zone');
  },
  toLocal: (vm) => vm.obstacle('what the clock shows at another moment than now depends on the time zone'),
  // Greenwich's time less the local one, and what the local clock shows.
  fromLocal: (vm, shown) => {
    if (Number.isNaN(shown) || Math.abs(shown) > LAST_MOMENT + DAY_MS) return NaN;
    if (Math.abs(shown) > LAST_MOMENT - DAY_MS)
      return vm.obstacle('whether there is such a moment depends on the time zone');
    return new Instant(1, -1, shown);
  },
  utcField: (vm: Vm, time: Unknown, field) => {
    if (time instanceof Instant && isNow(time)) return nowField(vm, 'G', field);
    return vm.obstacle('a moment other than now is taken apart in a way that is not followed');
  },
};
