/**
 * What axios adds to proxy-from-env. Source: lib/helpers/shouldBypassProxy.js at 1.15.0 to 1.21.1, which grew with
 * almost every release: dots at the end of a name do not count, the loopback hosts are one, and by and by mapped, short and
 * Unicode forms of a host are made the same, and ranges are understood.
 */
import { toAscii } from '../../host-name.js';
import { parseIpv4, parseIpv4Loose, parseIpv6, samePrefix, unmapped, type AddressBytes } from '../address.js';
import { matched, type Matcher } from './client.js';
import type { Target } from '../target.js';

export interface AxiosOptions {
  /** 1.15.1: `localhost`, 127.0.0.0/8 and `::1` stand for each other. */
  readonly loopback?: boolean;
  /** 1.16.0: `::ffff:10.1.2.3` is 10.1.2.3. */
  readonly mapped?: boolean;
  /** 1.18.0: `0.0.0.0` and `::` are loopback hosts too. */
  readonly unspecified?: boolean;
  /** 1.19.0: `127.1`, `0x7f.1` are 127.0.0.1. */
  readonly shortForms?: boolean;
  /** 1.20.0: `10.0.0.0/8`. */
  readonly ranges?: boolean;
  /** 1.21.0: names in Unicode and IPv6 addresses in any spelling. */
  readonly canonical?: boolean;
}

/** The helper alone; axios asks proxy-from-env first. */
export function axiosRules(options: AxiosOptions): Matcher {
  return (rules, target) => {
    const host = normalize(target.urlHost.toLowerCase(), options);
    const address = target.address === undefined ? undefined : unmapped(target.address);
    const hit = rules
      .toLowerCase()
      .split(/[\s,]+/)
      .find((entry) =>
        options.ranges === true && entry.includes('/')
          ? address !== undefined && inRange(address, entry)
          : matchesEntry(entry, host, target, options),
      );
    return hit === undefined ? null : matched(hit);
  };
}

function matchesEntry(entry: string, host: string, target: Target, options: AxiosOptions): boolean {
  const [written, port] = splitPort(entry);
  const name = normalize(written, options);
  if (name === '' || (port !== 0 && port !== portOf(target))) return false;
  const tail = name.replace(/^\*/, '');
  if (tail.startsWith('.')) return host.endsWith(tail);
  return (
    host === tail || (options.loopback === true && isLoopback(host, options) && isLoopback(tail, options))
  );
}

/** The schemes that it knows a port of. */
function portOf({ scheme, truthyPort, explicitPort }: Target): number {
  return /^(?:https?|wss?|ftp)$/.test(scheme) ? truthyPort : (explicitPort ?? 0);
}

/** `[host]:port`; without brackets a single colon before digits. */
function splitPort(entry: string): [host: string, port: number] {
  const bracketed = /^\[([^\]]*)\](?::(\d+)$)?/.exec(entry);
  if (bracketed !== null) return [bracketed[1] ?? '', Number(bracketed[2] ?? 0)];
  const plain = /^([^:]*):(\d+)$/.exec(entry);
  return plain === null ? [entry, 0] : [plain[1] ?? '', Number(plain[2])];
}

function normalize(text: string, { mapped, shortForms, canonical }: AxiosOptions): string {
  const host = text.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
  if (host.includes(':')) {
    const address = canonical === true ? parseIpv6(host) : undefined;
    const same = address === undefined ? host : new URL(`http://[${host}]/`).hostname.slice(1, -1);
    return mapped === true ? unmappedText(same) : same;
  }
  const name = canonical === true ? asciiName(host) : host;
  // One number alone is left as it is.
  const short = shortForms === true && name.includes('.') ? parseIpv4Loose(name) : undefined;
  return short === undefined ? name : short.join('.');
}

/** Stars and dots at the start stay; a name that IDNA refuses is an entry for nothing. */
function asciiName(host: string): string {
  if (/^[\0-\x7f]*$/.test(host)) return host;
  const [start = ''] = /^[*.]*/.exec(host) ?? [];
  const name = (toAscii(host.slice(start.length)) ?? '').replace(/\.+$/, '');
  return name === '' ? '' : `${start}${name}`;
}

const MAPPED = /^(?:::|(?:0{1,4}:){1,4}:|(?:0{1,4}:){5})ffff:(?:([0-9.]+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/;

function unmappedText(host: string): string {
  const [, dotted, high, low] = MAPPED.exec(host) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return host;
  return [high, low]
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join('.');
}

function isLoopback(host: string, { unspecified }: AxiosOptions): boolean {
  if (host === 'localhost' || isLoopbackIpv4(unmappedText(host))) return true;
  if (/^(?:::1|(?:0+:){7}0*1)$/.test(host)) return true;
  if (unspecified !== true) return false;
  return host === '0.0.0.0' || (/^[0:]+$/.test(host) && parseIpv6(host) !== undefined);
}

function isLoopbackIpv4(host: string): boolean {
  return /^127(?:\.[0-9]+){3}$/.test(host) && host.split('.').every((part) => Number(part) <= 255);
}

/** Families do not mix, but a mapped network of 96 bits or more is an IPv4 one. */
function inRange(address: AddressBytes, entry: string): boolean {
  const [, written = '', length] = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(entry) ?? [];
  const base = rangeBase(written);
  if (length === undefined || base === undefined) return false;
  const network = unmapped(base);
  const bits = Number(length) - (base.length - network.length) * 8;
  return bits >= 0 && bits <= network.length * 8 && samePrefix(network, address, bits);
}

function rangeBase(written: string): AddressBytes | undefined {
  const bracketed = /^\[([^[\]]*:[^[\]]*)\]$/.exec(written)?.[1];
  if (bracketed !== undefined || written.includes(':')) return parseIpv6(bracketed ?? written);
  return written.includes('.') ? (parseIpv4(written) ?? parseIpv4Loose(written)) : undefined;
}
