/**
 * Bytes as they were found → the text a client would compile. A byte order mark decides; without one UTF-8 is tried,
 * then Latin-1 (Chromium converts a PAC of unknown encoding the same way, net/proxy_resolution/pac_file_fetcher_impl.cc).
 * A `data:` URL is unpacked. What a server sent instead of a PAC (an HTML page) is recognised, never guessed at.
 */
import { ParseError } from '../../errors.js';

/** In which encoding bytes of a PAC were read; `latin1` where they are not UTF-8 and have no byte order mark. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

/** A script’s text without its byte order mark, and how its bytes were read. */
export interface DecodedSource {
  readonly text: string;
  readonly encoding: Encoding;
  readonly bom: boolean;
}

function hasPrefix(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** Two-byte text without a mark: every second byte of the first letters is zero. */
function looksLikeUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length < 8 || bytes.length % 2 !== 0) return null;
  const head = bytes.subarray(0, 64);
  const zerosAt = (parity: number): boolean =>
    head.every((byte, index) => index % 2 !== parity || byte === 0);
  if (zerosAt(1) && !zerosAt(0)) return 'utf-16le';
  if (zerosAt(0) && !zerosAt(1)) return 'utf-16be';
  return null;
}

function utf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  if (encoding === 'utf-16le') return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(Buffer.from(even).swap16());
}

function fromUtf16(bytes: Uint8Array): DecodedSource | null {
  if (hasPrefix(bytes, [0xff, 0xfe]))
    return { text: utf16(bytes.subarray(2), 'utf-16le'), encoding: 'utf-16le', bom: true };
  if (hasPrefix(bytes, [0xfe, 0xff]))
    return { text: utf16(bytes.subarray(2), 'utf-16be'), encoding: 'utf-16be', bom: true };
  const encoding = looksLikeUtf16(bytes);
  return encoding === null ? null : { text: utf16(bytes, encoding), encoding, bom: false };
}

function fromBytes(bytes: Uint8Array, readsUtf16: boolean): DecodedSource {
  if (hasPrefix(bytes, [0xef, 0xbb, 0xbf])) {
    return {
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(3)),
      encoding: 'utf-8',
      bom: true,
    };
  }
  const wide = readsUtf16 ? fromUtf16(bytes) : null;
  if (wide !== null) return wide;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'utf-8', bom: false };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'latin1', bom: false };
  }
}

/** The payload of `data:[<type>][;base64],<data>` (RFC 2397). Throws `ParseError` (`bad-data-url`). */
function dataUrlBytes(url: string): Uint8Array {
  const comma = url.indexOf(',');
  if (comma === -1)
    throw new ParseError('bad-data-url', 'a data: URL needs a comma before its data', { offset: url.length });
  const payload = url.slice(comma + 1);
  try {
    const plain = decodeURIComponent(payload);
    return /;\s*base64\s*$/i.test(url.slice(0, comma))
      ? Buffer.from(plain, 'base64')
      : Buffer.from(plain, 'utf8');
  } catch (cause) {
    throw new ParseError('bad-data-url', 'the data: URL is not validly percent-encoded', {
      offset: comma + 1,
      cause,
    });
  }
}

/**
 * The text of a PAC given as text, bytes, or a `data:` URL. Text may carry a byte order mark, which is taken off.
 * Without `readsUtf16`, as for a client that does not, UTF-16 comes out as its bytes. Throws `ParseError`
 * (`bad-data-url`) for a data: URL that cannot be unpacked.
 */
export function decodeSource(source: string | Uint8Array, readsUtf16 = true): DecodedSource {
  if (typeof source !== 'string') return fromBytes(source, readsUtf16);
  if (/^\s*data:[^\n]*,/i.test(source.slice(0, 300)) && !source.trim().includes('\n')) {
    return fromBytes(dataUrlBytes(source.trim()), readsUtf16);
  }
  const bom = source.startsWith('\uFEFF');
  return { text: bom ? source.slice(1) : source, encoding: 'utf-8', bom };
}

const HTML_OPENING =
  /^\s*(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|\?xml)[\s>]/i;

/** True where the text is an HTML (or XML) page: a captive portal or an error page served in the PAC's place. */
export function isHtmlPage(text: string): boolean {
  return HTML_OPENING.test(text.slice(0, 4096));
}

/** Text → the bytes of the encoding it came in. */
export function encodeSource(text: string, { encoding, bom }: Omit<DecodedSource, 'text'>): Uint8Array {
  const marked = (bom ? '\uFEFF' : '') + text;
  if (encoding === 'latin1') return Buffer.from(text, 'latin1');
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
}
