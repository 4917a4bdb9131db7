/**
 * macOS and iOS: CFNetwork (Safari, URLSession) over SystemConfiguration's Proxies. Sources: SCSchemaDefinitions
 * (kSCPropNetProxies*), CFProxySupport.h, networksetup(8); Apple publishes neither the code nor tests of today's
 * matcher: bare names are taken to be exact, `*` to be any run, `169.254/16` to be a range for literals. The list
 * is not used while a PAC decides.
 */
import { parseAddress, samePrefix } from '../address.js';
import { byRule, matched, type ClientModel, type Decision, type Matcher } from './client.js';
import { noProxy } from './environment-plan.js';
import { agreed, macosCandidates } from './in-force.js';
import { decideByStore } from './manual-plan.js';
import type { Target } from '../target.js';
import type { ProxySettings } from '../types.js';
import { matchesWildcard } from '../wildcard.js';

const match: Matcher = (rules, target) => {
  const host = target.host.toLowerCase();
  const hit = rules.split(/[,\s]+/).find((entry) => {
    if (entry === '') return false;
    const slash = entry.indexOf('/');
    if (slash !== -1)
      return (
        target.address !== undefined &&
        inShortNetwork(entry.slice(0, slash), entry.slice(slash + 1), target.host)
      );
    return matchesWildcard(entry.toLowerCase().replace(/^\[(.*)\]$/, '$1'), host);
  });
  return hit === undefined ? null : matched(hit);
};

/** `169.254/16`: missing octets are zero. */
function inShortNetwork(network: string, length: string, host: string): boolean {
  const full = network.includes(':') ? network : [...network.split('.'), '0', '0', '0'].slice(0, 4).join('.');
  const one = parseAddress(full);
  const other = parseAddress(host);
  return (
    one !== undefined &&
    other !== undefined &&
    /^[0-9]{1,3}$/.test(length) &&
    samePrefix(one, other, Number(length))
  );
}

export const cfnetwork: ClientModel = {
  id: 'cfnetwork',
  title: 'CFNetwork (Safari, macOS and iOS programs)',
  reads: ['macos'],
  source: 'Apple SystemConfiguration SCSchemaDefinitions.h, CFProxySupport.h, networksetup(8)',
  usedBy: ['Safari', 'Mail', 'App Store', 'URLSession programs'],
  browser: true,
  variants: [{ since: '10.9', match }],
  decide: ({ settings, target, match: grammar }) =>
    agreed(macosCandidates(settings), (own) => decideByMac(own, target, grammar)) ?? noProxy(settings),
};

function decideByMac(own: ProxySettings, target: Target, grammar: Matcher): Decision {
  const simple = own.bypass?.excludeSimpleHostnames;
  if (
    simple?.value === true &&
    !target.host.includes('.') &&
    target.address === undefined &&
    own.pacUrl === undefined
  ) {
    return byRule(matched('ExcludeSimpleHostnames'), { rules: '', origin: simple.origin });
  }
  return decideByStore({ settings: own, target, match: grammar });
}
