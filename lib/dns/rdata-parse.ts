/**
 * Reads records in presentation form: one record a line, absolute names (RFC 1035 §5 without `$` directives), RDATA
 * by its type's layout or as RFC 3597 `\# length hex`. Everything malformed throws `ParseError`.
 */
import { isIPv4, isIPv6 } from 'node:net';
import { ParseError } from '../errors.js';
import { parseBase32Hex } from './base32hex.js';
import { algorithmNumber, parseType } from './codes.js';
import { layoutOf, type Field } from './layout.js';
import type { ResourceRecord } from './message.js';
import { parseName } from './name.js';
import { writeTypeBitmap } from './type-bitmap.js';

type Tokens = string[];

const u16 = (value: number): number[] => [value >> 8, value & 0xff];
const u32 = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];

const read: Readonly<Record<Field, (tokens: Tokens) => ArrayLike<number>>> = {
  name: (tokens) => parseName(bare(tokens, 'a name')),
  u8: (tokens) => [number(tokens, 0xff)],
  algorithm: (tokens) => [algorithm(tokens)],
  u16: (tokens) => u16(number(tokens, 0xffff)),
  u32: (tokens) => u32(number(tokens, 0xffff_ffff)),
  time: (tokens) => u32(parseTime(next(tokens, 'a time'))),
  ipv4: (tokens) => parseIpv4(next(tokens, 'an IPv4 address')),
  ipv6: (tokens) => parseIpv6(next(tokens, 'an IPv6 address')),
  type: (tokens) => u16(parseType(next(tokens, 'a type'))),
  types: (tokens) => writeTypeBitmap(tokens.splice(0).map(parseType)),
  string: (tokens) => characterString(next(tokens, 'a string')),
  strings: (tokens) => {
    const first = next(tokens, 'a string');
    return [first, ...tokens.splice(0)].flatMap(characterString);
  },
  text: (tokens) => unquote(next(tokens, 'text')),
  hex: (tokens) => parseHex(tokens.splice(0).join('')),
  base64: (tokens) => parseBase64(tokens.splice(0).join('')),
  salt: (tokens) => {
    const text = next(tokens, 'a salt');
    return counted(text === '-' ? [] : [...parseHex(text)], 'A salt');
  },
  hash: (tokens) => {
    const text = next(tokens, 'a hash');
    const hash = parseBase32Hex(text);
    if (hash === undefined) throw new ParseError('bad-rdata', `"${text}" is no base32hex`);
    return counted([...hash], 'A hash');
  },
  a6: (tokens) => {
    const prefix = number(tokens, 128);
    const kept = Math.ceil((128 - prefix) / 8);
    const address = prefix === 128 ? [] : parseIpv6(next(tokens, 'an IPv6 address')).slice(16 - kept);
    return [prefix, ...address, ...(prefix === 0 ? [] : parseName(bare(tokens, 'a name')))];
  },
};

/** What 65,535 bytes take as text, four characters each, with room for blanks and comments. */
const longestText = 1_048_576;

/** RDATA of `type` from its text, up to 1 MiB. Throws `ParseError` `bad-rdata`, `bad-name`, `bad-type`, `no-text-form`. */
export function parseRdata(type: number, text: string): Uint8Array {
  if (text.length > longestText) throw new ParseError('bad-rdata', 'RDATA takes less than 1 MiB as text');
  const tokens = tokenize(text);
  if (tokens[0] === '\\#') {
    const bytes = parseHex(tokens.slice(2).join(''));
    if (!/^\d+$/.test(tokens[1] ?? '') || Number(tokens[1]) !== bytes.length)
      throw new ParseError('bad-rdata', `\\# says ${tokens[1] ?? 'nothing'} bytes, ${bytes.length} follow`);
    return ofLength(bytes);
  }
  const layout = layoutOf(type);
  if (layout === undefined)
    throw new ParseError('no-text-form', `Type ${type} has no text form here: write \\# length hex`);
  const bytes = layout.fields.flatMap((field) => Array.from(read[field](tokens)));
  if (tokens.length > 0)
    throw new ParseError('bad-rdata', `"${tokens.join(' ')}" is left over after the RDATA`);
  return ofLength(Uint8Array.from(bytes));
}

function ofLength(rdata: Uint8Array): Uint8Array {
  if (rdata.length > 0xffff)
    throw new ParseError('bad-rdata', `RDATA takes at most 65,535 bytes, not ${rdata.length}`);
  return rdata;
}

/** `owner [ttl] [class] type rdata`, comments cut off. A TTL left out is `defaultTtlSeconds`. */
export function parseRecord(line: string, defaultTtlSeconds = 3_600): ResourceRecord {
  const tokens = tokenize(line);
  const name = parseName(bare(tokens, 'an owner name'));
  let ttlSeconds = defaultTtlSeconds;
  for (let token = tokens[0] ?? ''; /^(\d+|IN)$/i.test(token); token = tokens[0] ?? '') {
    if (/^\d/.test(token)) ttlSeconds = number([token], 0x7fff_ffff);
    tokens.shift();
  }
  const type = parseType(next(tokens, 'a type'));
  return { name, type, class: 1, ttlSeconds, rdata: parseRdata(type, tokens.join(' ')) };
}

