/**
 * `Date` inside the virtual machine: the clock and the zone are the environment's, never the machine's. The source of
 * `installDate` runs inside the machine and names nothing outside itself. Local fields are computed from the zone's
 * offset at the instant in question, asked of the host, so daylight saving time is followed.
 */

export interface ClockSupport {
  /** The client's clock, milliseconds since 1970; `NaN` where none was given (the driver then fails the run). */
  now(): number;
  /** Minutes that local time is ahead of UTC at an instant. */
  offsetMinutes(milliseconds: number): number;
}

export function installDate(global: { Date: unknown }, clock: ClockSupport): void {
  const Native = Date;
  const construct = Reflect.construct;
  const apply = Reflect.apply;
  const proto = Native.prototype as unknown as Record<string, (...args: number[]) => number>;
  const getTime = Native.prototype.getTime;
  const setTime = Native.prototype.setTime;
  const nativeOffset = Native.prototype.getTimezoneOffset;
  const { floor, abs } = Math;
  const MINUTE = 60000;

  const toLocal = (ms: number): number => (isNaN(ms) ? ms : ms + clock.offsetMinutes(ms) * MINUTE);
  /** Local milliseconds → instant; of the two that are the same local time when clocks are put back, the earlier. */
  const fromLocal = (local: number): number => {
    if (isNaN(local)) return local;
    const guess = local - clock.offsetMinutes(local) * MINUTE;
    const offset = clock.offsetMinutes(guess);
    const instant = local - offset * MINUTE;
    const before = clock.offsetMinutes(instant - 6 * 60 * MINUTE);
    if (before <= offset) return instant;
    const earlier = local - before * MINUTE;
    return clock.offsetMinutes(earlier) === before ? earlier : instant;
  };

  const fields = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Day'];
  for (const field of fields) {
    const getUtc = proto['getUTC' + field] as (...args: number[]) => number;
    const setUtc = proto['setUTC' + field];
    proto['get' + field] = function (this: Date) {
      return apply(getUtc, new Native(toLocal(apply(getTime, this, []))), []);
    };
    if (setUtc === undefined) continue;
    proto['set' + field] = function (this: Date, ...args: number[]) {
      const local = new Native(toLocal(apply(getTime, this, [])));
      apply(setUtc, local, args);
      return apply(setTime, this, [fromLocal(apply(getTime, local, []))]);
    };
  }
  proto['getYear'] = function (this: Date) {
    return this.getFullYear() - 1900;
  };
  proto['getTimezoneOffset'] = function (this: Date) {
    const ms = apply(getTime, this, []);
    return isNaN(ms) ? ms : -clock.offsetMinutes(ms);
  };

  const two = (value: number): string => (value < 10 ? '0' : '') + String(value);
  const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const dateText = (date: Date): string =>
    `${String(days[date.getDay()])} ${String(months[date.getMonth()])} ${two(date.getDate())} ${date.getFullYear()}`;
  const timeText = (date: Date): string => {
    const offset = -date.getTimezoneOffset();
    const sign = offset < 0 ? '-' : '+';
    const zone = sign + two(floor(abs(offset) / 60)) + two(abs(offset) % 60);
    return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())} GMT${zone}`;
  };
  const texts: Record<string, (date: Date) => string> = {
    toString: (date: Date) =>
      isNaN(date.getTime()) ? 'Invalid Date' : `${dateText(date)} ${timeText(date)}`,
    toDateString: dateText,
    toTimeString: timeText,
    toLocaleString: (date: Date) =>
      `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}, ${timeText(date)}`,
    toLocaleDateString: (date: Date) => `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`,
    toLocaleTimeString: (date: Date) =>
      `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
  };
  for (const name in texts) {
    const text = texts[name] as (date: Date) => string;
    (proto as unknown as Record<string, unknown>)[name] = function (this: Date) {
      return text(this);
    };
  }

  /** Text without a zone is local time: undo the machine's own zone, then apply the client's. */
  const parse = (text: string): number => {
    const ms = Native.parse(text);
    if (isNaN(ms) || /(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?\s*$/i.test(text)) return ms;
    if (/^\d{4}(?:-\d{2}){0,2}$/.test(text)) return ms;
    return fromLocal(ms - apply(nativeOffset, new Native(ms), []) * MINUTE);
  };

  const PacDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined) return String(new (global.Date as DateConstructor)());
    let ms: number;
    if (args.length === 0) ms = clock.now();
    else if (args.length === 1) {
      const value = args[0] instanceof Native ? apply(getTime, args[0], []) : args[0];
      ms = typeof value === 'string' ? parse(value) : Number(value);
    } else ms = fromLocal(apply(Native.UTC, undefined, args as [number, number]));
    return construct(Native, [ms], new.target);
  };
  PacDate.prototype = Native.prototype;
  PacDate.now = (): number => clock.now();
  PacDate.parse = (text: unknown): number => parse(String(text));
  PacDate.UTC = Native.UTC;
  (proto as unknown as Record<string, unknown>).constructor = PacDate;
  global.Date = PacDate;
}
