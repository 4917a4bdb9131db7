/** At which columns of its line something stands. */

export interface Span {
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** That behind the last character. */
  readonly endColumn: number;
}

/**
 * Of the last part of `key` (a registry path, a section and its entry) where the line holds it, else of
 * what the line holds between its blanks. Undefined where there is no such line, or nothing on it.
 */
export function spanIn(text: string, line: number, key = ''): Span | undefined {
  const content = text.split(/\r\n|\n|\r/)[line - 1];
  if (content === undefined) return undefined;
  const name = key.split(/[\\/. ]/).at(-1) ?? '';
  const named = name === '' ? -1 : content.indexOf(name);
  if (named !== -1) return { column: named + 1, endColumn: named + name.length + 1 };
  const start = content.search(/\S/);
  return start === -1 ? undefined : { column: start + 1, endColumn: content.trimEnd().length + 1 };
}
