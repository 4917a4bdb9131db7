/**
 * Builtins on addresses and networks.
 */
import { addressDigits } from '../address-text.js';
import { builtin, EVERY_CLIENT, helper, WITH_EXTENSIONS, type Builtin } from './row.js';

// The script's, should it have changed them.
declare function isValidIpAddress(text: unknown): boolean;
declare function convert_addr(text: unknown): number;
declare function dnsResolve(host: unknown): string | null;

const DOTTED_QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** An IPv4 address as IPv6 has it, which is how families that differ meet (proxy_resolver_v8.cc, IsInNetEx). */
const MAPPED = '00000000000000000000ffff';

/** Whether two runs of hexadecimal digits begin with the same `length` bits. */
function sameBits(digits: string, base: string, length: number): boolean {
  const whole = length >> 2;
  if (digits.slice(0, whole) !== base.slice(0, whole)) return false;
  const rest = length & 3;
  if (rest === 0) return true;
  return parseInt(digits.charAt(whole), 16) >> (4 - rest) === parseInt(base.charAt(whole), 16) >> (4 - rest);
}

interface SortedAddress {
  readonly text: string;
  readonly place: number;
  readonly digits: string;
}

/** IPv6 before IPv4, then by number. */
function inOrder(a: SortedAddress, b: SortedAddress): number {
  if (a.digits.length !== b.digits.length) return b.digits.length - a.digits.length;
  if (a.digits === b.digits) return a.place - b.place;
  return a.digits < b.digits ? -1 : 1;
}

export const NETWORK_BUILTINS: readonly Builtin[] = [
  helper('isValidIpAddress', EVERY_CLIENT, function (text: string) {
    const octets = DOTTED_QUAD.exec(text) as unknown as
      readonly [string, number, number, number, number] | null;
    return octets !== null && octets[1] <= 255 && octets[2] <= 255 && octets[3] <= 255 && octets[4] <= 255;
  }),

  helper('convert_addr', EVERY_CLIENT, function (text: string) {
    const octets = text.split('.') as unknown as number[];
    return (
      (((octets[0] as number) & 0xff) << 24) |
      (((octets[1] as number) & 0xff) << 16) |
      (((octets[2] as number) & 0xff) << 8) |
      ((octets[3] as number) & 0xff)
    );
  }),

  // It looks its first argument up where that is no address.
  builtin('isInNet', EVERY_CLIENT, ['dns'], function (host: unknown, network: unknown, mask: unknown) {
    if (!isValidIpAddress(network) || !isValidIpAddress(mask)) return false;
    const address = isValidIpAddress(host) ? host : dnsResolve(host);
    if (address == null) return false;
    const bits = convert_addr(mask);
    return (convert_addr(address) & bits) == (convert_addr(network) & bits);
  }),

  builtin('isInNetEx', WITH_EXTENSIONS, [], function (address: unknown, prefix: unknown) {
    if (typeof address !== 'string' || typeof prefix !== 'string') return null;
    const slash = /^([^/]+)\/(\d{1,3})$/.exec(prefix);
    if (slash === null) return false;
    let digits = addressDigits(address);
    let base = addressDigits(slash[1] as string);
    let length = Number(slash[2]);
    if (digits === '' || base === '' || length > base.length * 4) return false;
    if (digits.length < base.length) digits = MAPPED + digits;
    if (base.length < digits.length) {
      base = MAPPED + base;
      length += 96;
    }
    return sameBits(digits, base, length);
  }),

  builtin('sortIpAddressList', WITH_EXTENSIONS, [], function (list: unknown) {
    if (typeof list !== 'string') return null;
    const texts = list.replace(/[ \t]/g, '').split(';');
    const sorted: SortedAddress[] = [];
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i] as string;
      if (text === '') continue;
      const digits = addressDigits(text);
      if (digits === '') return false;
      sorted.push({ text, place: i, digits });
    }
    if (sorted.length === 0) return false;
    sorted.sort(inOrder);
    let joined = '';
    for (let i = 0; i < sorted.length; i++)
      joined += (i === 0 ? '' : ';') + (sorted[i] as SortedAddress).text;
    return joined;
  }),
];
