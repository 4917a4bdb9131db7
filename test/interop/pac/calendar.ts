/** The builtins on time, and moments at which they are called. */
const CALENDAR: readonly string[] = [
  ...['SUN', 'MON', 'SAT', 'mon', 'constructor'].map((day) => `weekdayRange("${day}")`),
  ...[
    '"MON", "FRI"',
    '"FRI", "MON"',
    '"SAT", "SUN"',
    '"SUN", "SAT"',
    '"WED", "WED"',
    '"MON", "x"',
    '"x", "MON"',
  ].map((days) => `weekdayRange(${days})`),
  ...['1', '"1"', '15', '31', '0', '32', '1999', '2024', '"JAN"', '"OCT"', '"jan"', '"1st"'].map(
    (a) => `dateRange(${a})`,
  ),
  ...[
    '1, 15',
    '15, 1',
    '28, 31',
    '"JAN", "MAR"',
    '"NOV", "FEB"',
    '2023, 2024',
    '2024, 2023',
    '1, "MON"',
    '"x", 3',
  ].map((args) => `dateRange(${args})`),
  ...[
    '"1", 15',
    '1, "FEB", 15, "MAR"',
    '24, "DEC", 2, "JAN"',
    '"FEB", 1, "MAR", 15',
    '31, "JAN", 31, "MAR"',
  ].map((args) => `dateRange(${args})`),
  ...[
    '"OCT", 2023, "MAR", 2024',
    '1, "JUN", 1995, 15, "AUG", 2025',
    '1, "JAN", 2024, 31, "DEC", 2024',
    '1, 2, 3',
  ].map((args) => `dateRange(${args})`),
  ...['0', '8', '"8"', '23', '24', '-1', '8.5'].map((hour) => `timeRange(${hour})`),
  ...['8, 17', '17, 8', '0, 23', '0, 0', '22, 6', '"8", "17"', '9, "17"'].map(
    (hours) => `timeRange(${hours})`,
  ),
  ...['8, 30, 17, 0', '22, 30, 6, 15', '0, 0, 0, 0', '0, 0, 23, 59', '8, 0, 8, 0', '2, 30, 3, 30'].map(
    (args) => `timeRange(${args})`,
  ),
  ...['8, 30, 15, 17, 0, 45', '0, 0, 0, 23, 59, 59', '23, 59, 59, 0, 0, 1', '1, 2, 3'].map(
    (args) => `timeRange(${args})`,
  ),
];
const gmt = (call: string): string => call.replace(/\)$/, ', "GMT")');
/** Each with the client's zone, and with GMT. */
export const CALENDAR_CALLS: readonly string[] = CALENDAR.flatMap((call) => [call, gmt(call)]);

/** Edges of days, months, years and of summer time in the zone, and moments spread over some years. */
export const CALENDAR_ZONE = 'Europe/Brussels';
export const CALENDAR_MOMENTS: readonly number[] = [
  ...[
    ...['2023-12-31T22:59:59Z', '2023-12-31T23:00:00Z', '2024-01-01T00:00:00Z', '2024-02-28T23:00:00Z'],
    ...['2024-02-29T12:00:00Z', '2024-02-29T23:00:01Z', '2024-03-31T00:59:59Z', '2024-03-31T01:00:00Z'],
    ...['2024-03-31T01:30:00Z', '2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z', '2024-10-30T22:30:00Z'],
    ...['2024-10-30T23:30:00Z', '2024-10-31T23:30:00Z', '2025-01-30T10:00:00Z', '2025-01-31T23:15:00Z'],
    ...['2025-06-15T06:30:15Z', '2025-06-15T15:00:45Z', '2025-08-15T21:59:59Z', '2025-12-24T07:59:59Z'],
  ].map((text) => Date.parse(text)),
  // A step that goes through the hours and the days of the week, prime in seconds.
  ...Array.from({ length: 80 }, (_, index) => Date.parse('2023-01-01T00:00:00Z') + index * 1_234_577_000),
];
