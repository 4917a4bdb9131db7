/**
 * Policies of Chromium browsers, and which of them counts. Sources: components/policy/core/common/policy_map.cc (mandatory
 * before recommended, machine before user), net/proxy_resolution/proxy_config.h and Microsoft's page of ProxyOverrideRules
 * (Chrome 144, Edge 145): rules that stand before ProxySettings, extensions and the user's own.
 */
import { chromiumRules } from './chromium-rules.js';
import { direct, ofStore, unknown, viaProxy, type Decision } from './client.js';
import { agreed } from './in-force.js';
import type { Target } from '../target.js';
import type { OverrideRule, ProxySettings } from '../types.js';

/** Mandatory before recommended, the machine's before the user's. */
function rank({ scope }: ProxySettings): number {
  return (/recommended/i.test(scope) ? 2 : 0) + (/^HKLM|^(?!HK)/i.test(scope) ? 0 : 1);
}

function saysHow({ mode, servers, pacUrl }: ProxySettings): boolean {
  return mode !== undefined || servers.length > 0 || pacUrl !== undefined;
}

/** A log of the browser says what is in force, policies, extensions and the user's own together. */
function isTold({ format, scope }: ProxySettings): boolean {
  return format === 'net-export' && scope.startsWith('in force');
}

/** The policy of each browser among them that says how to connect, the one that counts. */
function policiesInForce(settings: readonly ProxySettings[]): ProxySettings[] {
  const told = ofStore(settings, 'chromium-policy').filter(isTold);
  if (told.length > 0) return told;
  return (['chromium-policy', 'edge-policy'] as const).flatMap((store) =>
    [...ofStore(settings, store).filter(saysHow)].sort((one, other) => rank(one) - rank(other)).slice(0, 1),
  );
}

/** The decision by the policies; Chrome's and Edge's may differ, and then there is none. Undefined without one. */
export function decideByPolicies(
  settings: readonly ProxySettings[],
  decide: (policy: ProxySettings) => Decision,
): Decision | undefined {
  return agreed(policiesInForce(settings), decide);
}

const matches = chromiumRules({ separators: /[,;]/ });

/** Whether one of the patterns names the URL; the hosts that go direct without a rule are none of theirs. */
function covers(patterns: readonly string[], target: Target): boolean {
  return patterns.some((pattern) => matches(pattern, target)?.implicit === false);
}

function firstOverride(settings: readonly ProxySettings[], target: Target): OverrideRule | undefined {
  const rules = (['chromium-policy', 'edge-policy'] as const).flatMap((store) =>
    ofStore(settings, store).flatMap(({ overrides }) => overrides ?? []),
  );
  return rules.find(
    ({ destinations, excluded }) => covers(destinations, target) && !covers(excluded, target),
  );
}

/**
 * What is known of the route where an override rule covers the URL. Whether it is in force depends on more than the file (for
 * its first releases the policy came from the cloud alone, a rule may ask DNS), so that where it says otherwise than the rest
 * of the settings nothing is known.
 */
export function underOverrides(settings: readonly ProxySettings[], target: Target, rest: Decision): Decision {
  const rule = firstOverride(settings, target);
  if (rule === undefined || settings.some(isTold)) return rest;
  const own = decisionOf(rule);
  const same = own.via === rest.via && (own.proxy === undefined || own.proxy === rest.proxy);
  return same ? rest : unknown('override-rules', rule.origin, rule.proxies[0] ?? '');
}

function decisionOf({ proxies, origin }: OverrideRule): Decision {
  const [kind = '', host = ''] = (proxies[0] ?? '').trim().split(/\s+/);
  if (/^direct$/i.test(kind)) return direct('override-rules', origin);
  return viaProxy({ url: host, credentials: false, origin });
}
