/**
 * Python requests. Source: requests/utils.py (should_bypass_proxies, select_proxy) at 2.28.1 and 2.34.2; it
 * asks urllib too. 2.28.1 compares suffixes without a dot boundary; addresses match IPv4 ranges, read as
 * inet_aton does (`10/8` is the range of 0.0.0.10).
 */
import { parseIpv4Loose, samePrefix } from '../address.js';
import { matched, type ClientModel, type DecideInput, type Matcher } from './client.js';
import { decideByEnvironment, noProxy, type EnvironmentPlan } from './environment-plan.js';
import { pythonAllPlan, urllibBypass } from './python-environment.js';
import type { Target } from '../target.js';

type NameTest = (host: string, hostWithPort: string, entry: string) => boolean;

/** Without a boundary: `1t.io` matches t1c.t1t.io. */
const anySuffix: NameTest = (host, hostWithPort, entry) =>
  host.endsWith(entry) || hostWithPort.endsWith(entry);

const onBoundary: NameTest = (host, hostWithPort, entry) => {
  const name = entry.replace(/^\.+/, '');
  return (
    host === name || hostWithPort === name || host.endsWith(`.${name}`) || hostWithPort.endsWith(`.${name}`)
  );
};

function grammar(test: NameTest): Matcher {
  return (rules, target) => {
    const host = hostName(target);
    const entries = rules
      .replaceAll(' ', '')
      .split(',')
      .filter((entry) => entry !== '');
    const withPort = target.explicitPort ? `${host}:${target.explicitPort}` : host;
    const hit = entries.find((entry) =>
      parseIpv4Loose(host) === undefined ? test(host, withPort, entry) : matchesAddress(host, entry),
    );
    return hit === undefined ? urllibBypass(rules, host) : matched(hit);
  };
}

/** urlparse().hostname of the prepared URL: lower case, IDNA, no brackets. */
function hostName(target: Target): string {
  return /^[\0-\x7f]*$/.test(target.rawHost) ? target.rawHost.toLowerCase() : target.host;
}

function matchesAddress(host: string, entry: string): boolean {
  const [network = '', length, ...more] = entry.split('/');
  const bits =
    length !== undefined && more.length === 0 && /^[+-]?[0-9]+$/.test(length) ? Number(length) : -1;
  const base = bits >= 1 && bits <= 32 ? parseIpv4Loose(network) : undefined;
  const address = parseIpv4Loose(host);
  return base !== undefined && address !== undefined ? samePrefix(base, address, bits) : host === entry;
}

/** requests passes over an empty `no_proxy` in lower case, where urllib stops at it; what it does not find itself urllib does. */
const plan: EnvironmentPlan = {
  ...pythonAllPlan,
  noProxy: ['NO_PROXY', 'no_proxy'],
  spellings: (variables, name) =>
    name === 'NO_PROXY' ? ['no_proxy', name] : (pythonAllPlan.spellings?.(variables, name) ?? [name]),
  empty: { proxy: 'stop', noProxy: 'next' },
};

export const decideRequests = (input: DecideInput): ReturnType<ClientModel['decide']> =>
  decideByEnvironment(plan, input) ?? noProxy(input.settings);

const requestsMatch: Matcher = grammar(onBoundary);

export const pythonRequests: ClientModel = {
  id: 'python-requests',
  title: 'Python requests',
  reads: ['environment'],
  source: 'requests/utils.py at 2.28.1 and 2.34.2',
  usedBy: ['AWS CLI v1 tools', 'conda'],
  browser: false,
  takes: ({ scheme }) => scheme === 'http' || scheme === 'https',
  variants: [
    { since: '2.34.2', match: requestsMatch },
    { since: '2.18.0', match: grammar(anySuffix) },
  ],
  decide: decideRequests,
};
