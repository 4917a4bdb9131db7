/** Dates as people write them. */
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

const iso = /^(\d{4})-(\d\d)-(\d\d)T/;

/** `2026-11-22T08:00:00.000Z` as `22 Nov 2026`; what is no such time stays as it is. */
export function dateWords(time: string): string {
  const [, year, month, day] = iso.exec(time) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? time : `${Number(day)} ${name} ${year}`;
}
