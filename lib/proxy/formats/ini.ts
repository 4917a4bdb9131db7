/**
 * Files of `[section]` and `key = value` lines, in the dialects of git, KDE, dconf, pip, npm and WSL. Values are
 * as written; quoting is the reader's matter.
 */
import { pairOf } from './lines.js';
import type { Source } from '../text.js';

export interface IniEntry {
  /** Without brackets; empty before the first one. */
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export interface IniOptions {
  /** What starts a comment at the beginning of a line; default `#` and `;`. */
  readonly comments?: RegExp;
  /** Characters that separate key and value; default `=`. */
  readonly separators?: string;
}

/** Lines that are neither are passed over, as their own programs do. */
export function parseIni(source: Source, options: IniOptions = {}): IniEntry[] {
  const comments = options.comments ?? /^\s*[#;]/;
  const separators = options.separators ?? '=';
  const entries: IniEntry[] = [];
  let section = '';
  for (const [index, line] of source.lines.entries()) {
    if (comments.test(line)) continue;
    const header = /^\s*\[(.*)\]\s*(?:[#;].*)?$/.exec(line);
    if (header !== null) {
      section = (header[1] ?? '').trim();
      continue;
    }
    const found = pairOf(line, separators);
    if (found !== undefined && found.key !== '') entries.push({ section, ...found, line: index + 1 });
  }
  return entries;
}

/** Quotes around the whole value are removed. */
export function unquote(value: string): string {
  return /^(["'])([\s\S]*)\1$/.exec(value)?.[2] ?? value;
}
