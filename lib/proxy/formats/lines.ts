/**
 * Small steps over one line, each linear in its length: a regular expression with two open runs beside each other would
 * be quadratic on a line of blanks.
 */

/** Key and value around the first of the separators, blanks around both removed; undefined without one. */
export function pairOf(
  line: string,
  separators: string,
): { readonly key: string; readonly value: string } | undefined {
  for (let at = 0; at < line.length; at += 1) {
    if (separators.includes(line[at] ?? ''))
      return { key: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
  }
  return undefined;
}

/** The text before a `#` (or another mark) that follows a blank. */
export function beforeComment(text: string, mark = '#'): string {
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    if (at === 0 || /\s/.test(text[at - 1] ?? '')) return text.slice(0, at).trimEnd();
  }
  return text;
}

/** The first word, and the rest without the blanks before it. */
export function firstWord(text: string): { readonly word: string; readonly rest: string } {
  const trimmed = text.trim();
  const end = trimmed.search(/\s/);
  return end === -1
    ? { word: trimmed, rest: '' }
    : { word: trimmed.slice(0, end), rest: trimmed.slice(end).trimStart() };
}
