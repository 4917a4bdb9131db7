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
import { curl, curlPlan } from './curl.js';
import { lookUp, variablesOf } from './environment-plan.js';
import type { Target } from '../target.js';
import type { ProxyServer, ProxySettings } from '../types.js';

function decide(input: DecideInput): Decision {
  const { settings, target } = input;
  const servers = ofStore(settings, 'git')
    .flatMap((one) => one.servers)
    .filter(({ origin }) => !/^https\.proxy$/.test(origin.key));
  const fits = servers.filter(({ only }) => only === undefined || covers(only, target));
  // Later lines win among equals.
  const server = fits.reduce<ProxyServer | undefined>(
    (best, one) => ((one.only?.length ?? 0) >= (best?.only?.length ?? 0) ? one : best),
    undefined,
  );
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

/** Scheme, host (`*` for one label) and port must be the same; a path must be a head of the URL's. */
function covers(pattern: string, target: Target): boolean {
  const found = /^(https?):\/\/(?:[^/@]*@)?([^/:]+)(?::([0-9]+))?(\/.*)?$/i.exec(pattern);
  if (found === null || found[1]?.toLowerCase() !== target.scheme) return false;
  const port = Number(found[3] ?? (target.scheme === 'https' ? 443 : 80));
  const labels = (found[2] ?? '').toLowerCase().split('.');
  const wanted = target.host.split('.');
  return (
    port === target.port &&
    labels.length === wanted.length &&
    labels.every((label, index) => label === '*' || label === wanted[index])
  );
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
