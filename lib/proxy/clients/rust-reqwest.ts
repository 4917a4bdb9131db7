/**
 * Rust's reqwest over hyper-util, whose versions these are: 0.1.12 came with reqwest 0.12.16. Source: hyper-util
 * src/client/proxy/matcher.rs at 0.1.19 and 0.1.20 and later (mac.rs, win.rs). `x` and `.x` match x and what is below; `*` anywhere;
 * addresses and ranges match literals only; commas separate; case counts before 0.1.20. Where no variable names a proxy it
 * takes that of macOS (without its exceptions) or of Windows, with every `*.` of ProxyOverride deleted; after 0.1.20 (pull
 * request 309) `10.*` there is a range, and ProxyServer is read scheme by scheme.
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
import {
  decideByEnvironment,
  listOf,
  noProxy,
  schemeVariables,
  variablesOf,
  type EnvironmentPlan,
} from './environment-plan.js';
import { agreed, macosCandidates } from './in-force.js';
import { inNetwork, parseNetwork } from './network.js';
import { serverFor } from './manual-plan.js';
import { rustValue } from './proxy-values.js';
import { parsedOnce } from './parsed-once.js';
import { isSameOrBelow, trimmedEntries } from './text-suffix.js';
import type { ProxyServer, ProxySettings } from '../types.js';
import { decideByWindows } from './windows-scope.js';

function grammar(fold: (text: string) => string): Matcher {
  const entries = parsedOnce((rules) =>
    trimmedEntries(rules).map((entry) => ({
      entry,
      isNetwork: parseNetwork(entry) !== undefined,
      name: fold(entry).replace(/^\./, ''),
    })),
  );
  return (rules, target) => {
    const host = fold(target.host);
    const hit = entries(rules).find(({ entry, isNetwork, name }) => {
      if (target.address !== undefined) return isNetwork && inNetwork(target.address, entry);
      return !isNetwork && (entry === '*' || isSameOrBelow(host, name));
    });
    return hit === undefined ? null : matched(hit.entry);
  };
}

const lower = (text: string): string => text.toLowerCase();

/** get_first_env: a set variable counts even when it is empty; in a CGI program none counts. */
const plan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'http' || scheme === 'https'
      ? [...schemeVariables('UPPER', 'lower')(scheme), ['ALL_PROXY', 'all_proxy']]
      : [],
  noProxy: ['NO_PROXY', 'no_proxy'],
  empty: { proxy: 'stop', noProxy: 'stop' },
  value: rustValue,
  cgi: {
    variables: ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'],
    then: 'ignore',
  },
};

function decideWith(
  system: (settings: ProxySettings, input: DecideInput) => Decision,
): ClientModel['decide'] {
  return (input) =>
    decideByEnvironment(plan, input) ??
    decideByWindows(input.settings, (own) => system(own, input)) ??
    agreed(macosCandidates(input.settings), (own) => byMac(own, input)) ??
    noProxy(input.settings);
}

/** `builder.no` is the variable's, or empty: the exceptions of macOS are not read, nor its PAC. */
function byMac(own: ProxySettings, input: DecideInput): Decision {
  const server = serverFor(own.servers, [input.target.scheme]);
  if (server === undefined) return noProxy(input.settings);
  const list = listOf(plan, variablesOf(input.settings)).found;
  const found = input.match(list?.value ?? '', input.target);
  return found === null
    ? viaProxy(server)
    : byRule(found, list && { rules: list.value, origin: list.origin });
}

/** ProxyServer as it stands: with `http=…;https=…` in it, it is no URL, and the request goes direct. */
function byWindowsWhole(own: ProxySettings, input: DecideInput): Decision {
  const server = serverFor(own.servers, ['all']);
  if (own.manualEnabled?.value !== true || server === undefined) return noProxy(input.settings);
  return byOverride(own, input, server, (entry) => entry);
}

function byWindowsParts(own: ProxySettings, input: DecideInput): Decision {
  const server = serverFor(own.servers, [input.target.scheme, 'socks', 'all']);
  if (own.manualEnabled?.value !== true || server === undefined) return noProxy(input.settings);
  return byOverride(own, input, server, asRange);
}

function byOverride(
  own: ProxySettings,
  { target, match }: DecideInput,
  server: ProxyServer,
  change: (entry: string) => string,
): Decision {
  const rules = (own.bypass?.rules ?? '')
    .split(';')
    .map((entry) => change(entry.trim()))
    .join(',')
    .replaceAll('*.', '');
  const found = match(rules, target);
  return found === null ? viaProxy(server) : byRule(found, own.bypass);
}

/** `127.*`, `192.168.*.*`: stars for whole octets at the end. */
function asRange(entry: string): string {
  const parts = entry.split('.');
  const stars = parts.indexOf('*');
  if (stars < 1 || stars > 3 || parts.slice(stars).some((part) => part !== '*')) return entry;
  const octets = parts.slice(0, stars);
  if (!octets.every((part) => /^\+?[0-9]+$/.test(part) && Number(part) < 256)) return entry;
  return `${[...octets.map(Number), 0, 0, 0].slice(0, 4).join('.')}/${stars * 8}`;
}

export const rustReqwest: ClientModel = {
  id: 'rust-reqwest',
  title: 'Rust reqwest',
  reads: ['environment', 'wininet', 'macos'],
  source: 'hyper-util src/client/proxy/matcher.rs at 0.1.19 and 0.1.20, win.rs and mac.rs after it',
  usedBy: ['uv', 'rustup', 'Deno (similar)'],
  browser: false,
  variants: [
    { since: '0.1.21', match: grammar(lower) },
    { since: '0.1.20', match: grammar(lower), decide: decideWith(byWindowsWhole) },
    { since: '0.1.12', match: grammar((text) => text), decide: decideWith(byWindowsWhole) },
  ],
  decide: decideWith(byWindowsParts),
};
