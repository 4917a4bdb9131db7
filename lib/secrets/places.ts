/** Offsets → lines and columns, in one pass over the text however long its lines are. */
import type { Place } from './types.js';

/** The places of `offsets`, in their order. A line ends with LF, CRLF or CR. */
export function placesOf(text: string, offsets: readonly number[]): readonly Place[] {
  const order = [...offsets.keys()].sort((a, b) => (offsets[a] ?? 0) - (offsets[b] ?? 0));
  const places: Place[] = [];
  let line = 1;
  let lineStart = 0;
  const lineEnd = /\r\n?|\n/g;
  let next = lineEnd.exec(text);
  for (const index of order) {
    const offset = offsets[index] ?? 0;
    while (next !== null && next.index + next[0].length <= offset) {
      line += 1;
      lineStart = next.index + next[0].length;
      next = lineEnd.exec(text);
    }
    places[index] = { line, column: offset - lineStart + 1 };
  }
  return places;
}

/**
 * Where in the source of a string literal the characters of its value stand. `start` is the offset of the literal's
 * quote, `indices` are offsets into the value, in ascending order.
 */
export function offsetsInLiteral(text: string, start: number, indices: readonly number[]): readonly number[] {
  const escape =
    /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-3][0-7]{0,2}|[4-7][0-7]?|\r\n|[\s\S])/y;
  const offsets: number[] = [];
  let offset = start + 1;
  let index = 0;
  for (const wanted of indices) {
    while (index < wanted) {
      // Of the rest of the text no more is looked at: it may be megabytes, again for each literal.
      const plain = text.slice(offset, offset + wanted - index).indexOf('\\');
      if (plain === -1) {
        offset += wanted - index;
        index = wanted;
        break;
      }
      index += plain;
      const backslash = offset + plain;
      escape.lastIndex = backslash;
      const [written = '\\'] = escape.exec(text) ?? [];
      offset = backslash + written.length;
      index += unitsOf(written);
    }
    offsets.push(offset);
  }
  return offsets;
}

/** How many UTF-16 code units an escape stands for: a line continuation none, `\u{1F600}` two. */
function unitsOf(escape: string): number {
  if (/^\\[\r\n\u2028\u2029]/.test(escape)) return 0;
  const [, digits] = /^\\u\{([0-9a-fA-F]+)\}/.exec(escape) ?? [];
  return digits !== undefined && parseInt(digits, 16) > 0xffff ? 2 : 1;
}
