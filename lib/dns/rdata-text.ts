/** RDATA as people write it in zone files (RFC 1035 §5, RFC 4034, RFC 5155); unknown types as RFC 3597 `\#`. */
import { ParseError } from '../errors.js';
import { formatBase32Hex } from './base32hex.js';
import { formatType } from './codes.js';
import { layoutOf, type Field } from './layout.js';
import { formatName } from './name.js';
import { Reader } from './reader.js';
import { readTypeBitmap } from './type-bitmap.js';

/** In capitals, as digests are shown. */
export const hex = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('hex').toUpperCase();

const show: Readonly<Record<Field, (reader: Reader) => string>> = {
  name: (reader) => formatName(reader.name()),
  u8: (reader) => String(reader.u8()),
  algorithm: (reader) => String(reader.u8()),
  u16: (reader) => String(reader.u16()),
  u32: (reader) => String(reader.u32()),
  time: (reader) => formatTime(reader.u32()),
  ipv4: (reader) => [...reader.bytes(4)].join('.'),
  ipv6: (reader) => formatIpv6(reader.bytes(16)),
  type: (reader) => formatType(reader.u16()),
  types: (reader) => [...readTypeBitmap(reader.rest())].map(formatType).join(' '),
  string: (reader) => quote(reader.bytes(reader.u8())),
  strings: showStrings,
  text: (reader) => quote(reader.rest()),
  hex: (reader) => hex(reader.rest()),
  base64: (reader) => Buffer.from(reader.rest()).toString('base64'),
  salt: (reader) => hex(reader.bytes(reader.u8())) || '-',
  hash: formatHash,
  a6: formatA6,
};

/** Never throws: RDATA that does not fit its type's layout is shown as `\# length hex`. */
export function formatRdata(type: number, rdata: Uint8Array): string {
  const layout = layoutOf(type);
  if (layout !== undefined) {
    try {
      const reader = new Reader(rdata);
      const parts = layout.fields.map((field) => show[field](reader));
      if (reader.remaining === 0) return parts.filter((part) => part !== '').join(' ');
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
    }
  }
  return rdata.length === 0 ? '\\# 0' : `\\# ${rdata.length} ${hex(rdata)}`;
}

/** RRSIG time (RFC 4034 §3.2) as `YYYYMMDDHHmmSS`, UTC. */
export function formatTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** RFC 1035 §3.3.14 has one at least: none at all has no form in zone files. */
function showStrings(reader: Reader): string {
  if (reader.remaining === 0) throw new ParseError('bad-strings', 'no string');
  const parts: string[] = [];
  while (reader.remaining > 0) parts.push(quote(reader.bytes(reader.u8())));
  return parts.join(' ');
}

/** RFC 5155 §3.2 counts it from 1: for an empty one zone files have no form, and what follows would be read as it. */
function formatHash(reader: Reader): string {
  const length = reader.u8();
  if (length === 0) throw new ParseError('bad-hash', 'an empty hash');
  return formatBase32Hex(reader.bytes(length));
}

/** RFC 2874 §3.2: the address has zeros where the prefix stands, and is left out where there is nothing but prefix. */
function formatA6(reader: Reader): string {
  const prefix = reader.u8();
  if (prefix > 128) throw new ParseError('bad-rdata', `An A6 prefix of ${prefix} bits`);
  const suffix = reader.bytes(Math.ceil((128 - prefix) / 8));
  const address = new Uint8Array(16);
  address.set(suffix, 16 - suffix.length);
  const parts = [String(prefix), ...(prefix === 128 ? [] : [formatIpv6(address)])];
  return [...parts, ...(prefix === 0 ? [] : [formatName(reader.name())])].join(' ');
}

function quote(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    if (byte < 0x20 || byte >= 0x7f) text += `\\${String(byte).padStart(3, '0')}`;
    else text += (byte === 0x22 || byte === 0x5c ? '\\' : '') + String.fromCharCode(byte);
  }
  return `"${text}"`;
}

/** RFC 5952: lower case, the longest run of zero groups (first of equals, at least two) as `::`. */
function formatIpv6(bytes: Uint8Array): string {
  const reader = new Reader(bytes);
  const groups = Array.from({ length: 8 }, () => reader.u16().toString(16));
  const runs = [
    ...groups
      .map((group) => (group === '0' ? '0' : 'x'))
      .join('')
      .matchAll(/0{2,}/g),
  ];
  const longest = runs.reduce<RegExpExecArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest === undefined) return groups.join(':');
  return `${groups.slice(0, longest.index).join(':')}::${groups.slice(longest.index + longest[0].length).join(':')}`;
}
