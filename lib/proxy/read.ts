/**
 * `readSettings`: bytes to settings. The content says which format a file has (the file name decides only
 * between formats whose content looks the same); a caller that knows better says `format`.
 */
import { ParseError } from '../errors.js';
import { FORMATS } from './formats/registry.js';
import { baseName, type FormatReader } from './formats/reader.js';
import { openSource, type Source } from './text.js';
import type { FormatInfo, ProxySettings } from './types.js';

/** How a source is read: as which format, and what to call it. */
export interface ReadOptions {
  /** Id of a reader (see `formats()`); default: told by the content. */
  readonly format?: string | undefined;
  /** Shown in every origin; default `(input)`. */
  readonly fileName?: string | undefined;
  /** Files that this one includes, by the pattern that it names them by, in their order. */
  readonly included?: readonly IncludedFile[] | undefined;
}

/** A file that another includes: as it names it (a pattern may name several), by its own name, and its bytes. */
export interface IncludedFile {
  readonly pattern: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** How much of a text is looked at to tell its format. */
const DETECTION_CHARS = 64 * 1024;

/** The file formats that can be read. */
export function formats(): FormatInfo[] {
  return FORMATS.map(({ id, title, store, source }) => ({ id, title, store, source }));
}

/**
 * Reads a settings file; one `ProxySettings` for each scope it holds, in the file's order. Text or bytes.
 * Throws `ParseError`: `unknown-format`, `empty-file`, `file-too-large`, `not-text`, `bad-encoding`, or the
 * reader's own, always with the file and, where there are lines, the line.
 */
export function readSettings(input: Uint8Array | string, options: ReadOptions = {}): ProxySettings[] {
  const fileName = options.fileName ?? '(input)';
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const source = openSource(bytes, fileName);
  const included = (pattern: string): Source[] =>
    (options.included ?? [])
      .filter((file) => file.pattern === pattern)
      .map((file) => openSource(file.bytes, file.fileName));
  return readerFor(source, options.format).read(source, included);
}

/** The reader that `readSettings` would choose. Throws `ParseError` `unknown-format`. */
export function detectFormat(input: Uint8Array | string, fileName = '(input)'): string {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  return readerFor(openSource(bytes, fileName), undefined).id;
}

function readerFor(source: Source, wanted: string | undefined): FormatReader {
  if (wanted !== undefined) {
    const reader = FORMATS.find((format) => format.id === wanted);
    if (reader !== undefined) return reader;
    throw new ParseError(
      'unknown-format',
      `No reader is called ${JSON.stringify(wanted)}; known: ${FORMATS.map(({ id }) => id).join(', ')}.`,
    );
  }
  const name = baseName(source.fileName);
  const named = FORMATS.filter(
    (format) => format.names.test(name) || format.paths?.test(source.fileName) === true,
  );
  const byContent = FORMATS.filter((format) => matchesContent(format, source));
  const reader = byContent.find((format) => named.includes(format)) ?? byContent[0] ?? named[0];
  if (reader !== undefined) return reader;
  if (source.bytes.length === 0)
    throw new ParseError('empty-file', `${source.fileName} is empty.`, { offset: 0 });
  throw new ParseError(
    'unknown-format',
    `${source.fileName}: no known kind of proxy settings. Say which it is with a format: ${FORMATS.map(({ id }) => id).join(', ')}.`,
  );
}

function matchesContent(format: FormatReader, source: Source): boolean {
  if (source.binary) {
    const head = String.fromCharCode(...source.bytes.subarray(0, 16));
    return (format.magic ?? []).some((magic) => head.startsWith(magic));
  }
  const head = source.text.slice(0, DETECTION_CHARS);
  return format.signatures.some((signature) => signature.test(head));
}