/**
 * Splits at blanks outside quotes; drops `; comment`, and the parentheses that continue a line. What is neither (a quote that
 * does not end, a backslash at the end) is refused, as BIND does.
 */
function tokenize(text: string): Tokens {
  const tokens: Tokens = [];
  const pattern = /\s+|;[^\n]*|"(?:[^"\\]|\\.)*"|[()]|(?:\\.|[^\s;()"\\])+/sy;
  let open = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const token = pattern.exec(text)?.[0];
    if (token === undefined) throw malformed(text, 'a quote or a backslash has no end', at);
    if (token === '(') open += 1;
    else if (token === ')') open -= 1;
    else if (!/^[\s;]/.test(token)) tokens.push(token);
    if (open < 0) throw malformed(text, 'a parenthesis closes what none opened', at);
  }
  if (open > 0) throw malformed(text, 'a parenthesis is not closed', text.length);
  return tokens;
}

function malformed(text: string, why: string, offset: number): ParseError {
  return new ParseError('bad-rdata', `"${text.slice(0, 80)}": ${why}`, { offset });
}

function next(tokens: Tokens, what: string): string {
  const token = tokens.shift();
  if (token === undefined) throw new ParseError('bad-rdata', `The line ends where ${what} is due`);
  return token;
}

/** What may not stand in quotes. */
function bare(tokens: Tokens, what: string): string {
  const token = next(tokens, what);
  if (token.startsWith('"')) throw malformed(token, `${what} stands without quotes`, 0);
  return token;
}

function number(tokens: Tokens, max: number): number {
  const text = next(tokens, 'a number');
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new ParseError('bad-rdata', `"${text}" is no number up to ${max}`);
  return value;
}

function algorithm(tokens: Tokens): number {
  const known = algorithmNumber.get((tokens[0] ?? '').toUpperCase());
  if (known === undefined) return number(tokens, 0xff);
  tokens.shift();
  return known;
}

/** `YYYYMMDDHHmmSS` or seconds since 1970 (RFC 4034 §3.2), modulo 2^32. A day or an hour that is none is refused. */
export function parseTime(text: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1);
  if (parts === undefined) return number([text], 0xffff_ffff);
  const [year = '', month = '', day = '', ...clock] = parts;
  const written = `${year}-${month}-${day}T${clock.join(':')}.000Z`;
  const ms = Date.parse(written);
  // Date rolls 30 February over; ISO form shows it.
  if (!(ms >= 0) || new Date(ms).toISOString() !== written)
    throw new ParseError('bad-rdata', `"${text}" is no time since 1970`);
  return (ms / 1_000) % 0x1_0000_0000;
}

function parseIpv4(text: string): number[] {
  if (!isIPv4(text)) throw new ParseError('bad-rdata', `"${text}" is no IPv4 address`);
  return text.split('.').map(Number);
}

function parseIpv6(text: string): number[] {
  if (!isIPv6(text) || text.includes('%')) throw new ParseError('bad-rdata', `"${text}" is no IPv6 address`);
  const hexOnly = text.replace(/[\d.]+$/, (tail) => {
    if (!tail.includes('.')) return tail;
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = '', tail] = hexOnly.split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right].flatMap(u16);
}

/** The bytes of a string, its escapes read: `\DDD` up to 255, or a backslash before what is no digit (RFC 1035 §5.1). */
function unquote(token: string): number[] {
  const text = token.startsWith('"') ? token.slice(1, -1) : token;
  return [...text.matchAll(/\\(\d{1,3})|\\?([^])/g)].map(([part, digits, character = '']) => {
    const byte = digits === undefined ? character.charCodeAt(0) : digits.length === 3 ? Number(digits) : NaN;
    if (!(byte <= (digits === undefined ? 0x7f : 0xff)))
      throw malformed(token, `${part} is no byte: one that is not ASCII is written \\DDD, up to 255`, 0);
    return byte;
  });
}

function characterString(token: string): number[] {
  return counted(unquote(token), 'A character string');
}

/** With the byte before them that counts them. */
function counted(bytes: readonly number[], what: string): number[] {
  if (bytes.length > 255) throw new ParseError('bad-rdata', `${what} takes at most 255 bytes`);
  return [bytes.length, ...bytes];
}

function parseHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text))
    throw new ParseError('bad-rdata', `"${text.slice(0, 40)}" is no hexadecimal`);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function parseBase64(text: string): Uint8Array {
  if (!/^([0-9a-z+/]{4})*([0-9a-z+/]{2}==|[0-9a-z+/]{3}=)?$/i.test(text))
    throw new ParseError('bad-rdata', `"${text.slice(0, 40)}" is no base64`);
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
