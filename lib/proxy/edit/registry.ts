/**
 * Sets text values in a file of registry values (a `.reg` export, group policy's `registry.pol`, the text of LGPO.exe), and
 * leaves everything else in it as it stands.
 */
import { parseRegFile } from '../formats/reg-file.js';
import { parsePol, polText } from '../formats/registry-pol.js';
import { parseLgpo } from '../formats/registry-tables.js';
import { fullName, longKey, splitKey, type RegistryValue } from '../formats/registry-values.js';
import { encodeLike, openSource, type Source } from '../text.js';
import { TextLines } from './text-lines.js';

/** One to be set; the key is made where it is not there. */
export interface RegistryText {
  readonly hive: string;
  readonly path: string;
  readonly name: string;
  readonly data: string;
}

/** By the id of the reader. */
export type RegistryFormat = 'reg' | 'registry-pol';

/** Throws `ParseError`, as reading does. */
export function registryValues(
  bytes: Uint8Array,
  fileName: string,
  format: RegistryFormat,
): readonly RegistryValue[] {
  const source = openSource(bytes, fileName);
  if (format === 'reg') return parseRegFile(source);
  return source.binary ? parsePol(source) : parseLgpo(source);
}

/**
 * The file with these values in it. Undefined where its encoding has no place for one of the characters. Throws `ParseError`.
 */
export function withRegistryTexts(
  bytes: Uint8Array,
  fileName: string,
  format: RegistryFormat,
  texts: readonly RegistryText[],
): Uint8Array | undefined {
  const source = openSource(bytes, fileName);
  if (source.binary) return texts.reduce<Uint8Array>((file, text) => polWith(file, fileName, text), bytes);
  const setOne = format === 'reg' ? regWith : lgpoWith;
  const changed = texts.reduce((text, one) => setOne(reopened(source, text), one), source.text);
  return encodeLike(bytes, fileName, changed);
}

function reopened({ fileName }: Source, text: string): Source {
  return openSource(new TextEncoder().encode(text), fileName);
}

function isSame(one: RegistryText | RegistryValue): (other: RegistryValue) => boolean {
  const wanted = fullName({ ...one, line: null }).toLowerCase();
  return (other) => fullName(other).toLowerCase() === wanted;
}

function polWith(bytes: Uint8Array, fileName: string, text: RegistryText): Uint8Array {
  const found = parsePol({ bytes, fileName }).findLast(isSame(text));
  const at = found ?? { ...text, start: bytes.length, end: bytes.length };
  // The path and the name in the letters that the file has.
  const entry = polText({ path: at.path, name: at.name, data: text.data });
  return Buffer.concat([bytes.subarray(0, at.start), entry, bytes.subarray(at.end)]);
}

function regWith(source: Source, text: RegistryText): string {
  const lines = new TextLines(source.text);
  const found = parseRegFile(source).findLast(isSame(text));
  const written = `"${escaped(found?.name ?? text.name)}"="${escaped(text.data)}"`;
  if (found?.line != null) {
    lines.replace(found.line, lines.lastOf(found.line), written);
    return lines.toString();
  }
  const end = endOfKey(lines, text);
  if (end === undefined) lines.append(`\n[${longKey(text)}]\n${written}`);
  else lines.insertAfter(end, written);
  return lines.toString();
}

/** The last line of the key that says something; undefined where the key is not there. */
function endOfKey(lines: TextLines, text: RegistryText): number | undefined {
  const wanted = longKey(text).toLowerCase();
  let end: number | undefined;
  let inside = false;
  for (let line = 1; line <= lines.count; line += 1) {
    const content = lines.at(line).trim();
    const key = /^\[(?!-)(.*)\]$/.exec(content)?.[1];
    if (key !== undefined) inside = longKey(splitKey(key)).toLowerCase() === wanted;
    else if (content.startsWith('[')) inside = false;
    if (inside && content !== '') end = line;
  }
  return end;
}

function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

function lgpoWith(source: Source, text: RegistryText): string {
  const lines = new TextLines(source.text);
  const line = parseLgpo(source).findLast(isSame(text))?.line;
  if (line != null) lines.replace(line, line, `SZ:${text.data}`);
  else {
    const who = text.hive === 'HKLM' ? 'Computer' : 'User';
    lines.append(`\n${who}\n${text.path}\n${text.name}\nSZ:${text.data}`);
  }
  return lines.toString();
}
