/** Base 32 with the extended hex alphabet, unpadded (RFC 4648 §7), as NSEC3 owner names carry it. */

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** Eight characters for five bytes, in upper case and without padding (RFC 4648 §7); the empty string for no bytes. */
export function formatBase32Hex(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31] ?? '';
  }
  return bits === 0 ? text : text + (alphabet[(held << (5 - bits)) & 31] ?? '');
}

/** Undefined where a character is outside the alphabet, or one that no byte needs is left over. Any case. */
export function parseBase32Hex(text: string): Uint8Array | undefined {
  if (!/^[0-9a-v]*$/i.test(text)) return undefined;
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const character of text) {
    held = ((held << 5) | parseInt(character, 32)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  // Of the last character only zeros may be left (RFC 4648 §3.5): else many texts would stand for one hash.
  return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? undefined : Uint8Array.from(bytes);
}
