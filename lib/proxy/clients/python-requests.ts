/**
 * Python requests. Source: requests/utils.py (should_bypass_proxies, select_proxy) at 2.28.1 and 2.34.2; it
 * asks urllib too. 2.28.1 compares suffixes without a dot boundary; addresses match IPv4 ranges, read as
 * inet_aton does (`10/8` is the range of 0.0.0.10).
 */
import { parseIpv4Loose, samePrefix } from '../address.js';
import { matched, type ClientModel, type DecideInput, type Matcher } from './client.js';
import { decideByEnvironment, noProxy, type EnvironmentPlan } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { pythonAllPlan, urllibBypass } from './python-environment.js';
import { endsIn } from './text-suffix.js';
import type { Target } from '../target.js';

interface Entry {
  readonly text: string;
  /** Without dots before it. */
  readonly name: string;
  readonly below: string;
  /** Ends as a port does: else it is none of the forms of a host with one. */
  readonly endsInDigit: boolean;
}
type NameTest = (host: string, entry: Entry) => boolean;

/** Without a boundary: `1t.io` matches t1c.t1t.io. */
const anySuffix: NameTest = (host, { text }) => endsIn(host, text);

const onBoundary: NameTest = (host, { name, below }) => host === name || endsIn(host, below);

const entriesOf = parsedOnce((rules): Entry[] =>
  rules
    .replaceAll(' ', '')
    .split(',')
    .filter((text) => text !== '')
    .map((text) => {
      const name = text.replace(/^\.+/, '');
      return { text, name, below: `.${name}`, endsInDigit: /[0-9]$/.test(name) };
    }),
);

function grammar(test: NameTest): Matcher {
  return (rules, target) => {
    const host = hostName(target);
    const isName = parseIpv4Loose(host) === undefined;
    const hit = entriesOf(rules).find((entry) =>
      isName
        ? test(host, entry) || (entry.endsInDigit && test(withPort(host, target), entry))
        : matchesAddress(host, entry.text),
    );
    return hit === undefined ? urllibBypass(rules, host) : matched(hit.text);
  };
}

function withPort(host: string, { explicitPort }: Target): string {
  return explicitPort ? `${host}:${explicitPort}` : host;
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
