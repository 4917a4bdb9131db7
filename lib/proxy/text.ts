/**
 * Bytes to text: the encodings in which settings files are found, and the size limit for all readers. A byte
 * order mark decides; without one, UTF-16 is told by its zero bytes, and what is not UTF-8 is read as
 * Windows-1252 (an ANSI `.reg`, an old configuration file).
 */
import { ParseError } from '../errors.js';
import { fromWindows1252 } from '../windows-1252.js';

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

/** The object identifier of signed data (RFC 5652, section 5.1), as DER writes it. */
const SIGNED_DATA = '\u0006\u0009\u002a\u0086\u0048\u0086\u00f7\u000d\u0001\u0007\u0002';
/** A sequence, and its length in at most five bytes. */
const SIGNED_WITHIN = 6;

/** A configuration profile that was signed: the profile is inside, as bytes of the signature’s own encoding. */
function isSigned(bytes: Uint8Array): boolean {
  const at = String.fromCharCode(...bytes.subarray(0, SIGNED_WITHIN + SIGNED_DATA.length)).indexOf(
    SIGNED_DATA,
  );
  return bytes[0] === 0x30 && at >= 2 && at <= SIGNED_WITHIN;
}

/** Throws `ParseError`: `file-too-large`, `signed`, `not-text`, `bad-encoding`. */
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
  if (isSigned(bytes))
    throw new ParseError(
      'signed',
      `${fileName} is signed; take the profile out of its signature first: openssl smime -verify -noverify -inform der -in FILE -out profile.mobileconfig (on a Mac: security cms -D -i FILE -o profile.mobileconfig), and sign it again afterwards.`,
      { offset: 0 },
    );
  const text = decode(bytes, fileName);
  return { fileName, bytes, text, binary: false, lines: text.split(/\r\n|\n|\r/) };
}

/**
 * The text in the encoding of the bytes that it was made from, with their byte order mark. Undefined where that encoding
 * has no place for one of its characters.
 */
export function encodeLike(bytes: Uint8Array, fileName: string, text: string): Uint8Array | undefined {
  const mark = markOf(bytes);
  const body = bytes.subarray(mark?.bytes.length ?? 0);
  const encoding = mark?.encoding ?? encodingOf(body, fileName);
  const encoded = encodeAs(text, encoding);
  return encoded === undefined ? undefined : Buffer.concat([Buffer.from(mark?.bytes ?? []), encoded]);
}

function encodeAs(text: string, encoding: string): Uint8Array | undefined {
  switch (encoding) {
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'windows-1252': {
      const table = fromWindows1252(Uint8Array.from({ length: 256 }, (_, byte) => byte));
      // Each of its characters is one unit of UTF-16.
      const codes = Array.from({ length: text.length }, (_, at) => table.indexOf(text.charAt(at)));
      return codes.includes(-1) ? undefined : Uint8Array.from(codes);
    }
    default:
      return Buffer.from(text, 'utf8');
  }
}

function markOf(bytes: Uint8Array): (typeof BOMS)[number] | undefined {
  return BOMS.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte));
}

function decode(bytes: Uint8Array, fileName: string): string {
  const mark = markOf(bytes);
  if (mark !== undefined) return decodeAs(bytes.subarray(mark.bytes.length), mark.encoding, fileName);
  const encoding = encodingOf(bytes, fileName);
  return encoding === 'windows-1252' ? fromWindows1252(bytes) : decodeAs(bytes, encoding, fileName);
}

function encodingOf(bytes: Uint8Array, fileName: string): string {
  const zero = bytes.indexOf(0);
  if (zero === -1) return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
  // Text in a Latin script has its zero bytes on one side only.
  const sample = bytes.subarray(0, 1024);
  const odd = sample.filter((byte, index) => byte === 0 && index % 2 === 1).length;
  const even = sample.filter((byte, index) => byte === 0 && index % 2 === 0).length;
  if (even === 0 && odd * 4 > sample.length) return 'utf-16le';
  if (odd === 0 && even * 4 > sample.length) return 'utf-16be';
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
