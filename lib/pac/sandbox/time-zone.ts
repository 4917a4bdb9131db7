/**
 * How far a zone's local time is ahead of UTC at an instant, from the time zone data that Node carries.
 */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Minutes that `timeZone` is ahead of UTC at `milliseconds`. Throws `RangeError` for a zone that does not exist. */
export function offsetMinutes(timeZone: string, milliseconds: number): number {
  if (timeZone === 'UTC' || !Number.isFinite(milliseconds)) return 0;
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(timeZone);
  if (fixed !== null) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterFor(timeZone).formatToParts(milliseconds))
    parts[type] = Number(value);
  const local = Date.UTC(
    parts['year'] ?? 0,
    (parts['month'] ?? 1) - 1,
    parts['day'] ?? 1,
    parts['hour'] ?? 0,
    parts['minute'] ?? 0,
    parts['second'] ?? 0,
  );
  return Math.round((local - Math.floor(milliseconds / 1000) * 1000) / 60_000);
}
