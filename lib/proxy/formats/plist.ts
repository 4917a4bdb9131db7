/**
 * Property lists, XML and binary, as one tree. Source: plist(5), Apple CoreFoundation CFBinaryPList.c (layout of
 * `bplist00`). Offsets, references and depth are checked; a cycle of references runs into the depth limit.
 */
import { ParseError } from '../../errors.js';
import { unreadable } from './reader.js';
import type { Source } from '../text.js';
import { parseXml, type XmlElement } from './xml.js';
import { fromWindows1252 } from '../../windows-1252.js';

export interface PlistValue {
  readonly value:
    string | number | boolean | readonly PlistValue[] | ReadonlyMap<string, PlistValue> | Uint8Array | null;
  /** null in a binary list. */
  readonly line: number | null;
  /** Where the text or data stands in a binary list: bytes, and bytes a character. */
  readonly range?: { readonly start: number; readonly length: number; readonly unit: 1 | 2 };
}

const MAX_DEPTH = 64;
const MAX_VALUES = 100_000;

/** Throws `ParseError`: those of `parseXml`, `bad-plist`. */
export function parsePlist(source: Source): PlistValue {
  if (source.binary) return parseBinary(source);
  const root = parseXml(source);
  const [top] = root.children;
  if (root.name !== 'plist' || top === undefined)
    throw unreadable(source, 'bad-plist', 'no property list stands in it.', root.line);
  return fromXml(top, source);
}

function fromXml(element: XmlElement, source: Source): PlistValue {
  const { line, name, text, children } = element;
  switch (name) {
    case 'dict':
      return { line, value: dictionary(element, source) };
    case 'array':
      return { line, value: children.map((one) => fromXml(one, source)) };
    case 'string':
    case 'date':
      return { line, value: text };
    case 'integer':
    case 'real':
      if (!/^[+-]?[0-9.]+(?:e[+-]?[0-9]+)?$/i.test(text))
        throw unreadable(source, 'bad-plist', `<${name}> holds ${JSON.stringify(text.slice(0, 40))}.`, line);
      return { line, value: Number(text) };
    case 'true':
    case 'false':
      return { line, value: name === 'true' };
    case 'data':
      return { line, value: new Uint8Array() };
    default:
      throw unreadable(source, 'bad-plist', `<${name}> is no type of a property list.`, line);
  }
}

function dictionary(element: XmlElement, source: Source): Map<string, PlistValue> {
  const map = new Map<string, PlistValue>();
  for (let index = 0; index < element.children.length; index += 2) {
    const key = element.children[index];
    const value = element.children[index + 1];
    if (key?.name !== 'key' || value === undefined)
      throw unreadable(
        source,
        'bad-plist',
        'a dictionary needs pairs of key and value.',
        key?.line ?? element.line,
      );
    map.set(key.text, { ...fromXml(value, source), line: key.line });
  }
  return map;
}

function parseBinary(source: Source): PlistValue {
  const { bytes } = source;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fail = (message: string, offset: number): ParseError =>
    new ParseError('bad-plist', `${source.fileName}: ${message}`, { offset });
  if (bytes.length < 40) throw fail('cut before the trailer.', bytes.length);
  const trailer = bytes.length - 32;
  const offsetSize = view.getUint8(trailer + 6);
  const refSize = view.getUint8(trailer + 7);
  const number = (at: number, size: number): number => {
    if (at < 0 || at + size > bytes.length || size < 1 || size > 8)
      throw fail('an offset leaves the file.', Math.max(at, 0));
    let value = 0;
    for (let index = 0; index < size; index += 1) value = value * 256 + view.getUint8(at + index);
    return value;
  };
  const count = number(trailer + 8, 8);
  const tableAt = number(trailer + 24, 8);
  if (count > MAX_VALUES) throw fail(`more than ${MAX_VALUES} values.`, trailer);
  let visited = 0;

  const objectAt = (reference: number, depth: number): PlistValue => {
    visited += 1;
    if (reference >= count || depth > MAX_DEPTH || visited > MAX_VALUES)
      throw fail('its references lead nowhere, or in a circle.', trailer);
    const at = number(tableAt + reference * offsetSize, offsetSize);
    const marker = number(at, 1);
    const kind = marker >> 4;
    const low = marker & 15;
    if (kind === 0) return { line: null, value: low === 9 ? true : low === 8 ? false : null };
    if (kind === 1) return { line: null, value: number(at + 1, Math.min(2 ** low, 8)) };
    if (kind === 2)
      return { line: null, value: low === 2 ? view.getFloat32(at + 1) : view.getFloat64(at + 1) };
    const long = low === 15;
    const sizeBytes = long ? 2 ** (number(at + 1, 1) & 15) : 0;
    const length = long ? number(at + 2, sizeBytes) : low;
    const start = at + 1 + (long ? 1 + sizeBytes : 0);
    const unit = kind === 6 ? 2 : kind === 13 ? 2 * refSize : kind === 10 || kind === 12 ? refSize : 1;
    if (length > bytes.length || start + length * unit > bytes.length)
      throw fail('a value is longer than the file.', at);
    const range = { start, length: length * unit, unit: kind === 6 ? 2 : 1 } as const;
    const inner = bytes.subarray(start, start + length * unit);
    if (kind === 4) return { line: null, value: inner, range };
    if (kind === 5) return { line: null, value: fromWindows1252(inner), range };
    if (kind === 6) return { line: null, value: new TextDecoder('utf-16be').decode(inner), range };
    const reference_ = (index: number): PlistValue =>
      objectAt(number(start + index * refSize, refSize), depth + 1);
    if (kind === 10 || kind === 12)
      return { line: null, value: Array.from({ length }, (_unused, index) => reference_(index)) };
    if (kind !== 13) return { line: null, value: null };
    const map = new Map<string, PlistValue>();
    for (let index = 0; index < length; index += 1)
      map.set(asText(reference_(index)) ?? '', reference_(length + index));
    return { line: null, value: map };
  };
  return objectAt(number(trailer + 16, 8), 0);
}

/** The dictionary a value is, or an empty one. */
export function asMap(value: PlistValue | undefined): ReadonlyMap<string, PlistValue> {
  return value?.value instanceof Map ? value.value : new Map();
}

export function asList(value: PlistValue | undefined): readonly PlistValue[] {
  return Array.isArray(value?.value) ? (value.value as readonly PlistValue[]) : [];
}

/** Text of a string or number; undefined for anything else. */
export function asText(value: PlistValue | undefined): string | undefined {
  const inner = value?.value;
  return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : undefined;
}

/** `1`, `true` and `<true/>` are on. */
export function asFlag(value: PlistValue | undefined): boolean | undefined {
  const inner = value?.value;
  if (typeof inner === 'boolean') return inner;
  if (typeof inner === 'number') return inner !== 0;
  return undefined;
}
