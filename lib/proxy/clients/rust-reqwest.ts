/**
 * Rust's reqwest (hyper-util). Source: hyper-util src/client/proxy/matcher.rs at 0.1.19, reqwest src/proxy.rs at
 * 0.12. `x` and `.x` match x and what is below; `*` anywhere; addresses and ranges match literals only; commas
 * separate. On Windows it takes ProxyOverride with every `*.` deleted.
 */
import {
  byRule,
  matched,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { decideByEnvironment, noProxy, schemeVariables, type EnvironmentPlan } from './environment-plan.js';
import { inNetwork, parseNetwork } from './network.js';
import { serverFor } from './manual-plan.js';
import { isSameOrBelow } from './text-suffix.js';
import { effectiveWindows } from './windows-scope.js';

const match: Matcher = (rules, target) => {
  const entries = rules.split(',').map((entry) => entry.trim());
  const hit = entries.find((entry) => {
    if (entry === '') return false;
    const network = parseNetwork(entry) !== undefined;
    if (target.address !== undefined) return network && inNetwork(target.address, entry);
    return (
      !network &&
      (entry === '*' || isSameOrBelow(target.host.toLowerCase(), entry.toLowerCase().replace(/^\./, '')))
    );
  });
  return hit === undefined ? null : matched(hit);
};

/** get_first_env: a set variable counts even when it is empty; in a CGI program none counts. */
const plan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'http' || scheme === 'https'
      ? schemeVariables('UPPER', 'lower', 'ALL_PROXY', 'all_proxy')(scheme)
      : [],
  noProxy: ['NO_PROXY', 'no_proxy'],
  empty: { proxy: 'next', noProxy: 'stop' },
  cgi: {
    variables: ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'],
    then: 'ignore',
  },
};

function decide(input: DecideInput): Decision {
  return decideByEnvironment(plan, input) ?? byWindows(input) ?? noProxy(input.settings);
}

function byWindows({ settings, target, match: grammar }: DecideInput): Decision | undefined {
  const windows = effectiveWindows(settings);
  if (windows === undefined || windows.manualEnabled?.value !== true) return undefined;
  const server = serverFor(windows.servers, [target.scheme, 'socks', 'all']);
  if (server === undefined) return undefined;
  const rules = (windows.bypass?.rules ?? '')
    .split(';')
    .map((entry) => entry.trim())
    .join(',')
    .replaceAll('*.', '');
  const found = grammar(rules, target);
  return found === null ? viaProxy(server) : byRule(found, windows.bypass);
}

export const rustReqwest: ClientModel = {
  id: 'rust-reqwest',
  title: 'Rust reqwest',
  reads: ['environment', 'wininet'],
  source: 'hyper-util src/client/proxy/matcher.rs at 0.1.19',
  usedBy: ['uv', 'rustup', 'Deno (similar)'],
  browser: false,
  variants: [{ since: '0.12.0', match }],
  decide,
};
