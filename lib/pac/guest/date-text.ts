/**
 * A date as text, in the client's zone.
 */
const { floor, abs } = Math;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (value: number): string => (value < 10 ? '0' : '') + String(value);

const dayText = (date: Date): string =>
  `${DAYS[date.getDay()] as string} ${MONTHS[date.getMonth()] as string} ${two(date.getDate())} ${date.getFullYear()}`;

const clockText = (date: Date): string =>
  `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;

function timeText(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  return `${clockText(date)} GMT${sign}${two(floor(abs(offset) / 60))}${two(abs(offset) % 60)}`;
}

const numbersText = (date: Date): string => `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`;

export const dateText = (date: Date): string =>
  isNaN(date.getTime()) ? 'Invalid Date' : `${dayText(date)} ${timeText(date)}`;

export const DATE_TEXTS: readonly (readonly [string, (date: Date) => string])[] = [
  ['toString', dateText],
  ['toDateString', dayText],
  ['toTimeString', timeText],
  ['toLocaleString', (date) => `${numbersText(date)}, ${timeText(date)}`],
  ['toLocaleDateString', numbersText],
  ['toLocaleTimeString', clockText],
];
