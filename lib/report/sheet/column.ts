/** At which column of its line something stands. */

/**
 * From 1, in UTF-16 units: of the last part of `key` (a registry path, a section and its entry) where the line holds it, else of
 * the first character that is no blank. Undefined where there is no such line, or nothing on it.
 */
export function columnIn(text: string, line: number, key = ''): number | undefined {
  const content = text.split(/\r\n|\n|\r/)[line - 1];
  if (content === undefined) return undefined;
  const name = key.split(/[\\/. ]/).at(-1) ?? '';
  const named = name === '' ? -1 : content.indexOf(name);
  const start = named === -1 ? content.search(/\S/) : named;
  return start === -1 ? undefined : start + 1;
}
