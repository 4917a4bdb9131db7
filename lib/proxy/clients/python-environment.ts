/**
 * What Python's programs share: `urllib.request.getproxies_environment` and `proxy_bypass_environment`. Source:
 * CPython Lib/urllib/request.py at 3.11 to 3.14. A lower-case variable wins even when it is empty.
 */
import { matched, type RuleMatch } from './client.js';
import { schemeVariables, type EnvironmentPlan } from './environment-plan.js';

export const pythonPlan: EnvironmentPlan = {
  proxy: schemeVariables('lower', 'UPPER'),
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'stop', noProxy: 'stop' },
  cgi: { variables: ['HTTP_PROXY'], then: 'ignore' },
};

/** With `all_proxy` as the last resort (requests, httpx). */
export const pythonAllPlan: EnvironmentPlan = {
  ...pythonPlan,
  proxy: schemeVariables('lower', 'UPPER', 'all_proxy', 'ALL_PROXY'),
};

/**
 * `proxy_bypass_environment(host)`, where the host may carry a port: an entry is compared with the host, with
 * and without its port, as suffix on a dot boundary; leading dots are dropped; `*` only as the whole list.
 */
export function urllibBypass(rules: string, hostWithPort: string): RuleMatch | null {
  if (rules === '*') return matched('*');
  const host = hostWithPort.toLowerCase();
  // _splitport: digits (at least one) after the last colon are a port, in an IPv6 literal without brackets too.
  const hostOnly = /^([\s\S]*):([0-9]+)$/.exec(host)?.[1] ?? host;
  const hit = rules
    .split(',')
    .map((entry) => entry.trim())
    .find((entry) => {
      if (entry === '') return false;
      const name = entry.replace(/^\.+/, '').toLowerCase();
      return hostOnly === name || host === name || hostOnly.endsWith(`.${name}`) || host.endsWith(`.${name}`);
    });
  return hit === undefined ? null : matched(hit);
}
