/** Lines that fit a width: the answer and its causes, as a person at a terminal reads them. */
import type pc from 'picocolors';
import { escapeForTerminal } from './escape.js';
import { wrap, type Indents } from './wrap.js';

export type Colors = ReturnType<typeof pc.createColors>;

export interface Style {
  readonly colors: Colors;
  /** Width of the terminal; absent: lines are not broken. */
  readonly columns: number | undefined;
  /** Whether a shell reads on behind a backslash: a long command is broken then, else never. */
  readonly breaksCommands: boolean;
}

/** Escaped and broken. */
export function paragraph(text: string, indents: Indents, { columns }: Style): string[] {
  return wrap(escapeForTerminal(text), indents, columns);
}

/** Words that belong together, with a comma between: a line ends behind one where all of them do not fit, and not within. */
export function phrases(parts: readonly string[], { first, rest }: Indents, { columns }: Style): string[] {
  const lines: string[] = [];
  for (const [index, part] of parts.entries()) {
    const text = `${escapeForTerminal(part)}${index < parts.length - 1 ? ',' : ''}`;
    const last = lines.at(-1);
    if (last !== undefined && (columns === undefined || last.length + 1 + text.length <= columns))
      lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(`${' '.repeat(last === undefined ? first : rest)}${text}`);
  }
  return lines;
}

/** A line with a mark in front, which alone is coloured; further lines stand below its text, or at `rest`. */
export function marked(
  mark: string,
  text: string,
  indent: number,
  style: Style,
  paint: (text: string) => string,
  rest: number = indent + mark.length + 1,
): string[] {
  const [first = '', ...more] = paragraph(`${mark} ${text}`, { first: indent, rest }, style);
  return [first.replace(mark, paint(mark)), ...more];
}

/**
 * A command, broken before its options with a backslash, as a POSIX shell reads on. It comes from evidence in part, and is
 * quoted by whoever made it; here it is escaped for the terminal.
 */
export function commandLines(command: string, indent: number, { columns, breaksCommands }: Style): string[] {
  const start = `${' '.repeat(indent)}$ `;
  const text = escapeForTerminal(command);
  if (columns === undefined || !breaksCommands || start.length + text.length <= columns)
    return [start + text];
  const lines: string[] = [];
  let line = start;
  for (const [index, part] of text.split(/ (?=--)/).entries()) {
    const more = index === 0 ? part : ` ${part}`;
    // Two columns are kept for the backslash.
    if (index > 0 && line.length + more.length + 2 > columns) {
      lines.push(`${line} \\`);
      line = `${' '.repeat(indent + 4)}${part}`;
    } else line += more;
  }
  return [...lines, line];
}
