/**
 * Go's net/http (ProxyFromEnvironment). Source: golang.org/x/net/http/httpproxy/proxy.go at v0.35.0 (vendored in
 * Go 1.19 to 1.23) and after commit cde1dda9 (v0.36.0; Go 1.23.7, 1.24.1). Names match themselves and what is below them,
 * `.x` and `*.x` only what is below; ports compare with the effective port; localhost and loopback literals never use a
 * proxy. Since v0.36.0 an IPv6 address with a zone is an address, and a rule that is a name matches no address.
 */
import { toAscii } from '../../host-name.js';
import {
  isLoopback,
  parseIpv4,
  parseIpv6,
  sameAddress,
  samePrefix,
  unmapped,
  type AddressBytes,
} from '../address.js';
import { implicit, matched, type ClientModel, type Matcher } from './client.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn, trimmedEntries } from './text-suffix.js';
import type { Target } from '../target.js';
import { goValue } from './proxy-values.js';
import { environmentOnly, schemeVariables, type EnvironmentPlan } from './environment-plan.js';

function grammar({ zones }: { readonly zones: boolean }): Matcher {
  return (rules, target) => {
    // url.URL.Hostname() keeps case; only this one comparison is made before it is lowered.
    if (target.rawHost === 'localhost') return implicit('localhost');
    const raw = target.rawHost.replace('%25', '%');
    const address = parseIp(zones ? raw.replace(/^([^%]*:[^%]*)%.+$/s, '$1') : raw);
    if (address !== undefined && isLoopback(unmapped(address))) return implicit('loopback address');
    const { entries, isAll } = listOf(rules);
    if (isAll) return matched('*');
    const host = ascii(raw).trim().toLowerCase();
    const hit = entries.find((entry) => matches(entry, host, target, address, zones));
    return hit === undefined ? null : matched(hit.text);
  };
}

function parseIp(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

interface Entry {
  readonly text: string;
  readonly network: { address: AddressBytes; bits: number } | undefined;
  readonly name: string;
  /** Empty: any. */
  readonly port: string;
  readonly literal: AddressBytes | undefined;
  /** In ASCII, with the dot before it. */
  readonly below: string;
  /** What is below the name alone, and not the name. */
  readonly isBelowOnly: boolean;
}

function entryOf(text: string): Entry {
  const [name, port] = splitHostPort(text);
  const dotted = name.startsWith('*.') ? name.slice(1) : name;
  const isBelowOnly = dotted.startsWith('.');
  const below = ascii(isBelowOnly ? dotted : `.${dotted}`);
  return { text, network: parseCidr(text), name, port, literal: parseIp(name), below, isBelowOnly };
}

const listOf = parsedOnce((rules) => {
  const entries = trimmedEntries(rules).map((text) => entryOf(text.toLowerCase()));
  return { entries, isAll: entries.some(({ text }) => text === '*') };
});

function matches(
  { network, name, port: wanted, literal, below, isBelowOnly }: Entry,
  host: string,
  target: Target,
  address: AddressBytes | undefined,
  namesOnly: boolean,
): boolean {
  if (network !== undefined) return address !== undefined && contains(network, address);
  if (name === '') return false;
  const portFits = wanted === '' || wanted === portOf(target);
  if (literal !== undefined)
    return address !== undefined && portFits && sameAddress(unmapped(literal), unmapped(address));
  if (namesOnly && address !== undefined) return false;
  const hit = endsIn(host, below) || (!isBelowOnly && isWithoutDot(host, below));
  return hit && portFits;
}

function portOf({ portText, port }: Target): string {
  return portText === '' ? String(port) : portText;
}

function isWithoutDot(host: string, below: string): boolean {
  return host.length === below.length - 1 && endsIn(below, host);
}

/** net.ParseCIDR and IPNet.Contains: the length may have zeros before it; a mapped network of 96 bits or more is an IPv4 one. */
function parseCidr(entry: string): { address: AddressBytes; bits: number } | undefined {
  const found = /^([^/]+)\/(0{0,64}[0-9]{1,3})$/.exec(entry);
  const address = found === null ? undefined : parseIp(found[1] ?? '');
  const bits = Number(found?.[2]);
  return address === undefined || bits > address.length * 8 ? undefined : { address, bits };
}

function contains(network: { address: AddressBytes; bits: number }, address: AddressBytes): boolean {
  const base = unmapped(network.address);
  const bits = base.length < network.address.length ? network.bits - 96 : network.bits;
  return bits >= 0 && samePrefix(base, unmapped(address), bits);
}

/** net.SplitHostPort; where it fails the whole entry is the host. */
function splitHostPort(entry: string): [host: string, port: string] {
  const bracketed = /^\[([^[\]]*)\]:([^:[\]]*)$/.exec(entry);
  if (bracketed !== null) return [bracketed[1] ?? '', bracketed[2] ?? ''];
  const plain = /^([^:[\]]*):([^:[\]]*)$/.exec(entry);
  return plain === null ? [entry, ''] : [plain[1] ?? '', plain[2] ?? ''];
}

/** idna.Lookup.ToASCII for what is not ASCII; a failure (anything in it that no host name has) leaves the text as it is. */
function ascii(text: string): string {
  if (/^[\0-\x7f]*$/.test(text) || /[\0-,/:-@[-`{-\x7f]/.test(text)) return text;
  const dot = text.startsWith('.') ? '.' : '';
  const converted = toAscii(text.slice(dot.length));
  return converted === undefined ? text : `${dot}${converted}`;
}

export const goPlan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'https' || scheme === 'http' ? schemeVariables('UPPER', 'lower')(scheme) : [],
  noProxy: ['NO_PROXY', 'no_proxy'],
  empty: { proxy: 'next', noProxy: 'next' },
  value: goValue,
  cgi: { variables: ['HTTP_PROXY', 'http_proxy'], then: 'fail' },
};

/** Since v0.36.0. */
export const goMatch: Matcher = grammar({ zones: true });
/** Before. */
export const goZoneless: Matcher = grammar({ zones: false });

export const go: ClientModel = {
  id: 'go',
  title: 'Go programs (net/http)',
  reads: ['environment'],
  source: 'golang.org/x/net/http/httpproxy/proxy.go, v0.35.0 and v0.36.0',
  usedBy: ['Docker', 'kubectl', 'Terraform', 'Helm', 'GitHub CLI'],
  browser: false,
  takes: ({ scheme }) => scheme === 'http' || scheme === 'https',
  variants: [
    { since: '1.24.1', match: goMatch },
    { since: '1.24.0', match: goZoneless },
    { since: '1.23.7', match: goMatch },
    { since: '1.19', match: goZoneless },
  ],
  decide: environmentOnly(goPlan),
};
