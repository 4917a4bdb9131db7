/**
 * Bytes to text: the encodings in which settings files are found, and the size limit for all readers. A byte
 * order mark decides; without one, UTF-16 is told by its zero bytes, and what is not UTF-8 is read as
 * Windows-1252 (an ANSI `.reg`, an old configuration file).
 */
import { ParseError } from '../errors.js';

/** Settings files are small; a registry export of a whole machine is not one. */
const MAX_BYTES: number = 16 * 1024 * 1024;

export interface Source {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Empty for binary input. */
  readonly text: string;
  readonly binary: boolean;
  /** Without their line ends. */
  readonly lines: readonly string[];
}

const BOMS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

const BINARY_MAGIC = [
  'bplist',
  'regf',
  'PReg',
  'GVariant',
  '\u0046\u0000\u0000\u0000',
  '\u003c\u0000\u0000\u0000',
];

/** Throws `ParseError`: `file-too-large`, `not-text`, `bad-encoding`. */
export function openSource(bytes: Uint8Array, fileName: string): Source {
  if (bytes.length > MAX_BYTES) {
    throw new ParseError(
      'file-too-large',
      `${fileName} has ${bytes.length} bytes; settings files of more than ${MAX_BYTES} bytes are not read. Export only the proxy settings.`,
      { offset: MAX_BYTES },
    );
  }
  const head = String.fromCharCode(...bytes.subarray(0, 8));
  if (BINARY_MAGIC.some((magic) => head.startsWith(magic)))
    return { fileName, bytes, text: '', binary: true, lines: [] };
  const text = decode(bytes, fileName);
  return { fileName, bytes, text, binary: false, lines: text.split(/\r\n|\n|\r/) };
}

function decode(bytes: Uint8Array, fileName: string): string {
  const bom = BOMS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
  if (bom !== undefined) return decodeAs(bytes.subarray(bom.bytes.length), bom.encoding, fileName);
  const zero = bytes.indexOf(0);
  if (zero === -1) {
    return isUtf8(bytes) ? decodeAs(bytes, 'utf-8', fileName) : new TextDecoder('windows-1252').decode(bytes);
  }
  // Text in a Latin script has its zero bytes on one side only.
  const sample = bytes.subarray(0, 1024);
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  if (even === 0 && odd * 4 > sample.length) return decodeAs(bytes, 'utf-16le', fileName);
  if (odd === 0 && even * 4 > sample.length) return decodeAs(bytes, 'utf-16be', fileName);
  throw new ParseError('not-text', `${fileName} holds binary data at byte ${zero}; no reader knows it.`, {
    offset: zero,
  });
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string, fileName: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ParseError(
      'bad-encoding',
      `${fileName} says it is ${encoding.toUpperCase()} and is not: it was cut, or saved with another encoding.`,
      {
        offset: 0,
        cause,
      },
    );
  }
}
