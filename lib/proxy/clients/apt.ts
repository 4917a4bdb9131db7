/**
 * Debian's apt. Sources: apt-pkg/contrib/strutl.cc (CheckDomainList), apt-pkg/contrib/proxy.cc, methods/http.cc at
 * 2.6.1. Entries are any tail of the name, case does not count, commas separate and blanks count; only lower-case
 * variables. `Acquire::https::Proxy::host "DIRECT"` is the exact form, and comes first.
 */
import {
  byRule,
  direct,
  matched,
  ofStore,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { lookUp, noProxy, variablesOf } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { hasCredentials } from '../redact.js';
import type { ProxyServer } from '../types.js';

const match: Matcher = (rules, target) => {
  const host = target.rawHost.toLowerCase();
  const hit = entriesOf(rules).find(({ tail }) => endsIn(host, tail));
  return hit === undefined ? null : matched(hit.entry);
};

const entriesOf = parsedOnce((rules) =>
  rules
    .split(',')
    .filter((entry) => entry !== '')
    .map((entry) => ({ entry, tail: entry.toLowerCase() })),
);

function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const variables = variablesOf(settings);
  const names = target.scheme === 'https' ? ['https_proxy', 'http_proxy'] : [`${target.scheme}_proxy`];
  const variable = lookUp(variables, names, 'next').found;
  const server =
    configured(input) ??
    (variable && {
      url: variable.value,
      credentials: hasCredentials(variable.value),
      origin: variable.origin,
    });
  if (server === undefined) return noProxy(settings);
  if (server.url === 'DIRECT' || server.url === 'false') return direct('host-exception', server.origin);
  const list = lookUp(variables, ['no_proxy'], 'next').found;
  const found = list === undefined ? null : input.match(list.value, target);
  return found === null
    ? viaProxy(server)
    : byRule(found, list && { rules: list.value, origin: list.origin });
}

/** The host's own setting, then that of the scheme, then for https that of http. */
function configured({ settings, target }: DecideInput): ProxyServer | undefined {
  const servers = ofStore(settings, 'apt').flatMap((one) => one.servers);
  const schemes = target.scheme === 'https' ? ['https', 'http'] : [target.scheme];
  const last = (only: string | undefined, scheme: string): ProxyServer | undefined =>
    servers.filter((one) => one.scheme === scheme && one.only === only).at(-1);
  for (const scheme of schemes) {
    const own = last(target.host, scheme) ?? last(undefined, scheme);
    if (own !== undefined) return own;
  }
  return undefined;
}

export const apt: ClientModel = {
  id: 'apt',
  title: 'apt (Debian, Ubuntu)',
  reads: ['apt', 'environment'],
  source: 'apt 2.6.1 apt-pkg/contrib/strutl.cc, methods/http.cc',
  usedBy: ['apt-get', 'unattended-upgrades'],
  browser: false,
  variants: [{ since: '1.0', match }],
  decide,
};
