/** Sets texts and lists of texts in a property list (XML), and leaves every other character of it as it stands. */
import { asList, asMap, asText, parsePlist } from '../formats/plist.js';
import { unreadable } from '../formats/reader.js';
import { child, parseXml, type XmlElement } from '../formats/xml.js';
import { encodeLike, openSource, type Source } from '../text.js';

/** One to be set; the dictionaries on the way are made where they are not there. */
export interface PlistText {
  readonly path: readonly string[];
  /** A list: these are added to what is in it. */
  readonly value: string | readonly string[];
}

/**
 * The file with these values in the payload that fits, or in the top dictionary of a list without payloads. Undefined where
 * its encoding has no place for one of the characters. Throws `ParseError` (`bad-plist` where no payload fits, `binary-plist`).
 */
export function withPlistTexts(
  bytes: Uint8Array,
  fileName: string,
  fits: (payload: { readonly type: string; readonly keys: readonly string[] }) => boolean,
  texts: readonly PlistText[],
): Uint8Array | undefined {
  const source = openSource(bytes, fileName);
  if (source.binary)
    throw unreadable(
      source,
      'binary-plist',
      'it is a binary property list; make it text first: plutil -convert xml1 FILE.',
      1,
    );
  let { text } = source;
  for (const one of texts) text = withText(reopened(source, text), fits, one);
  return encodeLike(bytes, fileName, text);
}

function reopened({ fileName }: Source, text: string): Source {
  return openSource(new TextEncoder().encode(text), fileName);
}

function withText(
  source: Source,
  fits: Parameters<typeof withPlistTexts>[2],
  { path, value }: PlistText,
): string {
  let dictionary = payloadOf(source, fits);
  for (const [depth, key] of path.entries()) {
    const found = member(dictionary, key);
    if (found === undefined) return inserted(source.text, dictionary, path.slice(depth), value);
    const wanted = depth < path.length - 1 ? 'dict' : typeof value === 'string' ? 'string' : 'array';
    if (found.name !== wanted)
      throw unreadable(
        source,
        'bad-plist',
        `${key} is of the type ${found.name}, and must be of the type ${wanted}.`,
        found.line,
      );
    if (depth === path.length - 1)
      return typeof value === 'string'
        ? replaced(source.text, found, `<string>${escaped(value)}</string>`)
        : extended(source.text, found, value);
    dictionary = found;
  }
  return source.text;
}

function payloadOf(source: Source, fits: Parameters<typeof withPlistTexts>[2]): XmlElement {
  const root = child(parseXml(source), 'dict');
  if (root === undefined) throw unreadable(source, 'bad-plist', 'its top value is no dictionary.', 1);
  const payloads = member(root, 'PayloadContent');
  if (payloads === undefined) return root;
  const described = asList(asMap(parsePlist(source)).get('PayloadContent')).map((payload) => ({
    type: asText(asMap(payload).get('PayloadType')) ?? '',
    keys: [...asMap(payload).keys()],
  }));
  const found = payloads.children[described.findIndex(fits)];
  if (found?.name !== 'dict')
    throw unreadable(source, 'bad-plist', 'none of its payloads is for this program.', payloads.line);
  return found;
}

/** The value of a key; of two of a name the last one counts. */
function member({ children }: XmlElement, key: string): XmlElement | undefined {
  const at = children.findLastIndex(
    ({ name, text }, index) => index % 2 === 0 && name === 'key' && text === key,
  );
  return at === -1 ? undefined : children[at + 1];
}

function replaced(text: string, { range }: XmlElement, by: string): string {
  return text.slice(0, range.start) + by + text.slice(range.end);
}

function extended(text: string, list: XmlElement, values: readonly string[]): string {
  const present = new Set(list.children.map((one) => one.text));
  const lacking = values.filter((value) => !present.has(value));
  return lacking.length === 0
    ? text
    : insertLast(text, list, lacking.map((value) => [`<string>${escaped(value)}</string>`]).flat());
}

/** The key with its value last in the dictionary. */
function inserted(
  text: string,
  dictionary: XmlElement,
  [key = '', ...rest]: readonly string[],
  value: string | readonly string[],
): string {
  return insertLast(text, dictionary, [`<key>${escaped(key)}</key>`, ...valueLines(rest, value)]);
}

function valueLines([key, ...rest]: readonly string[], value: string | readonly string[]): string[] {
  const inner = (lines: readonly string[]): string[] => lines.map((line) => `${step}${line}`);
  if (key !== undefined)
    return ['<dict>', ...inner([`<key>${escaped(key)}</key>`, ...valueLines(rest, value)]), '</dict>'];
  if (typeof value === 'string') return [`<string>${escaped(value)}</string>`];
  return ['<array>', ...inner(value.map((one) => `<string>${escaped(one)}</string>`)), '</array>'];
}

/** Apple's own writer indents by tabs; most files by two blanks. */
const step = '  ';

function insertLast(text: string, parent: XmlElement, lines: readonly string[]): string {
  const { start, innerStart, innerEnd, end } = parent.range;
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const outer = indentAt(text, start);
  const last = parent.children.at(-1);
  const indent = last === undefined ? outer + step : indentAt(text, last.range.start);
  const body = lines.map((line) => `${lineEnd}${indent}${line}`).join('');
  if (innerEnd < innerStart)
    return `${text.slice(0, start)}<${parent.name}>${body}${lineEnd}${outer}</${parent.name}>${text.slice(end)}`;
  const at = last === undefined ? innerStart : last.range.end;
  const tail = text.slice(at, innerEnd);
  const after = /[\r\n]/.test(tail) ? tail : `${tail}${lineEnd}${outer}`;
  return text.slice(0, at) + body + after + text.slice(innerEnd);
}

function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
