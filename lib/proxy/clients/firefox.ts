/**
 * Firefox. Source: netwerk/base/nsProtocolProxyService.cpp (LoadHostFilters, CanUseProxy) and
 * browser/components/enterprisepolicies/helpers/ProxyPolicies.sys.mjs at Firefox 153; preference names as in
 * StaticPrefList.yaml. `network.proxy.type` 5 (the default) takes the system's settings.
 */
import { parseIpv4, parseIpv6, mapped, samePrefix, type AddressBytes } from '../address.js';
import {
  byRule,
  implicit,
  matched,
  ofStore,
  unknown,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { decideByEnvironment, noProxy, schemeVariables } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { gnomeMatch } from './gnome.js';
import { effectiveWindows } from './windows-scope.js';
import { windowsRules } from './wininet-rules.js';
import type { Target } from '../target.js';

const match: Matcher = (rules, target) => {
  const filters = rules.split(/[,\s]+/).filter((filter) => filter !== '');
  if (isLoopbackHost(target)) return implicit('loopback host');
  if (target.address === undefined && !target.host.includes('.')) {
    const local = filters.find((filter) => filter.toLowerCase() === '<local>');
    if (local !== undefined) return matched(local);
  }
  const hit = filters.find((filter) => matches(filter, target));
  return hit === undefined ? null : matched(hit);
};

/** nsMixedContentBlocker::IsPotentiallyTrustworthyLoopbackHost, while allow_hijacking_localhost is off. */
function isLoopbackHost(target: Target): boolean {
  const name = target.host;
  return (
    name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name) || name === 'localhost' || name.endsWith('.localhost')
  );
}

interface Filter {
  readonly host: string;
  readonly port: number;
  readonly bits: number | undefined;
}

/** The last `:` and `/` of a filter count; a `]` after a colon makes it part of the address. */
function parseFilter(text: string): Filter {
  let port: number | undefined;
  let mask: number | undefined;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === ':') port = at;
    else if (text[at] === '/') mask = at;
    else if (text[at] === ']') port = undefined;
  }
  const end = mask ?? port ?? text.length;
  return {
    host: text.slice(0, end),
    port: port === undefined ? 0 : leadingNumber(text.slice(port + 1)),
    bits: mask === undefined ? undefined : leadingNumber(text.slice(mask + 1)),
  };
}

function leadingNumber(text: string): number {
  return Number(/^[0-9]*/.exec(text)?.[0] ?? '0');
}

function matches(text: string, target: Target): boolean {
  const { host, port, bits } = parseFilter(text);
  if (host.toLowerCase() === '<local>') return false;
  const network = addressOf(host);
  if ((network === undefined) !== (target.address === undefined)) return false;
  if (port !== 0 && port !== target.port) return false;
  if (network === undefined || target.address === undefined)
    return matchesName(text, target, port === 0 && !/:\d*$/.test(text));
  if (bits === 0) return false;
  const length = network.length === 4 && (bits ?? 128) <= 32 ? (bits ?? 128) + 96 : (bits ?? 128);
  return samePrefix(mapped(target.address), mapped(network), length);
}

/** PR_StringToNetAddr takes no brackets. */
function addressOf(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** A filter of a name reaches to its port, not to a slash; a leading `*` is dropped. */
function matchesName(text: string, target: Target, wholeFilter: boolean): boolean {
  const named = wholeFilter ? text : text.replace(/:[^:]*$/, '');
  const filter = (named.startsWith('*') ? named.slice(1) : named).toLowerCase();
  const host = target.host.toLowerCase();
  if (!host.endsWith(filter)) return false;
  return (
    filter.startsWith('.') || host.length === filter.length || host[host.length - filter.length - 1] === '.'
  );
}

function decide(input: DecideInput): Decision {
  const all = ofStore(input.settings, 'firefox');
  const own =
    all.find(({ managed, mode }) => managed && mode !== undefined) ??
    all.filter(({ mode }) => mode !== undefined).at(-1);
  if (own !== undefined && own.mode?.value !== 'system') {
    return decideByStore({
      settings: own,
      target: input.target,
      match: input.match,
      matchBeforePac: input.match,
    });
  }
  return bySystem(input);
}

/** nsISystemProxySettings: Windows, GNOME, the environment; macOS gives its own list. */
function bySystem(input: DecideInput): Decision {
  const own = input.match('', input.target);
  if (own !== null) return byRule(own);
  const windows = effectiveWindows(input.settings);
  if (windows !== undefined)
    return decideByStore({
      settings: windows,
      target: input.target,
      match: windowsRules({ implicitLoopback: true }),
    });
  const gnome = ofStore(input.settings, 'gnome').at(-1);
  if (gnome !== undefined) return decideByStore({ settings: gnome, target: input.target, match: gnomeMatch });
  const mac = ofStore(input.settings, 'macos').at(-1);
  if (mac !== undefined) return unknown('depends-on-system', mac.bypass?.origin);
  return (
    decideByEnvironment(
      { proxy: schemeVariables('lower'), noProxy: ['no_proxy'], empty: { proxy: 'next', noProxy: 'next' } },
      { ...input, match: systemEnvironmentMatch },
    ) ?? noProxy(input.settings)
  );
}

/** nsUnixSystemProxySettings::IsInNoProxyList: suffixes, `*` alone for all, no address ranges. */
const systemEnvironmentMatch: Matcher = (rules, target) => {
  if (rules === '*') return matched('*');
  const hit = rules
    .split(',')
    .map((rule) => rule.trim())
    .find((rule) => {
      const [name = '', port] = rule.replace(/^\*?(?=\.)/, '').split(':');
      return (
        name !== '' &&
        target.host.toLowerCase().endsWith(name.toLowerCase()) &&
        (port === undefined || Number(port) === target.port)
      );
    });
  return hit === undefined ? null : matched(hit);
};

export const firefox: ClientModel = {
  id: 'firefox',
  title: 'Firefox',
  reads: ['firefox', 'wininet', 'gnome', 'macos', 'environment'],
  source: 'Firefox 153: netwerk/base/nsProtocolProxyService.cpp, ProxyPolicies.sys.mjs',
  usedBy: ['Thunderbird', 'Tor Browser'],
  browser: true,
  variants: [{ since: '153', match }],
  decide,
};
