/**
 * IPv6 addresses as numbers of 128 bits and sets of those, and their texts.
 */
import { addressNumber } from './intervals.js';

/** Numbers of 128 bits, both ends included. */
export type WideInterval = readonly [bigint, bigint];

const LAST_V6 = (1n << 128n) - 1n;
export const EVERY_V6: readonly WideInterval[] = [[0n, LAST_V6]];

export function intersectWide(a: readonly WideInterval[], b: readonly WideInterval[]): WideInterval[] {
  return a.flatMap(([low, high]) =>
    b.flatMap(([from, to]): WideInterval[] => {
      const begin = low > from ? low : from;
      const end = high < to ? high : to;
      return begin <= end ? [[begin, end]] : [];
    }),
  );
}

export function outsideWide([from, to]: WideInterval): WideInterval[] {
  const parts: WideInterval[] = [];
  if (from > 0n) parts.push([0n, from - 1n]);
  if (to < LAST_V6) parts.push([to + 1n, LAST_V6]);
  return parts;
}

/** Canonical text (RFC 5952) of an IPv6 address. */
export function wideText(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  const host = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]/`).hostname;
  return host.slice(1, -1);
}

/** Address literal of either family → 128 bits, IPv4 as IPv4-mapped; `null` for anything else. */
export function wideNumber(text: string): { value: bigint; family: 'v4' | 'v6' } | null {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text)) {
    if (text.split('.').some((octet) => Number(octet) > 255)) return null;
    return { value: 0xffff00000000n + BigInt(addressNumber(text)), family: 'v4' };
  }
  if (!text.includes(':') || !URL.canParse(`http://[${text}]/`)) return null;
  const [head = '', tail] = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return { value: all.reduce((sum, group) => (sum << 16n) + BigInt(parseInt(group, 16)), 0n), family: 'v6' };
}

/** `address/length` → the 128-bit interval, IPv4 prefixes inside ::ffff:0:0/96; `null` where it is no prefix. */
export function prefixInterval(prefix: string): WideInterval | null {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(prefix);
  const address = match === null ? null : wideNumber(match[1] ?? '');
  if (match === null || address === null) return null;
  const length = Number(match[2]) + (address.family === 'v4' ? 96 : 0);
  if (Number(match[2]) > (address.family === 'v4' ? 32 : 128)) return null;
  const size = 1n << BigInt(128 - length);
  const base = (address.value / size) * size;
  return [base, base + size - 1n];
}
