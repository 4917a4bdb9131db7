/**
 * IP addresses as bytes, read in the two ways client programs do: strictly (inet_pton, four decimal octets) and
 * loosely (inet_aton and the URL Standard: `127.1`, `0x7f.1`, one number). No zone ids, no names.
 */

/** 4 or 16 bytes. */
export type AddressBytes = readonly number[];

const OCTET = /^(0|[1-9][0-9]{0,2})$/;

/** Four decimal octets without leading zeros, as inet_pton(AF_INET) takes them; undefined for anything else. */
export function parseIpv4(text: string): AddressBytes | undefined {
  // Most of what is asked about is a name: it does not end in a digit.
  if (!isDigit(text.charCodeAt(text.length - 1))) return undefined;
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!OCTET.test(part) || Number(part) > 255) return undefined;
    bytes.push(Number(part));
  }
  return bytes;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function looseNumber(part: string): number | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(part)) return Number.parseInt(part.slice(2), 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9][0-9]*$/.test(part) ? Number.parseInt(part, 10) : undefined;
}

/** One to four numbers, each decimal, octal or hexadecimal, the last one filling the rest (inet_aton(3)). */
export function parseIpv4Loose(text: string): AddressBytes | undefined {
  if (!isDigit(text.charCodeAt(0))) return undefined;
  const parts = text.split('.');
  if (parts.length > 4 || text.length > 64) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const value = looseNumber(part);
    if (value === undefined) return undefined;
    numbers.push(value);
  }
  const last = numbers.pop();
  if (last === undefined || numbers.some((value) => value > 255)) return undefined;
  const free = 4 - numbers.length;
  if (last >= 256 ** free) return undefined;
  for (let place = free - 1; place >= 0; place -= 1) numbers.push(Math.floor(last / 256 ** place) % 256);
  return numbers;
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const tail = index === parts.length - 1 ? parseIpv4(part) : undefined;
      if (tail === undefined) return undefined;
      bytes.push(...tail);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      const value = Number.parseInt(part, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

/** RFC 4291 §2.2 text without brackets and without a zone; undefined for anything else. */
export function parseIpv6(text: string): AddressBytes | undefined {
  if (!text.includes(':') || text.length > 45) return undefined;
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? '');
  const tail = halves.length === 2 ? groups(halves[1] ?? '') : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Strict IPv4 or IPv6. */
export function parseAddress(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** The IPv4 address inside `::ffff:0:0/96`, or the address as it is. */
export function unmapped(address: AddressBytes): AddressBytes {
  const mapped =
    address.length === 16 &&
    address.slice(0, 10).every((byte) => byte === 0) &&
    address[10] === 255 &&
    address[11] === 255;
  return mapped ? address.slice(12) : address;
}

/** The IPv4-mapped form of an IPv4 address; an IPv6 address as it is. */
export function mapped(address: AddressBytes): AddressBytes {
  return address.length === 4 ? [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, ...address] : address;
}

/** Same length and the same first `bits` bits. */
export function samePrefix(one: AddressBytes, other: AddressBytes, bits: number): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) {
    const left = bits - index * 8;
    if (left <= 0) return true;
    const mask = left >= 8 ? 255 : (255 << (8 - left)) & 255;
    if ((((one[index] ?? 0) ^ (other[index] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

export function sameAddress(one: AddressBytes, other: AddressBytes): boolean {
  return samePrefix(one, other, one.length * 8);
}

/** 127.0.0.0/8 or ::1 (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(address: AddressBytes): boolean {
  if (address.length === 4) return address[0] === 127;
  return address.every((byte, index) => byte === (index === 15 ? 1 : 0));
}
