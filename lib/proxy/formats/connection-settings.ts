/**
 * The binary values of Windows: `DefaultConnectionSettings` / `SavedLegacySettings` (WinINET, per connection) and
 * `WinHttpSettings`. Microsoft does not document them; the layout is as observed by many (version, counter,
 * flags, then length-prefixed ANSI strings). A length that leaves the value is an error, not a guess.
 */
import { ParseError } from '../../errors.js';
import { fromWindows1252 } from '../../windows-1252.js';

export interface ConnectionSettings {
  /** 0x46 for Internet Explorer 8 and later, 0x3C before; 0x18 or 0x28 for WinHttpSettings. */
  readonly version: number;
  /** How often the value was written. */
  readonly counter: number;
  readonly flags: {
    readonly direct: boolean;
    readonly manual: boolean;
    readonly pac: boolean;
    readonly autoDetect: boolean;
  };
  readonly proxy: string;
  readonly bypass: string;
  readonly pacUrl: string;
}

const FLAG = { direct: 1, manual: 2, pac: 4, autoDetect: 8 };

class Cursor {
  readonly #view: DataView;
  readonly #name: string;
  #at = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#name = name;
  }

  uint32(): number {
    if (this.#at + 4 > this.#view.byteLength) throw this.#cut();
    const value = this.#view.getUint32(this.#at, true);
    this.#at += 4;
    return value;
  }

  string(): string {
    const length = this.uint32();
    if (length > this.#view.byteLength - this.#at) throw this.#cut();
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at, length);
    this.#at += length;
    return fromWindows1252(bytes).replace(/\0+$/, '');
  }

  get at(): number {
    return this.#at;
  }

  get done(): boolean {
    return this.#at >= this.#view.byteLength;
  }

  #cut(): ParseError {
    return new ParseError(
      'bad-connection-settings',
      `${this.#name} ends before its strings do (byte ${this.#at}).`,
      { offset: this.#at },
    );
  }
}

function readFlags(flags: number): ConnectionSettings['flags'] {
  return {
    direct: (flags & FLAG.direct) !== 0,
    manual: (flags & FLAG.manual) !== 0,
    pac: (flags & FLAG.pac) !== 0,
    autoDetect: (flags & FLAG.autoDetect) !== 0,
  };
}

/** `DefaultConnectionSettings` and its like. Throws `ParseError` `bad-connection-settings`. */
export function parseConnectionSettings(bytes: Uint8Array, name: string): ConnectionSettings {
  const cursor = new Cursor(bytes, name);
  const version = cursor.uint32();
  if (version !== 0x46 && version !== 0x3c) {
    throw new ParseError(
      'bad-connection-settings',
      `${name} starts with 0x${version.toString(16)}, which is no known version (0x46, 0x3c).`,
      { offset: 0 },
    );
  }
  const counter = cursor.uint32();
  const flags = readFlags(cursor.uint32());
  const proxy = cursor.string();
  const bypass = cursor.string();
  return { version, counter, flags, proxy, bypass, pacUrl: cursor.done ? '' : cursor.string() };
}

/** `WinHttpSettings`: no PAC, no discovery. Throws `ParseError` `bad-connection-settings`. */
export function parseWinHttpSettings(bytes: Uint8Array, name: string): ConnectionSettings {
  const cursor = new Cursor(bytes, name);
  const version = cursor.uint32();
  if (version !== 0x18 && version !== 0x28) {
    throw new ParseError(
      'bad-connection-settings',
      `${name} starts with 0x${version.toString(16)}, which is no known version (0x18, 0x28).`,
      { offset: 0 },
    );
  }
  const counter = cursor.uint32();
  const flags = readFlags(cursor.uint32());
  const proxy = cursor.done ? '' : cursor.string();
  return { version, counter, flags, proxy, bypass: cursor.done ? '' : cursor.string(), pacUrl: '' };
}

/** The value with this bypass list, one written more often than before. Throws as `parseConnectionSettings`. */
export function withBypassList(bytes: Uint8Array, list: string): Uint8Array {
  const cursor = new Cursor(bytes, 'The binary connection settings');
  for (let field = 0; field < 3; field += 1) cursor.uint32();
  cursor.string();
  const start = cursor.at;
  if (!cursor.done) cursor.string();
  const length = Buffer.alloc(4);
  length.writeUInt32LE(list.length);
  const head = Buffer.from(bytes.subarray(0, start));
  head.writeUInt32LE((head.readUInt32LE(4) + 1) >>> 0, 4);
  return Buffer.concat([head, length, Buffer.from(list, 'latin1'), bytes.subarray(cursor.at)]);
}
