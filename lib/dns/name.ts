/**
 * Domain names as wire bytes (length-prefixed labels, closing zero), never as text: a label may hold a dot or any
 * byte. Limits: a name here is complete and uncompressed (`readName` and `parseName` see to that), 1 to 255 bytes.
 */
import { ParseError } from '../errors.js';
import { toAscii } from '../host-name.js';

/** A complete name in wire form, case kept. */
export type Name = Uint8Array;

/** The root, one zero byte. Shared: not to be written to. */
export const rootName: Name = Uint8Array.of(0);
/** The most bytes a name has on the wire, length bytes and closing zero included (RFC 1035 §2.3.4). */
export const maxNameBytes = 255;

const isUpper = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
const lowerByte = (byte: number): number => (isUpper(byte) ? byte + 0x20 : byte);

/** ASCII lower case (RFC 4343): length bytes are below 64, so no letter among them. */
export function lowerName(name: Name): Name {
  for (const byte of name) if (isUpper(byte)) return name.map(lowerByte);
  return name;
}

/** A string equal for equal names whatever their case: a key for a Map, not for people. */
export function nameKey(name: Name): string {
  return latin1(lowerName(name));
}

/** One character a byte, without a copy of the bytes. */
export function latin1(bytes: Uint8Array): string {
  // The quicker way for what has the length of a name; every byte is an argument of the call.
  if (bytes.length <= maxNameBytes) return String.fromCharCode.apply(null, bytes as unknown as number[]);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Whether two names are the same, ASCII letters in either case (RFC 4343 §3). */
export function equalNames(a: Name, b: Name): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (lowerByte(a[at] ?? 0) !== lowerByte(b[at] ?? 0)) return false;
  return true;
}

/** Where each label starts, the root's empty label not counted. */
function labelStarts(name: Name): number[] {
  const starts: number[] = [];
  for (let at = 0; (name[at] ?? 0) !== 0; at += (name[at] ?? 0) + 1) starts.push(at);
  return starts;
}

/** Labels, the root's not counted; a `*` counts as one. */
export function labelCount(name: Name): number {
  let count = 0;
  for (let at = 0; (name[at] ?? 0) !== 0; at += (name[at] ?? 0) + 1) count += 1;
  return count;
}

/** The last `count` labels: `lastLabels(www.example., 1)` is `example.`. The whole name where it has no more. */
export function lastLabels(name: Name, count: number): Name {
  let at = 0;
  for (let drop = labelCount(name) - count; drop > 0; drop -= 1) at += (name[at] ?? 0) + 1;
  return at === 0 ? name : name.subarray(at);
}

/** One label less, or undefined for the root. */
export function parentName(name: Name): Name | undefined {
  const first = name[0] ?? 0;
  return first === 0 ? undefined : name.subarray(first + 1);
}

/** True where `name` is `ancestor` or lies below it. */
export function isSubdomain(name: Name, ancestor: Name): boolean {
  let at = 0;
  while (name.length - at > ancestor.length) at += (name[at] ?? 0) + 1;
  return equalNames(at === 0 ? name : name.subarray(at), ancestor);
}

/** Whether the name is strictly below the other: false for the name itself. */
export function isBelow(name: Name, ancestor: Name): boolean {
  return name.length > ancestor.length && isSubdomain(name, ancestor);
}

/** `name` with its ending `from` replaced by `to`; undefined where the result is too long (RFC 6672 §2.3). */
export function replaceSuffix(name: Name, from: Name, to: Name): Name | undefined {
  const kept = name.length - from.length;
  if (kept + to.length > maxNameBytes) return undefined;
  return Uint8Array.from([...name.subarray(0, kept), ...to]);
}

/** `label.parent`, e.g. a hash or `*` before a zone; undefined where the result is too long. */
export function prependLabel(label: Uint8Array, parent: Name): Name | undefined {
  if (label.length === 0 || label.length > 63 || label.length + 1 + parent.length > maxNameBytes)
    return undefined;
  return Uint8Array.from([label.length, ...label, ...parent]);
}

/** The wildcard below a name, `*.name` (RFC 4592 §2.1.1); undefined where that is longer than 255 bytes. */
export function wildcardOf(name: Name): Name | undefined {
  return prependLabel(Uint8Array.of(0x2a), name);
}

/**
 * Whether the leftmost label is a single asterisk (RFC 4592 §2.1.1); an asterisk further to the right makes no
 * wildcard.
 */
export function isWildcard(name: Name): boolean {
  return name[0] === 1 && name[1] === 0x2a;
}

/** The longest name that is an ancestor (or the whole) of both. */
export function commonAncestor(a: Name, b: Name): Name {
  const left = lowerName(a);
  const right = lowerName(b);
  const leftLabels = labelCount(left);
  const rightLabels = labelCount(right);
  let best: Name = rootName;
  for (let count = 1; count <= Math.min(leftLabels, rightLabels); count += 1) {
    const candidate = lastLabels(left, count);
    if (Buffer.compare(candidate, lastLabels(right, count)) !== 0) break;
    best = lastLabels(a, count);
  }
  return best;
}

