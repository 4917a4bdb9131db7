/**
 * libproxy. Source: src/backend/px-manager.c (px_manager_is_ignore) and plugins/config-env, config-gnome, config-kde
 * at 0.5.9. `x`, `.x` and `*.x` match x and what is below (a bare name of three letters or more); `*` alone; ports
 * compare with the port written in the URL; `<local>` is a name without a dot; blanks count.
 */
import { parseAddress, samePrefix } from '../address.js';
import {
  byRule,
  direct,
  matched,
  ofStore,
  viaDiscovery,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import {
  decideByEnvironment,
  noProxy,
  schemeVariables,
  variablesOf,
  type EnvironmentPlan,
} from './environment-plan.js';
import { parseMask } from './gnome.js';
import { libproxyOld } from './libproxy-old.js';
import { decideByStore } from './manual-plan.js';
import type { Target } from '../target.js';

const match: Matcher = (rules, target) => {
  const hit = rules.split(',').find((entry) => {
    if (entry === '*') return true;
    if (entry === '<local>' && !target.rawHost.includes(':') && !target.rawHost.includes('.')) return true;
    return matchesDomain(entry, target) || matchesAddress(entry, target);
  });
  return hit === undefined ? null : matched(hit);
};

function matchesDomain(entry: string, target: Target): boolean {
  const parts = entry.split(':');
  const name = parts[0] ?? '';
  const port = parts.length === 2 ? leadingNumber(parts[1] ?? '') : -1;
  const portFits = port === -1 || port === (target.explicitPort ?? -1);
  const host = target.rawHost;
  if (host === name) return portFits;
  if (name.length <= 2) return false;
  const tail = name.startsWith('*.') ? name.slice(1) : name;
  if (tail.startsWith('.')) {
    // g_ascii_strncasecmp over the length of the host: a host that is a head of the rule counts as the rule.
    const whole = tail.slice(1).toLowerCase().startsWith(host.toLowerCase());
    return (whole || host.endsWith(tail)) && portFits;
  }
  return host.endsWith(`.${name}`) && portFits;
}

function leadingNumber(text: string): number {
  return Number(/^[0-9]*/.exec(text)?.[0] ?? '0');
}

function matchesAddress(entry: string, { rawHost }: Target): boolean {
  const address = parseAddress(rawHost);
  const mask = parseMask(entry);
  return address !== undefined && mask !== undefined && samePrefix(address, mask.address, mask.bits);
}

/** config-env: the first name that is set, even if it is empty; http's proxy for every scheme that has none. */
const plan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'http'
      ? schemeVariables('lower', 'UPPER')(scheme)
      : [[`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase(), 'http_proxy', 'HTTP_PROXY']],
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'stop' },
};

function decide(input: DecideInput): Decision {
  const environment = decideByEnvironment(plan, input);
  if (environment !== undefined) return environment;
  for (const store of ['gnome', 'kde'] as const) {
    const own = ofStore(input.settings, store).at(-1);
    if (own === undefined || own.mode?.value === 'environment') continue;
    // The list comes before the PAC here, unlike in most programs.
    const found = own.mode?.value === 'direct' ? null : input.match(own.bypass?.rules ?? '', input.target);
    if (found !== null) return byRule(found, own.bypass);
    if (own.mode?.value === 'auto-detect') return viaDiscovery(own.mode.origin);
    return decideByStore({ settings: own, target: input.target, match: input.match });
  }
  return variablesOf(input.settings).size > 0 ? direct('no-proxy-for-scheme') : noProxy(input.settings);
}

export const libproxy: ClientModel = {
  id: 'libproxy',
  title: 'libproxy',
  reads: ['environment', 'gnome', 'kde'],
  source: 'libproxy 0.5.9 src/backend/px-manager.c, plugins/config-*; 0.4.18 libproxy/modules/ignore_*.cpp',
  usedBy: ['glib-networking', 'VLC', 'NetworkManager helpers'],
  browser: false,
  variants: [
    { since: '0.5.0', match },
    { since: '0.4.0', match: libproxyOld },
  ],
  decide,
};
