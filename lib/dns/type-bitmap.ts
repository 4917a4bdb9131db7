/** The type bitmaps of NSEC, NSEC3 and CSYNC (RFC 4034 §4.1.2). Limits: at most 65,536 types by construction. */
import { ParseError } from '../errors.js';

/** The types set, ascending. Throws `ParseError` `bad-bitmap` for windows out of order, empty or over-long. */
export function readTypeBitmap(bytes: Uint8Array): ReadonlySet<number> {
  const types = new Set<number>();
  let lastWindow = -1;
  for (let at = 0; at < bytes.length;) {
    const window = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    if (window <= lastWindow || length < 1 || length > 32 || at + 2 + length > bytes.length)
      throw new ParseError('bad-bitmap', `A type bitmap is malformed at byte ${at}`, { offset: at });
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[at + 2 + index] ?? 0;
      for (let bit = 0; bit < 8; bit += 1)
        if ((byte & (0x80 >> bit)) !== 0) types.add(window * 256 + index * 8 + bit);
    }
    lastWindow = window;
    at += 2 + length;
  }
  return types;
}

/** The bitmap for a set of types. */
export function writeTypeBitmap(types: Iterable<number>): Uint8Array {
  const windows = new Map<number, Uint8Array>();
  for (const type of [...types].sort((a, b) => a - b)) {
    const window = type >> 8;
    const map = windows.get(window) ?? new Uint8Array(32);
    const index = (type & 0xff) >> 3;
    map[index] = (map[index] ?? 0) | (0x80 >> (type & 7));
    windows.set(window, map);
  }
  const parts: number[] = [];
  for (const [window, map] of windows) {
    const length = map.findLastIndex((byte) => byte !== 0) + 1;
    parts.push(window, length, ...map.subarray(0, length));
  }
  return Uint8Array.from(parts);
}
