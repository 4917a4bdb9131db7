/**
 * Breaks a line at its blanks so that it fits a terminal. A word that is longer than the line, such as a URL, stays whole:
 * it has to be copied. Limits: every character counts one column.
 */

export interface Indents {
  /** Blanks before the first line, the mark that follows them not counted. */
  readonly first: number;
  /** Blanks before each further line. */
  readonly rest: number;
}

/** The lines of `text`, indented; without `columns` there is one. */
export function wrap(text: string, { first, rest }: Indents, columns: number | undefined): string[] {
  const start = ' '.repeat(first);
  if (columns === undefined) return [start + text];
  const lines: string[] = [];
  let line = start;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = ' '.repeat(rest);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
