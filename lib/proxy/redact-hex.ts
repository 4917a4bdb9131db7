/**
 * Users and passwords inside hexadecimal text: the binary values of a `.reg` export (`hex:46,00,…` over several lines) and of `reg
 * query` (`REG_BINARY 4600…`). The layout stays, byte by byte; only the pairs of either become those of `*`.
 */

/** `46,00,\` + line end + blanks, at least 12 bytes. */
const COMMA_PAIRS = /[0-9a-fA-F]{2}(?:,(?:\\\r?\n[ \t]{0,8})?[0-9a-fA-F]{2}){12,100000}/g;
const PLAIN_PAIRS = /(?<=REG_(?:BINARY|NONE)\s{1,16})(?:[0-9a-fA-F]{2}){12,100000}/g;
const PAIR = /[0-9a-fA-F]{2}/g;

/** `user:password@host` and `://user@host`, in bytes read as Latin-1 or as UTF-16LE. */
const CREDENTIALS =
  /([A-Za-z0-9._~%\\*-]{0,128}):(?!\/\/)([^\s/@\p{Cc}]{1,256})(?=@[A-Za-z0-9[])|(?<=:\/\/)([A-Za-z0-9._~%\\-]{1,128})(?=@[A-Za-z0-9[])/gu;

function masked(text: string): string {
  return text.replace(CREDENTIALS, (whole: string) => whole.replace(/[^:]/gu, '*'));
}

/** Bytes with their users and passwords masked; the same length. */
export function maskBytes(bytes: Uint8Array): Uint8Array {
  const buffer = Buffer.from(bytes);
  const latin1 = Buffer.from(masked(buffer.toString('latin1')), 'latin1');
  // A UTF-16 string may start at an even or at an odd byte.
  const even = Buffer.from(masked(latin1.toString('utf16le')), 'utf16le');
  const whole = Buffer.concat([even, latin1.subarray(even.length)]);
  const odd = Buffer.from(masked(whole.subarray(1).toString('utf16le')), 'utf16le');
  return Buffer.concat([whole.subarray(0, 1), odd, whole.subarray(1 + odd.length)]);
}

/** Text with the users and passwords inside its rows of hexadecimal bytes masked. */
export function redactHex(text: string): string {
  const rewrite = (row: string): string => {
    const bytes = Uint8Array.from(row.match(PAIR) ?? [], (pair) => Number.parseInt(pair, 16));
    const clean = maskBytes(bytes);
    let index = 0;
    return row.replace(PAIR, (pair) => {
      const value = clean[index] ?? 0;
      const same = bytes[index] === value;
      index += 1;
      return same ? pair : value.toString(16).padStart(2, '0');
    });
  };
  return text.replace(COMMA_PAIRS, rewrite).replace(PLAIN_PAIRS, rewrite);
}
