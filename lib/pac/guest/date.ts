/**
 * `Date` inside the virtual machine: the clock and the zone are the environment's, never the machine's. Local fields are
 * computed from the zone's offset at the instant in question, asked of the host, so daylight saving time is followed.
 */
import { dateText, DATE_TEXTS } from './date-text.js';
import { apply, construct, matches, nameFunction } from './natives.js';

export interface ClockSupport {
  /** The client's clock, milliseconds since 1970. Throws where none was given, and the run then fails. */
  now(): number;
  /** Minutes that local time is ahead of UTC at an instant. */
  offsetMinutes(milliseconds: number): number;
}

type NumberMethod = (...args: number[]) => number;

const MINUTE = 60000;
const FIELDS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Day'];
const NativeDate = Date;
const prototype = NativeDate.prototype as unknown as Record<string, NumberMethod>;
const getTime = prototype['getTime'] as NumberMethod;
const setTime = prototype['setTime'] as NumberMethod;
const nativeOffset = prototype['getTimezoneOffset'] as NumberMethod;
const nativeParse = NativeDate.parse;
const nativeUtc = NativeDate.UTC;

let clock: ClockSupport;

const toLocal = (ms: number): number => (isNaN(ms) ? ms : ms + clock.offsetMinutes(ms) * MINUTE);

/** Local milliseconds → instant; of the two that are the same local time when clocks are put back, the earlier. */
function fromLocal(local: number): number {
  if (isNaN(local)) return local;
  const guess = local - clock.offsetMinutes(local) * MINUTE;
  const offset = clock.offsetMinutes(guess);
  const instant = local - offset * MINUTE;
  const before = clock.offsetMinutes(instant - 6 * 60 * MINUTE);
  if (before <= offset) return instant;
  const earlier = local - before * MINUTE;
  return clock.offsetMinutes(earlier) === before ? earlier : instant;
}

function timeOf(date: unknown): number {
  return apply(getTime, date, []);
}

function setMethod(name: string, method: (this: Date, ...args: number[]) => unknown): void {
  nameFunction(method, name);
  (prototype as Record<string, unknown>)[name] = method;
}

/** The getter and the setter of one field of local time, by those of UTC. */
function installField(field: string): void {
  const getUtc = prototype['getUTC' + field] as NumberMethod;
  const setUtc = prototype['setUTC' + field];
  setMethod('get' + field, function () {
    return apply(getUtc, new NativeDate(toLocal(timeOf(this))), []);
  });
  if (setUtc === undefined) return;
  setMethod('set' + field, function (...args) {
    const local = new NativeDate(toLocal(timeOf(this)));
    apply(setUtc, local, args);
    return apply(setTime, this, [fromLocal(timeOf(local))]);
  });
}

/** Text without a zone is local time: undo the machine's own zone, then apply the client's. */
function parse(text: string): number {
  const ms = nativeParse(text);
  if (isNaN(ms) || matches(/(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?\s*$/i, text)) return ms;
  if (matches(/^\d{4}(?:-\d{2}){0,2}$/, text)) return ms;
  return fromLocal(ms - apply(nativeOffset, new NativeDate(ms), []) * MINUTE);
}

function instantOf(given: readonly unknown[]): number {
  if (given.length === 0) return clock.now();
  if (given.length > 1) return fromLocal(apply(nativeUtc, undefined, given as [number, number]));
  const value = given[0] instanceof NativeDate ? timeOf(given[0]) : given[0];
  return typeof value === 'string' ? parse(value) : Number(value);
}

function PacDate(this: unknown, ...given: unknown[]): unknown {
  if (new.target === undefined) return dateText(new NativeDate(clock.now()));
  return construct(NativeDate, [instantOf(given)], new.target);
}

export function installDate(global: { Date: unknown }, given: ClockSupport): void {
  clock = given;
  for (let i = 0; i < FIELDS.length; i++) installField(FIELDS[i] as string);
  setMethod('getYear', function () {
    return this.getFullYear() - 1900;
  });
  setMethod('getTimezoneOffset', function () {
    const ms = timeOf(this);
    return isNaN(ms) ? ms : -clock.offsetMinutes(ms);
  });
  for (let i = 0; i < DATE_TEXTS.length; i++) {
    const [name, text] = DATE_TEXTS[i] as (typeof DATE_TEXTS)[number];
    setMethod(name, function () {
      return text(this);
    });
  }
  PacDate.prototype = NativeDate.prototype;
  const statics = PacDate as unknown as Record<string, unknown>;
  statics['now'] = (): number => clock.now();
  statics['parse'] = (text: unknown): number => parse(String(text));
  statics['UTC'] = nativeUtc;
  nameFunction(PacDate, 'Date');
  (prototype as Record<string, unknown>).constructor = PacDate;
  global.Date = PacDate;
}
