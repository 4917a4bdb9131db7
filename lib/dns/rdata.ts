/**
 * RDATA as bytes: taken from a message with its names decompressed, and put into canonical form (RFC 4034 §6.2).
 * Both walk the type's layout inside the record's bounds; RDATA that does not fit its layout throws `ParseError`.
 */
import { ParseError } from '../errors.js';
import { layoutOf, type Field } from './layout.js';
import { lowerName, type Name } from './name.js';
import { Reader } from './reader.js';

const fixedBytes: Partial<Record<Field, number>> = {
  u8: 1,
  algorithm: 1,
  u16: 2,
  u32: 4,
  time: 4,
  ipv4: 4,
  ipv6: 16,
  type: 2,
};
const lengthPrefixed: ReadonlySet<Field> = new Set<Field>(['string', 'salt', 'hash']);

/** Reads up to the reader's end. The result is a copy: it does not keep the message alive. */
export function readRdata(type: number, reader: Reader): Uint8Array {
  return copyFields(type, reader, (name) => name);
}

/** RDATA as it is signed and compared; `rdata` itself (no copy) where the type has no names to lower. */
export function canonicalRdata(type: number, rdata: Uint8Array): Uint8Array {
  if (layoutOf(type)?.lowered !== true) return rdata;
  return copyFields(type, new Reader(rdata), lowerName);
}

function copyFields(type: number, reader: Reader, onName: (name: Name) => Name): Uint8Array {
  const layout = layoutOf(type);
  if (layout === undefined) return copyOf(reader.rest());
  const parts: Uint8Array[] = [];
  // Bytes that stand as they are: taken together, up to the next name or the end.
  let plainFrom = reader.offset;
  const takePlain = (): void => {
    if (reader.offset > plainFrom) parts.push(reader.message.subarray(plainFrom, reader.offset));
  };
  for (const field of layout.fields) {
    if (field === 'a6' && !skipA6Address(reader)) continue;
    if (field === 'name' || field === 'a6') {
      takePlain();
      parts.push(onName(reader.name()));
      plainFrom = reader.offset;
    } else {
      skipField(field, reader);
    }
  }
  takePlain();
  if (reader.remaining > 0)
    throw new ParseError('surplus', `${reader.remaining} bytes are left over in the RDATA`, {
      offset: reader.offset,
    });
  return joined(parts);
}

/** RFC 2874 §3.1: true where a name follows. */
function skipA6Address(reader: Reader): boolean {
  const prefix = reader.u8();
  if (prefix > 128)
    throw new ParseError('bad-rdata', `An A6 prefix of ${prefix} bits`, { offset: reader.offset });
  reader.skip(Math.ceil((128 - prefix) / 8));
  return prefix > 0;
}

function skipField(field: Exclude<Field, 'name' | 'a6'>, reader: Reader): void {
  if (lengthPrefixed.has(field)) reader.skip(reader.u8());
  else reader.skip(fixedBytes[field] ?? reader.remaining);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return copyOf(first);
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Memory of its own, whatever kind of view `bytes` is. */
function copyOf(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
