/**
 * A settings file as it may be kept: its bytes without user names and passwords. A file that holds none stays as it is, to
 * the byte; a text that holds one is written again as UTF-8; in a binary file each byte of one becomes `*`, so that every
 * length in it stays true.
 */
import { withoutEvents } from './formats/net-log.js';
import { parsePlist, type PlistValue } from './formats/plist.js';
import { isSecretKey, redactSource } from './redact.js';
import { maskBytes } from './redact-hex.js';
import { openSource, type Source } from './text.js';

/**
 * Throws `ParseError` for bytes in which nothing can be found: `file-too-large`, `not-text`, `bad-encoding`, and
 * `bad-plist` for a binary property list that is not whole.
 */
export function redactBytes(bytes: Uint8Array, fileName = '(input)'): Uint8Array {
  const source = openSource(bytes, fileName);
  if (!source.binary) {
    const redacted = redactSource(withoutEvents(source.text));
    return redacted === source.text ? bytes : new TextEncoder().encode(redacted);
  }
  const masked = maskBytes(withoutSecretValues(source));
  return Buffer.compare(masked, bytes) === 0 ? bytes : masked;
}

/** A binary property list keeps a password apart from its URL, under a key of its own. */
function withoutSecretValues(source: Source): Uint8Array {
  if (!String.fromCharCode(...source.bytes.subarray(0, 6)).startsWith('bplist')) return source.bytes;
  const copy = source.bytes.slice();
  maskSecrets(parsePlist(source), false, copy);
  return copy;
}

function maskSecrets(value: PlistValue, secret: boolean, bytes: Uint8Array): void {
  if (value.value instanceof Map) {
    for (const [key, inner] of value.value as ReadonlyMap<string, PlistValue>)
      maskSecrets(inner, secret || isSecretKey(key), bytes);
  } else if (Array.isArray(value.value)) {
    for (const inner of value.value as readonly PlistValue[]) maskSecrets(inner, secret, bytes);
  } else if (secret && value.range !== undefined) {
    const { start, length, unit } = value.range;
    for (let at = start; at < start + length; at += 1)
      bytes[at] = unit === 1 || (at - start) % 2 === 1 ? 0x2a : 0;
  }
}
