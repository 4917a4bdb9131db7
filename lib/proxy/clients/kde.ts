/**
 * KDE's KIO over kioslaverc. Source: kio src/core/kprotocolmanager.cpp (revmatch, shouldIgnoreProxyFor) at KF 6.
 * Commas and blanks separate; an entry is any tail of the name (the start of the entry, not a dot, ends the
 * comparison); addresses and ranges match literals, and names by what they resolve to.
 */
import { parseAddress, parseIpv6, samePrefix, type AddressBytes } from '../address.js';
import {
  matched,
  ofStore,
  unknown,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
  type RuleMatch,
} from './client.js';
import { noProxy, variablesOf } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { hasCredentials } from '../redact.js';
import type { Target } from '../target.js';
import type { ProxySettings } from '../types.js';

interface Subnet {
  readonly text: string;
  readonly address: AddressBytes;
  readonly bits: number;
}

const match: Matcher = (rules, target) => withAddress(rules, target, target.address);

function withAddress(rules: string, target: Target, address: AddressBytes | undefined): RuleMatch | null {
  const entries = rules.split(',');
  const subnets = entries.map(parseSubnet).filter((one) => one !== undefined);
  const names = entries
    .filter((entry) => parseSubnet(entry) === undefined)
    .join(',')
    .trim()
    .toLowerCase();
  const host = target.host.toLowerCase();
  const candidates = [host, ...(target.explicitPort === undefined ? [] : [`${host}:${target.explicitPort}`])];
  if (!host.includes('.')) candidates.push('<local>');
  for (const candidate of names === '' ? [] : candidates) {
    const hit = reverseMatch(candidate, names);
    if (hit !== undefined) return matched(hit);
  }
  const subnet =
    address === undefined ? undefined : subnets.find((one) => samePrefix(one.address, address, one.bits));
  return subnet === undefined ? null : matched(subnet.text);
}

/** revmatch(): compares from the end and takes an entry as soon as its own start is reached. */
function reverseMatch(host: string, list: string): string | undefined {
  let at = list.length - 1;
  let inHost = host.length - 1;
  while (at >= 0) {
    const before = list[at - 1];
    if (host[inHost] !== list[at]) {
      inHost = host.length - 1;
      do at -= 1;
      while (at >= 0 && !isSeparator(list[at]));
      do at -= 1;
      while (at >= 0 && isSeparator(list[at]));
    } else if (at === 0 || isSeparator(before) || (before === '/' && inHost === 0)) {
      return entryAt(list, at);
    } else if (inHost === 0) {
      return undefined;
    } else {
      inHost -= 1;
      at -= 1;
    }
  }
  return undefined;
}

function isSeparator(char: string | undefined): boolean {
  return char === ',' || char === ' ';
}

function entryAt(list: string, at: number): string {
  return list.slice(at).split(/[, ]/, 1)[0] ?? '';
}

/** QHostAddress::parseSubnet: `10.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `fe80::/10`. */
function parseSubnet(text: string): Subnet | undefined {
  const [head = '', length, ...more] = text.trim().split('/');
  if (head === '' || more.length > 0) return undefined;
  const ipv6 = head.includes(':');
  const parts = head.replace(/\.$/, '').split('.');
  const bits = length === undefined ? (ipv6 ? 128 : parts.length * 8) : lengthOf(length);
  const address = ipv6
    ? parseIpv6(head)
    : parts.length <= 4 && parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) < 256)
      ? [...parts.map(Number), 0, 0, 0].slice(0, 4)
      : undefined;
  return address === undefined || bits === undefined || bits > address.length * 8
    ? undefined
    : { text: text.trim(), address, bits };
}

function lengthOf(text: string): number | undefined {
  if (/^[0-9]{1,3}$/.test(text)) return Number(text);
  const mask = parseAddress(text);
  if (mask === undefined) return undefined;
  const bits = mask.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? (!bits.includes('0') ? bits.length : bits.indexOf('0')) : undefined;
}

function decide(input: DecideInput): Decision {
  const own = ofStore(input.settings, 'kde').at(-1);
  if (own === undefined) return noProxy(input.settings);
  const settings = own.mode?.value === 'environment' ? resolved(own, input) : own;
  const reversed = settings.mode?.value === 'manual' && settings.bypass?.reversed?.value === true;
  const needsDns = (settings.bypass?.rules ?? '')
    .split(',')
    .some((entry) => parseSubnet(entry) !== undefined);
  const address =
    input.target.address ??
    (input.context.addresses?.[0] === undefined ? undefined : parseAddress(input.context.addresses[0]));
  const grammar: Matcher = (rules, target) => {
    const found = withAddress(rules, target, address);
    return reversed ? (found === null ? matched('') : null) : found;
  };
  const decision = decideByStore({ settings, target: input.target, match: grammar });
  const open = decision.via === 'proxy' && needsDns && address === undefined;
  return open ? unknown('resolved-address', settings.bypass?.origin) : decision;
}

/** ProxyType=4: the entries name variables. */
function resolved(own: ProxySettings, input: DecideInput): ProxySettings {
  const variables = variablesOf(input.settings);
  const servers = own.servers.flatMap((server) => {
    const found = variables.get(server.url);
    return found === undefined
      ? []
      : [{ ...server, url: found.value, credentials: hasCredentials(found.value), origin: found.origin }];
  });
  const list = own.bypass === undefined ? undefined : variables.get(own.bypass.rules);
  const { bypass, mode, ...rest } = own;
  const origin = mode?.origin ?? bypass?.origin;
  return {
    ...rest,
    servers,
    ...(origin === undefined ? {} : { mode: { value: 'manual', origin } }),
    ...(list === undefined ? {} : { bypass: { rules: list.value, origin: list.origin } }),
  };
}

export const kde: ClientModel = {
  id: 'kde',
  title: 'KDE (KIO)',
  reads: ['kde', 'environment'],
  source: 'kio src/core/kprotocolmanager.cpp at KF 6.14',
  usedBy: ['Dolphin', 'Konqueror', 'Discover'],
  browser: false,
  variants: [{ since: '5.0', match }],
  decide,
};
