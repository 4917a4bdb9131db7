/**
 * A settings file as it may be kept: its bytes without the passwords. A file that holds none stays as it is, to the
 * byte; a text that holds one is written again as UTF-8; in a binary file each byte of a password becomes `*`, so that
 * every length in it stays true.
 */
import { redactSource } from './redact.js';
import { openSource } from './text.js';

/** `scheme://user:password@` or `user:password@`, as ASCII inside a binary file. */
const binaryPassword = /([A-Za-z0-9._~%-]{1,128}:)([^\s/@\u0000-\u001f]{1,256})(?=@[A-Za-z0-9[])/g; // eslint-disable-line no-control-regex -- a length byte ends a string

/** Throws `ParseError` (`file-too-large`, `not-text`, `bad-encoding`) for bytes in which nothing can be found. */
export function redactBytes(bytes: Uint8Array, fileName = '(input)'): Uint8Array {
  const { binary, text } = openSource(bytes, fileName);
  if (binary) {
    const latin1 = Buffer.from(bytes).toString('latin1');
    const masked = latin1.replace(
      binaryPassword,
      (_whole, user: string, password: string) => user + '*'.repeat(password.length),
    );
    return masked === latin1 ? bytes : Buffer.from(masked, 'latin1');
  }
  const redacted = redactSource(text);
  return redacted === text ? bytes : new TextEncoder().encode(redacted);
}
