/** Words of the page: times as people write them, names without the final dot, lists that end. */
import { dateWords } from '../../date-words.js';

const timeOfDay = /^\d{4}-\d\d-\d\dT(\d\d:\d\d)/;

/** `22 Nov 2026, 08:00 UTC`. */
export function momentWords(time: string): string {
  const [, clock] = timeOfDay.exec(time) ?? [];
  return clock === undefined ? time : `${dateWords(time)}, ${clock} UTC`;
}

/** `t1t.io.` as `t1t.io`, and the root by name. */
export function nameWords(name: string): string {
  return name === '.' ? 'root' : name.replace(/\.$/, '');
}

export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1);
  if (last === undefined) return '';
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

export function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(text) ? start : `${start}.`;
}

/** The last part of a path, which people know a file by. */
export function fileWords(path: string): string {
  return /[^/\\]+$/.exec(path)?.[0] ?? path;
}
