/**
 * Firefox. Source: netwerk/base/nsProtocolProxyService.cpp (LoadHostFilters, CanUseProxy) and
 * browser/components/enterprisepolicies/helpers/ProxyPolicies.sys.mjs at Firefox 153; preference names as in
 * StaticPrefList.yaml. `network.proxy.type` 5 (the default) takes the system's settings.
 */
import {
  isLoopback,
  mapped,
  parseIpv4,
  parseIpv6,
  samePrefix,
  unmapped,
  type AddressBytes,
} from '../address.js';
import {
  byRule,
  direct,
  implicit,
  matched,
  ofStore,
  unknown,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { decideByEnvironment, noProxy, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { decideByStore } from './manual-plan.js';
import { gnomeMatch } from './gnome.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { decideByWindows } from './windows-scope.js';
import { windowsRules } from './wininet-rules.js';
import type { Target } from '../target.js';
import type { ProxySettings } from '../types.js';

const match: Matcher = (rules, target) => {
  const filters = rules.split(/[, \t]+/).filter((filter) => filter !== '');
  if (isLoopbackHost(target)) return implicit('loopback host');
  const simple = target.address === undefined && !target.host.includes('.');
  const hit = filters.find((filter) =>
    filter.toLowerCase() === '<local>' ? simple : matches(parseFilter(filter), target),
  );
  return hit === undefined ? null : matched(hit);
};

/** nsMixedContentBlocker::IsPotentiallyTrustworthyLoopbackHost, while allow_hijacking_localhost is off. */
function isLoopbackHost(target: Target): boolean {
  if (target.address !== undefined) return isLoopback(unmapped(target.address));
  return target.host === 'localhost' || target.host.endsWith('.localhost');
}

interface Filter {
  readonly host: string;
  readonly port: string;
  readonly mask: string;
}

/**
 * LoadHostFilters, character by character: a colon outside brackets ends the host (or the mask) and starts the
 * port, a slash ends the host and starts the mask. A bare IPv6 address loses all but the text between its last
 * two colons, so it needs brackets.
 */
function parseFilter(text: string): Filter {
  const filter = { host: '', port: '', mask: '' };
  let brackets = false;
  let part = 'host' as keyof Filter;
  let masked = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '[') brackets = true;
    else if (char === ']') brackets = false;
    else if ((char === ':' && !brackets) || char === '/') {
      filter[char === ':' && masked ? 'mask' : 'host'] = text.slice(start, at);
      start = at + 1;
      if (char === '/') masked = true;
      part = char === ':' || part === 'port' ? 'port' : 'mask';
    }
  }
  filter[part] = text.slice(start);
  return filter;
}

function matches(filter: Filter, target: Target): boolean {
  if (filter.host === '') return false;
  const port = number(filter.port) ?? 0;
  if (port !== 0 && port !== target.port) return false;
  const network = addressOf(filter.host.replace(/^\[(.*)\]$/, '$1'));
  if (network === undefined) return target.address === undefined && matchesName(filter.host, target);
  const bits = number(filter.mask) ?? 128;
  if (target.address === undefined || bits === 0) return false;
  return samePrefix(
    mapped(target.address),
    mapped(network),
    network.length === 4 && bits <= 32 ? bits + 96 : bits,
  );
}

function number(text: string): number | undefined {
  return /^[0-9]+$/.test(text) ? Number(text) : undefined;
}

function addressOf(text: string): AddressBytes | undefined {
  return parseIpv4(text) ?? parseIpv6(text);
}

/** A leading `*` is dropped; a filter that starts with a dot matches only what is below. */
function matchesName(text: string, target: Target): boolean {
  const filter = (text.startsWith('*') ? text.slice(1) : text).toLowerCase();
  const host = target.host.toLowerCase();
  if (filter === '' || !endsIn(host, filter)) return false;
  return (
    filter.startsWith('.') || host.length === filter.length || host[host.length - filter.length - 1] === '.'
  );
}

/** Resolve_Internal: the list of exceptions stands before every mode but "no proxy". */
function decide(input: DecideInput): Decision {
  const own = effective(input);
  if (own?.mode?.value === 'direct') return direct('mode-direct', own.mode.origin);
  const found = input.match(own?.bypass?.rules ?? '', input.target);
  if (found !== null) return byRule(found, own?.bypass);
  if (own !== undefined && own.mode?.value !== 'system')
    return decideByStore({
      settings: own,
      target: input.target,
      match: input.match,
      serverOrder: (scheme) => [scheme, 'all', 'socks'],
    });
  return bySystem(input);
}

/** A locked policy, then the last file that sets the mode (user.js after prefs.js). */
function effective({ settings }: DecideInput): ProxySettings | undefined {
  const all = ofStore(settings, 'firefox');
  return (
    all.find(({ managed, mode }) => managed && mode !== undefined) ??
    all.filter(({ mode }) => mode !== undefined).at(-1)
  );
}

const windowsMatch = windowsRules({ implicitLoopback: true });

/** nsISystemProxySettings: Windows, GNOME, the environment; what macOS says is not modelled through Firefox. */
function bySystem(input: DecideInput): Decision {
  const { settings, target } = input;
  const windows = decideByWindows(settings, (effective) =>
    decideByStore({ settings: effective, target, match: windowsMatch }),
  );
  if (windows !== undefined) return windows;
  const gnome = ofStore(settings, 'gnome').at(-1);
  if (gnome !== undefined) return decideByStore({ settings: gnome, target, match: gnomeMatch });
  const mac = ofStore(settings, 'macos').at(-1);
  if (mac !== undefined) return unknown('depends-on-system', mac.bypass?.origin);
  return (
    decideByEnvironment(environmentPlan, { ...input, match: systemEnvironmentMatch }) ?? noProxy(settings)
  );
}

const environmentPlan: EnvironmentPlan = {
  proxy: schemeVariables('lower', 'all_proxy'),
  noProxy: ['no_proxy'],
  empty: { proxy: 'next', noProxy: 'next' },
};

/** nsUnixSystemProxySettings::IsInNoProxyList: suffixes, `*` alone for all, no address ranges. */
const systemEnvironmentMatch: Matcher = (rules, target) => {
  if (rules === '*') return matched('*');
  const host = target.host.toLowerCase();
  const hit = tailsOf(rules).find(
    ({ name, port }) =>
      name !== '' && endsIn(host, name) && (port === undefined || Number(port) === target.port),
  );
  return hit === undefined ? null : matched(hit.rule);
};

const tailsOf = parsedOnce((rules) =>
  rules.split(',').map((untrimmed) => {
    const rule = untrimmed.trim();
    const [name = '', port] = rule.replace(/^\*?(?=\.)/, '').split(':');
    return { rule, name: name.toLowerCase(), port };
  }),
);

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
