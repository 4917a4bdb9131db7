/** The lines of a text, each with its own line end: what is not changed stays as it is, character for character. */
export class TextLines {
  readonly #lines: { text: string; end: string }[];

  constructor(text: string) {
    const parts = text.split(/(\r\n|\n|\r)/);
    this.#lines = [];
    for (let at = 0; at < parts.length; at += 2)
      this.#lines.push({ text: parts[at] ?? '', end: parts[at + 1] ?? '' });
  }

  /** How many there are; after a line end at the end of the text an empty one follows. */
  get count(): number {
    return this.#lines.length;
  }

  /** From 1. */
  at(line: number): string {
    return this.#lines[line - 1]?.text ?? '';
  }

  /** From 1, both included; the text may have several lines. */
  replace(first: number, last: number, text: string): void {
    const end = this.#lines[last - 1]?.end ?? '';
    this.#lines.splice(first - 1, last - first + 1, { text: this.#withLineEnds(text), end });
  }

  /** After the line, from 1; 0: before the first. */
  insertAfter(line: number, text: string): void {
    const before = this.#lines[line - 1];
    const lineEnd = this.lineEnd;
    const end = before?.end === '' ? '' : lineEnd;
    if (before?.end === '') before.end = lineEnd;
    this.#lines.splice(line, 0, { text: this.#withLineEnds(text), end });
  }

  /** Takes a line away with its line end, from 1. */
  remove(line: number): void {
    this.#lines.splice(line - 1, 1);
  }

  /** Last, on lines of their own. */
  append(text: string): void {
    const last = this.#lines.at(-1);
    if (last?.text === '' && last.end === '') this.insertAfter(this.count - 1, text);
    else this.insertAfter(this.count, text);
  }

  /** The one that the text has first. */
  get lineEnd(): string {
    return this.#lines.find(({ end }) => end !== '')?.end ?? '\n';
  }

  /** The last of the lines that this one goes on over: each but the last ends in a backslash. */
  lastOf(line: number): number {
    let last = line;
    while (last < this.count && /(?:^|[^\\])(?:\\\\)*\\\s*$/.test(this.at(last))) last += 1;
    return last;
  }

  /** The whole text, each line with its line end. */
  toString(): string {
    return this.#lines.map(({ text, end }) => text + end).join('');
  }

  #withLineEnds(text: string): string {
    return text.replace(/\r?\n/g, this.lineEnd);
  }
}
