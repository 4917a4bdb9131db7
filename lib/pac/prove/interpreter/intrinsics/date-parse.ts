/**
 * Texts that the language says are dates (section 21.4.1.32). Of others engines make what they like.
 */
import type { Unknown } from '../values.js';
import type { Vm } from '../vm.js';
import { clip, clipped, timeOf } from './date-fields.js';

const FORM =
  /^(?<year>\d{4}|[+-]\d{6})(?:-(?<month>\d\d)(?:-(?<day>\d\d))?)?(?:T(?<hours>\d\d):(?<minutes>\d\d)(?::(?<seconds>\d\d)(?:\.(?<milliseconds>\d{3}))?)?(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

export function parseDate(vm: Vm, text: string): number | Unknown {
  const groups = FORM.exec(text)?.groups;
  const odd = (): never => vm.obstacle('a date is read from a text of which engines make different things');
  if (groups === undefined) return odd();
  const number = (name: string, fallback: number): number => Number(groups[name] ?? fallback);
  const [month, day, hours] = [number('month', 1), number('day', 1), number('hours', 0)];
  const [minutes, seconds] = [number('minutes', 0), number('seconds', 0)];
  const year = number('year', 0);
  const isMidnight = hours === 24 && minutes === 0 && seconds === 0 && number('milliseconds', 0) === 0;
  const daysOfMonth = new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate();
  if (groups['year'] === '-000000' || month < 1 || month > 12 || day < 1 || day > daysOfMonth) return odd();
  if ((hours > 23 && !isMidnight) || minutes > 59 || seconds > 59) return odd();
  const zone = groups['zone'];
  if (zone !== undefined && zone !== 'Z' && (Number(zone.slice(1, 3)) > 23 || Number(zone.slice(4)) > 59))
    return odd();
  const shown = timeOf([year, month - 1, day, hours, minutes, seconds, number('milliseconds', 0)]);
  // A day alone is one of UTC, with a time it is one of the client's.
  if (groups['hours'] !== undefined && zone === undefined)
    return clipped(vm.realm.clock.fromLocal(vm, shown));
  return clip(shown - offsetOf(zone ?? 'Z'));
}
