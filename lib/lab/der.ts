/** Values in DER (X.690), as few kinds as a certificate needs: each function gives a whole value, tag and length included. */

const CLASS_CONTEXT = 0x80;
const CONSTRUCTED = 0x20;

function value(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  const head = length < 128 ? [length] : [CLASS_CONTEXT | octets.length, ...octets];
  return Buffer.concat([Uint8Array.of(tag, ...head), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer =>
  value(CONSTRUCTED | 0x10, Buffer.concat(parts));

export const set = (...parts: readonly Uint8Array[]): Buffer =>
  value(CONSTRUCTED | 0x11, Buffer.concat(parts));

export const boolean = (is: boolean): Buffer => value(0x01, Uint8Array.of(is ? 0xff : 0));

/** Of a number that is not negative, most significant octet first. */
export function integer(octets: Uint8Array): Buffer {
  const first = octets.findIndex((octet) => octet !== 0);
  const short = first === -1 ? Uint8Array.of(0) : octets.subarray(first);
  return value(0x02, (short[0] ?? 0) < 128 ? short : Buffer.concat([Uint8Array.of(0), short]));
}

/** `unused`: how many of the last octet's bits are none. */
export const bitString = (octets: Uint8Array, unused = 0): Buffer =>
  value(0x03, Buffer.concat([Uint8Array.of(unused), octets]));

export const octetString = (octets: Uint8Array): Buffer => value(0x04, octets);

export const utf8String = (text: string): Buffer => value(0x0c, Buffer.from(text));

/** E.g. `2.5.4.3`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  // The first two arcs are one number.
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const sevens = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      sevens.unshift(128 | (left % 128));
    return sevens;
  });
  return value(0x06, Uint8Array.from(octets));
}

/** Up to 2049 in two digits of the year, from 2050 on in four (RFC 5280 §4.1.2.5). */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/\.\d+|[-:T]/g, '');
  const isShort = at.getUTCFullYear() >= 1950 && at.getUTCFullYear() < 2050;
  return isShort ? value(0x17, Buffer.from(digits.slice(2))) : value(0x18, Buffer.from(digits));
}

/** In place of the tag that the content would have. */
export const tagged = (number: number, content: Uint8Array): Buffer => value(CLASS_CONTEXT | number, content);

/** Around a whole value. */
export const explicit = (number: number, whole: Uint8Array): Buffer =>
  value(CLASS_CONTEXT | CONSTRUCTED | number, whole);
