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
  if (layout === undefined) return reader.rest().slice();
  const parts: Uint8Array[] = [];
  for (const field of layout.fields) parts.push(takeField(field, reader, onName));
  if (reader.remaining > 0)
    throw new ParseError('surplus', `${reader.remaining} bytes are left over in the RDATA`, {
      offset: reader.offset,
    });
  return Uint8Array.from(Buffer.concat(parts));
}

function takeField(field: Field, reader: Reader, onName: (name: Name) => Name): Uint8Array {
  if (field === 'name') return onName(reader.name());
  if (lengthPrefixed.has(field)) {
    const start = reader.offset;
    const length = reader.u8();
    reader.bytes(length);
    return reader.message.subarray(start, start + 1 + length);
  }
  const fixed = fixedBytes[field];
  return fixed === undefined ? reader.rest() : reader.bytes(fixed);
}
