/**
 * The binary file of group policy: `PReg` 1, then `[key;value;type;size;data]` in UTF-16LE for each value. Source: Microsoft,
 * Registry Policy File Format. Which hive it is stands in the folder, not in the file.
 */
import { ParseError } from '../../errors.js';
import type { RegistryValue } from './registry-values.js';
import type { Source } from '../text.js';

/** A value, and the bytes that it takes. */
export interface PolEntry extends RegistryValue {
  readonly start: number;
  readonly end: number;
}

type Src = Pick<Source, 'bytes' | 'fileName'>;

/** Throws `ParseError` (`bad-registry-pol`) with the byte. */
export function parsePol({ bytes, fileName }: Src): PolEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hive = polHive(fileName);
  const values: PolEntry[] = [];
  let at = 8;
  const fail = (): ParseError =>
    new ParseError('bad-registry-pol', `${fileName}: not a whole policy entry at byte ${at}.`, {
      offset: at,
    });
  const expect = (char: string): void => {
    if (at + 2 > bytes.length || view.getUint16(at, true) !== char.charCodeAt(0)) throw fail();
    at += 2;
  };
  const text = (): string => {
    const start = at;
    while (at + 2 <= bytes.length && view.getUint16(at, true) !== 0) at += 2;
    if (at + 2 > bytes.length) throw fail();
    at += 2;
    return new TextDecoder('utf-16le').decode(bytes.subarray(start, at - 2));
  };
  const uint32 = (): number => {
    if (at + 4 > bytes.length) throw fail();
    at += 4;
    return view.getUint32(at - 4, true);
  };
  while (at < bytes.length) {
    const start = at;
    expect('[');
    const path = text();
    expect(';');
    const name = text();
    expect(';');
    const type = uint32();
    expect(';');
    const size = uint32();
    expect(';');
    if (size > bytes.length - at) throw fail();
    const data = bytes.subarray(at, at + size);
    at += size;
    expect(']');
    values.push({ hive, path, name, data: polData(type, data), line: null, start, end: at });
  }
  return values;
}

export function polHive(fileName: string): 'HKCU' | 'HKLM' {
  return /[\\/]user[\\/]|^user/i.test(fileName) ? 'HKCU' : 'HKLM';
}

/** The bytes of a text value (REG_SZ). */
export function polText({ path, name, data }: { path: string; name: string; data: string }): Uint8Array {
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');
  const number = (value: number): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(value);
    return four;
  };
  const content = utf16(`${data}\0`);
  return Buffer.concat([
    utf16(`[${path}\0;${name}\0;`),
    number(1),
    utf16(';'),
    number(content.length),
    utf16(';'),
    content,
    utf16(']'),
  ]);
}

function polData(type: number, data: Uint8Array): string | number | Uint8Array {
  if (type === 4 && data.length === 4)
    return new DataView(data.buffer, data.byteOffset, 4).getUint32(0, true);
  return type === 1 || type === 2 ? new TextDecoder('utf-16le').decode(data).replace(/\0+$/, '') : data;
}
