/**
 * libproxy. Source: src/backend/px-manager.c (px_manager_is_ignore) and plugins/config-env, config-gnome, config-kde
 * at 0.5.9. `x`, `.x` and `*.x` match x and what is below (a bare name of three letters or more); `*` alone; ports
 * compare with the port written in the URL; `<local>` is a name without a dot; blanks count.
 */
import { parseAddress, samePrefix, type AddressBytes } from '../address.js';
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
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { decideByStore } from './manual-plan.js';
import type { Target } from '../target.js';

const match: Matcher = (rules, target) => {
  const address = parseAddress(target.rawHost);
  const hit = entriesOf(rules).find((entry) => {
    if (entry.text === '*') return true;
    if (entry.text === '<local>' && !target.rawHost.includes(':') && !target.rawHost.includes('.'))
      return true;
    return matchesDomain(entry, target) || (address !== undefined && matchesAddress(entry.text, address));
  });
  return hit === undefined ? null : matched(hit.text);
};

interface Entry {
  readonly text: string;
  readonly name: string;
  /** -1: any. */
  readonly port: number;
  /** With the dot before it. */
  readonly below: string;
  readonly startsWithDot: boolean;
}

const entriesOf = parsedOnce((rules) => rules.split(',').map(entryOf));

function entryOf(text: string): Entry {
  const parts = text.split(':');
  const name = parts[0] ?? '';
  const port = parts.length === 2 ? leadingNumber(parts[1] ?? '') : -1;
  const tail = name.startsWith('*.') ? name.slice(1) : name;
  const startsWithDot = tail.startsWith('.');
  return { text, name, port, below: startsWithDot ? tail : `.${tail}`, startsWithDot };
}

function matchesDomain({ name, port, below, startsWithDot }: Entry, target: Target): boolean {
  const host = target.rawHost;
  if (port !== -1 && port !== (target.explicitPort ?? -1)) return false;
  if (host === name) return true;
  if (name.length <= 2) return false;
  // g_ascii_strncasecmp over the length of the host: a host that is a head of the rule counts as the rule.
  const isHead = startsWithDot && below.slice(1).toLowerCase().startsWith(host.toLowerCase());
  return isHead || endsIn(host, below);
}

function leadingNumber(text: string): number {
  return Number(/^[0-9]*/.exec(text)?.[0] ?? '0');
}

function matchesAddress(entry: string, address: AddressBytes): boolean {
  const mask = parseMask(entry);
  return mask !== undefined && samePrefix(address, mask.address, mask.bits);
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
