/**
 * Chromium, Chrome, Edge and the browsers built on it. Sources at Chromium 156: net/proxy_resolution/
 * proxy_config_service_{linux,win,mac}.cc and proxy_host_matching_rules.cc, components/proxy_config. A policy comes
 * first; then the settings of the system: Windows' connection settings, macOS' dynamic store, GNOME or KDE, and
 * only where there is no desktop the environment.
 */
import { decideByPolicies, underOverrides } from './chromium-policy.js';
import { chromiumRules, type ChromiumRulesOptions } from './chromium-rules.js';
import {
  byRule,
  direct,
  ofStore,
  unknown,
  viaDiscovery,
  viaPac,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import type { lookUp } from './environment-plan.js';
import { noProxy, variablesOf, type Variables } from './environment-plan.js';
import { agreed, macosCandidates } from './in-force.js';
import { decideByStore } from './manual-plan.js';
import { decideByWindows } from './windows-scope.js';
import { hasCredentials } from '../redact.js';
import type { ProxySettings, Store } from '../types.js';

const POLICY: ChromiumRulesOptions = { separators: /[,;]/ };

const match = chromiumRules(POLICY);
const reversedMatch = chromiumRules({ ...POLICY, reversed: true });
const windowsMatch = chromiumRules({ separators: /[;,\s]+/, windows: true });
const desktopMatch = {
  plain: match,
  reversed: reversedMatch,
  suffix: chromiumRules({ ...POLICY, suffix: true }),
  suffixReversed: chromiumRules({ ...POLICY, suffix: true, reversed: true }),
} as const;

function decide(input: DecideInput): Decision {
  const rest =
    decideByPolicies(input.settings, (policy) => byPolicy(policy, input)) ??
    bySystem(input) ??
    noProxy(input.settings);
  return underOverrides(input.settings, input.target, rest);
}

function byPolicy(policy: ProxySettings, input: DecideInput): Decision {
  if (policy.mode?.value !== 'system')
    return decideByStore(storeOptions(policyWithMode(policy), input, policyMatcher(policy)));
  // A policy that points at the system's settings, when nobody has read those, decides nothing.
  return bySystem(input) ?? unknown('depends-on-system', policy.mode.origin);
}

function policyMatcher({ bypass }: ProxySettings): Matcher {
  return bypass?.reversed?.value === true ? reversedMatch : match;
}

/** The separate policies say what they mean without `ProxyMode`: a PAC URL or a server. */
function policyWithMode(policy: ProxySettings): ProxySettings {
  if (policy.mode !== undefined || policy.autoDetect?.value === true) return policy;
  const origin = policy.pacUrl?.origin ?? policy.servers[0]?.origin;
  if (origin === undefined) return policy;
  return { ...policy, mode: { value: policy.pacUrl === undefined ? 'manual' : 'pac', origin } };
}

function storeOptions(
  settings: ProxySettings,
  input: DecideInput,
  matcher: Matcher,
): Parameters<typeof decideByStore>[0] {
  return {
    settings,
    target: input.target,
    match: matcher,
    matchBeforePac: matcher,
    serverOrder: serverOrder(settings),
  };
}

/** ProxyRules: with servers per scheme, `socks` is the fallback; WebSockets prefer socks, then https, then http. */
function serverOrder(settings: ProxySettings): (scheme: string) => readonly string[] {
  const single = settings.servers.some(({ scheme }) => scheme === 'all');
  return (scheme) => {
    if (single) return ['all'];
    return scheme === 'ws' || scheme === 'wss' ? ['socks', 'https', 'http'] : [scheme, 'socks'];
  };
}

function bySystem(input: DecideInput): Decision | undefined {
  const windows = decideByWindows(input.settings, (effective) =>
    decideByStore(storeOptions(effective, input, windowsMatch)),
  );
  if (windows !== undefined) return windows;
  const mac = agreed(macosCandidates(input.settings), (own) => byDesktop('macos', own, input));
  if (mac !== undefined) return mac;
  for (const store of ['gnome', 'kde'] as const) {
    const settings = ofStore(input.settings, store).at(-1);
    if (store === 'kde' && settings?.mode?.value === 'environment') return byEnvironment(input);
    if (settings !== undefined) return byDesktop(store, settings, input);
  }
  return byEnvironment(input);
}

function byDesktop(store: Store, settings: ProxySettings, input: DecideInput): Decision {
  const simple = settings.bypass?.excludeSimpleHostnames?.value === true;
  const isReversed = settings.bypass?.reversed?.value === true;
  const matcher =
    store === 'kde'
      ? desktopMatch[isReversed ? 'suffixReversed' : 'suffix']
      : desktopMatch[isReversed ? 'reversed' : 'plain'];
  return decideByStore(
    storeOptions(settings, input, (rules, target) => matcher(simple ? `<local>,${rules}` : rules, target)),
  );
}

/** GetConfigFromEnv: lower case first, then upper; `auto_proxy` before `all_proxy` before one per scheme. */
function byEnvironment(input: DecideInput): Decision | undefined {
  const variables = variablesOf(input.settings);
  const auto = both(variables, 'auto_proxy');
  const rules = both(variables, 'no_proxy');
  const matcher = desktopMatch.suffix;
  const found = matcher(rules?.value ?? '', input.target);
  if (auto !== undefined) {
    const own = matcher('', input.target);
    if (own !== null) return byRule(own);
    return auto.value === '' ? viaDiscovery(auto.origin) : viaPac(auto);
  }
  const server = environmentServer(variables, input.target.scheme);
  if (server === undefined) return rules === undefined ? undefined : direct('no-proxy-for-scheme');
  return found === null
    ? viaProxy(server)
    : byRule(found, rules && { rules: rules.value, origin: rules.origin });
}

function both(variables: Variables, name: string): ReturnType<typeof lookUp>['found'] {
  return variables.get(name) ?? variables.get(name.toUpperCase());
}

function environmentServer(variables: Variables, scheme: string): Parameters<typeof viaProxy>[0] | undefined {
  const all = both(variables, 'all_proxy');
  const wanted = scheme === 'ws' || scheme === 'wss' ? ['https_proxy', 'http_proxy'] : [`${scheme}_proxy`];
  const found =
    all ??
    wanted.map((name) => both(variables, name)).find((one) => one !== undefined && one.value !== '') ??
    both(variables, 'SOCKS_SERVER');
  return found === undefined || found.value === ''
    ? undefined
    : { url: found.value, credentials: hasCredentials(found.value), origin: found.origin };
}

export const chromium: ClientModel = {
  id: 'chromium',
  title: 'Chromium, Chrome, Edge',
  reads: ['chromium-policy', 'edge-policy', 'wininet', 'macos', 'gnome', 'kde', 'environment'],
  source:
    'Chromium 156: net/proxy_resolution/proxy_host_matching_rules.cc, proxy_config_service_*.cc, net/base/scheme_host_port_matcher_rule.cc',
  usedBy: ['Google Chrome', 'Microsoft Edge', 'Brave', 'Electron'],
  browser: true,
  variants: [{ since: '156', match }],
  decide,
};
