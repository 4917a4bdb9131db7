/**
 * git over HTTP: libcurl decides, but git gives it the proxy of its own configuration. Source: git http.c, urlmatch.c at
 * 2.47; git-config(1). The most particular `http.<url>.proxy` counts, an empty one means no proxy; `no_proxy` of the
 * environment applies to a configured proxy too.
 */
import {
  byRule,
  direct,
  ofStore,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
} from './client.js';
import { readUrl } from '../../host-name.js';
import { curl, curlPlan } from './curl.js';
import { lookUp, variablesOf } from './environment-plan.js';
import type { Target } from '../target.js';
import type { ProxyServer, ProxySettings } from '../types.js';

function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const servers = ofStore(settings, 'git')
    .flatMap((one) => one.servers)
    // What stands under [https] is none of git's.
    .filter(({ origin }) => !origin.key.startsWith('https.'));
  const server = mostParticular(servers, target);
  if (server === undefined) return curl.decide({ ...input, settings: environmentOf(settings) });
  if (server.url === 'DIRECT') return direct('host-exception', server.origin);
  const list = lookUp(variablesOf(settings), curlPlan.noProxy, 'next').found;
  const found = list === undefined ? null : input.match(list.value, target);
  return found === null
    ? viaProxy(server)
    : byRule(found, list && { rules: list.value, origin: list.origin });
}

/** The same list where it holds nothing else: what is known of it is known by the list. */
function environmentOf(settings: readonly ProxySettings[]): readonly ProxySettings[] {
  const isEnvironment = ({ store }: ProxySettings): boolean => store === 'environment';
  return settings.every(isEnvironment) ? settings : settings.filter(isEnvironment);
}

/** Of those that cover the URL: the longest host, then the longest path, then a user; later lines win among equals. */
function mostParticular(servers: readonly ProxyServer[], target: Target): ProxyServer | undefined {
  let best: { readonly server: ProxyServer; readonly rank: readonly number[] } | undefined;
  for (const server of servers) {
    const rank = server.only === undefined ? [] : rankOf(server.only, target);
    if (rank !== null && !isBelow(rank, best?.rank ?? [])) best = { server, rank };
  }
  return best?.server;
}

function isBelow(rank: readonly number[], other: readonly number[]): boolean {
  for (const [index, value] of other.entries()) {
    const difference = (rank[index] ?? -1) - value;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/**
 * Scheme, host (`*` for one label) and port must be the same; a path must be a head of the URL's, up to a slash; a user must be
 * its user. What users are called is not kept: one with any user is taken for the one.
 */
function rankOf(pattern: string, target: Target): readonly number[] | null {
  const own = readUrl(pattern);
  const asked = readUrl(target.url);
  if (own === undefined || own.protocol !== asked?.protocol) return null;
  const labels = own.hostname.replace(/\.$/, '').split('.');
  const wanted = asked.hostname.replace(/\.$/, '').split('.');
  const [head, path] = [own, asked].map(({ pathname }) => pathname.replace(/\/?$/, '/')) as [string, string];
  const covers =
    own.port === asked.port &&
    labels.length === wanted.length &&
    labels.every((label, index) => label === '*' || label === wanted[index]) &&
    path.startsWith(head) &&
    (own.username === '' || asked.username !== '');
  return covers ? [own.hostname.length, head.length, Number(own.username !== '')] : null;
}

export const git: ClientModel = {
  id: 'git',
  title: 'git over HTTP',
  reads: ['git', 'environment'],
  source: 'git http.c, urlmatch.c at 2.47; libcurl as in curl',
  usedBy: ['GitHub Desktop', 'git LFS (similar)'],
  browser: false,
  variants: curl.variants,
  decide,
};