/** Canonical order (RFC 4034 §6.1): by labels from the right, each as lower-cased unsigned bytes. */
export function compareNames(a: Name, b: Name): number {
  const left = lowerName(a);
  const right = lowerName(b);
  const leftStarts = labelStarts(left);
  const rightStarts = labelStarts(right);
  for (let depth = 1; depth <= Math.min(leftStarts.length, rightStarts.length); depth += 1) {
    const order = Buffer.compare(labelAt(left, leftStarts, depth), labelAt(right, rightStarts, depth));
    if (order !== 0) return order;
  }
  return Math.sign(leftStarts.length - rightStarts.length);
}

function labelAt(name: Name, starts: readonly number[], depthFromRight: number): Uint8Array {
  const at = starts[starts.length - depthFromRight] ?? 0;
  return name.subarray(at + 1, at + 1 + (name[at] ?? 0));
}

/**
 * Presentation form, absolute (`t1c.t1t.io.`), with `\.` and `\DDD` for what would be misread
 * (RFC 1035 §5.1, RFC 4343 §2.1).
 */
export function formatName(name: Name): string {
  if (name[0] === 0) return '.';
  return plainName(name) ?? escapedName(name);
}

const dot = 0x2e;
/** Letters, digits, `_`, `*` and `-` stand for themselves everywhere. */
const isPlain: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  /[a-zA-Z0-9_*-]/.test(String.fromCharCode(byte)),
);

/** Wire form with the length bytes turned into dots and the first one left off; undefined where more is to be done. */
function plainName(name: Name): string | undefined {
  const text = name.slice(1);
  for (let at = 0; (name[at] ?? 0) !== 0;) {
    const end = at + 1 + (name[at] ?? 0);
    for (let byte = at + 1; byte < end; byte += 1) if (isPlain[name[byte] ?? 0] !== true) return undefined;
    text[end - 1] = dot;
    at = end;
  }
  return latin1(text);
}

const escaped = new Set(Buffer.from('."\\;()@$', 'ascii'));

function escapedName(name: Name): string {
  let text = '';
  for (let at = 0; (name[at] ?? 0) !== 0; at += (name[at] ?? 0) + 1) {
    const label = name.subarray(at + 1, at + 1 + (name[at] ?? 0));
    text += `${Array.from(label, formatByte).join('')}.`;
  }
  return text;
}

function formatByte(byte: number): string {
  if (byte <= 0x20 || byte >= 0x7f) return `\\${String(byte).padStart(3, '0')}`;
  return (escaped.has(byte) ? '\\' : '') + String.fromCharCode(byte);
}

/**
 * Reads presentation form, with or without the closing dot, escapes included; international names become A-labels. Throws
 * `ParseError` `bad-name`.
 */
export function parseName(text: string): Name {
  if (/[^\0-\x7f]/.test(text)) return parseName(aLabels(text));
  if (text === '.') return rootName;
  const bytes: number[] = [];
  let label: number[] = [];
  const close = (offset: number): void => {
    if (label.length === 0 || label.length > 63)
      throw new ParseError('bad-name', `"${text}": a label takes 1 to 63 bytes, not ${label.length}`, {
        offset,
      });
    bytes.push(label.length, ...label);
    label = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '.') {
      close(at);
    } else if (character === '\\') {
      const digits = /^\d{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
      const byte =
        digits === undefined ? text.charCodeAt(at + 1) : digits.length === 3 ? Number(digits) : NaN;
      label.push(byteOf(byte, text, at));
      at += digits?.length ?? 1;
    } else {
      label.push(byteOf(character.charCodeAt(0), text, at));
    }
  }
  if (label.length > 0) close(text.length);
  if (bytes.length === 0) throw new ParseError('bad-name', 'A name is needed; the root is written "."');
  bytes.push(0);
  if (bytes.length > maxNameBytes)
    throw new ParseError('bad-name', `"${text.slice(0, 80)}" is longer than the 255 bytes a name may take`);
  return Uint8Array.from(bytes);
}

/** What a name server is asked for (RFC 5891): never the characters' own bytes, of which there is no one form. */
function aLabels(text: string): string {
  const ascii = toAscii(text);
  if (ascii !== undefined) return ascii;
  const offset = text.search(/[^\0-\x7f]/);
  throw new ParseError(
    'bad-name',
    `"${text.slice(0, 80)}" is no international domain name (UTS 46); a byte is written \\DDD`,
    { offset },
  );
}

/** An escape says which byte: a number up to 255, or the character after the backslash. */
function byteOf(code: number, text: string, offset: number): number {
  if (!(code <= 0xff))
    throw new ParseError('bad-name', `"${text}": \\ comes before a character or three digits up to 255`, {
      offset,
    });
  return code;
}
