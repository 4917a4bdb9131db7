/**
 * Text of a finding without the source that stands before it: an error of a transport or a file names its server or path, and
 * so does the finding's subject, which a report shows in front of the text.
 */

/** Drops `source` at the start, and `source: ` wherever it opens what follows. */
export function withoutSource(text: string, source: string | undefined): string {
  if (source === undefined || source === '') return text;
  const clean = text.replaceAll(new RegExp(`(^|\\s)${escaped(source)}: `, 'g'), '$1');
  return clean.startsWith(`${source} `) ? clean.slice(source.length + 1) : clean;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
