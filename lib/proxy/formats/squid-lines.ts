/**
 * The lines of a squid.conf as Squid takes them (as `squid -k parse` shows them): one that ends in a backslash goes on in
 * the next, whose leading blanks do not count; comments and empty lines between the two are passed over.
 */
export interface SquidLine {
  readonly text: string;
  /** Of its first and last line in the file, from 0 on. */
  readonly first: number;
  readonly last: number;
}

export function squidLines(lines: readonly string[]): SquidLine[] {
  const found: SquidLine[] = [];
  let begun: { readonly parts: string[]; readonly first: number } | null = null;
  for (const [at, line] of lines.entries()) {
    const text = line.replace(/\r$/, '').trimStart();
    if (text === '' || text.startsWith('#')) continue;
    const isOpen = text.endsWith('\\');
    begun ??= { parts: [], first: at };
    begun.parts.push(isOpen ? text.slice(0, -1) : text);
    if (isOpen) continue;
    found.push({ text: begun.parts.join(''), first: begun.first, last: at });
    begun = null;
  }
  if (begun !== null) found.push({ text: begun.parts.join(''), first: begun.first, last: lines.length - 1 });
  return found;
}

/** Its words, without the comment at its end. */
export function squidWords({ text }: SquidLine): string[] {
  return text
    .replace(/(?:^|(?<=\s))#.*$/, '')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
}
