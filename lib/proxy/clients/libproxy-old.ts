/**
 * libproxy 0.4. Sources: libproxy/proxy.cpp (is_ignored), modules/ignore_domain.cpp, ignore_hostname.cpp, ignore_ip.cpp;
 * held against 0.4.18 itself. A bare name is exact, `.x` and `*x` are tails, ports compare with the effective port, ranges
 * are IPv4 only; a list that starts with `-` names what goes to the proxy.
 */
import { parseIpv4, parseIpv4Loose, samePrefix, type AddressBytes } from '../address.js';
import { implicit, matched, type Matcher } from './client.js';
import { parsedOnce } from './parsed-once.js';
import type { Target } from '../target.js';

export const libproxyOld: Matcher = (rules, target) => {
  const reversed = rules.startsWith('-');
  const { rawHost } = target;
  const host = (rawHost.includes(':') ? `[${rawHost}]` : rawHost).toLowerCase();
  const address = parseIpv4Loose(rawHost);
  const hit = entriesOf(rules).find(
    (entry) =>
      isLocal(entry.text, target) ||
      matchesDomain(entry, host, target) ||
      (address !== undefined && matchesAddress(entry.text, address)),
  );
  if (reversed) return hit === undefined ? implicit('not in the reversed list') : null;
  return hit === undefined ? null : matched(hit.text);
};

interface Entry {
  readonly text: string;
  /** Without the star before it. */
  readonly name: string;
  /** 0: any. */
  readonly port: number;
  readonly isTail: boolean;
}

const entriesOf = parsedOnce((rules): Entry[] =>
  rules
    .replace(/^-/, '')
    .split(',')
    .filter((entry) => entry.length > 1)
    .map((entry) => {
      const text = trimmed(entry);
      const found = /^([^:]*):\s*([+-]?[0-9]+)/.exec(text);
      const name = found?.[1] ?? text;
      const isTail = name.startsWith('.') || name.startsWith('*');
      return { text, name: name.replace(/^\*/, ''), port: Number(found?.[2] ?? 0), isTail };
    }),
);

/** Cut to the place of the last character, counted as if nothing had been cut at the start: as many blanks stay at the end. */
function trimmed(entry: string): string {
  const start = entry.search(/[^ \t\n]/);
  return start === -1 ? '' : entry.slice(start).slice(0, entry.replace(/[ \t\n]+$/, '').length);
}

function isLocal(entry: string, { rawHost }: Target): boolean {
  return entry === '<local>' && !rawHost.includes(':') && !rawHost.includes('.');
}

/** The host is in lower case, the entry as written; a tail counts at the first place in the host where it stands, and no other. */
function matchesDomain({ name, port: wanted, isTail }: Entry, host: string, target: Target): boolean {
  if (wanted !== 0 && wanted !== target.port) return false;
  return isTail ? host.includes(name) && host.indexOf(name) === host.length - name.length : host === name;
}

/** `10.0.0.0/8`, `10.0.0.0/255.0.0.0`; the length is what atoi makes of it, and all bits where it is 0 or more than there are. */
function matchesAddress(entry: string, host: AddressBytes): boolean {
  const [base = '', length] = entry.split(/\/([\s\S]*)/);
  const network = parseIpv4Loose(base);
  if (network === undefined) return false;
  if (length === undefined) return samePrefix(host, network, 32);
  const mask = parseIpv4(length);
  if (mask !== undefined)
    return host.every((byte, at) => ((byte ^ (network[at] ?? 0)) & (mask[at] ?? 0)) === 0);
  const bits = Number(/^\s*[0-9]+/.exec(length)?.[0] ?? Number.NaN);
  return !Number.isNaN(bits) && samePrefix(host, network, bits === 0 || bits > 32 ? 32 : bits);
}
