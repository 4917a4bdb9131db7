/**
 * Java's own HTTP clients. Source: sun/net/spi/DefaultProxySelector.java at JDK 17 to 24. Only system properties are
 * read, never the environment. `|` separates; `*` counts at the start and at the end of an entry; there is no
 * suffix rule and no port. Loopback literals are added to every list but an empty one.
 */
import {
  byRule,
  implicit,
  matched,
  ofStore,
  unknown,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import { noProxy } from './environment-plan.js';
import { serverFor } from './manual-plan.js';

/** NonProxyInfo.defStringVal. */
const DEFAULTS = 'localhost|127.*|[::1]|0.0.0.0|[::0]';

const match: Matcher = (rules, target) => {
  const host = target.rawHost.includes(':')
    ? `[${target.rawHost.toLowerCase()}]`
    : target.rawHost.toLowerCase();
  const hit = rules.split('|').find((entry) => entry !== '' && matches(entry.toLowerCase(), host));
  if (hit !== undefined) return matched(hit);
  const own = rules === '' ? undefined : DEFAULTS.split('|').find((entry) => matches(entry, host));
  return own === undefined ? null : implicit(own);
};

/** disjunctToRegex: a star in the middle is a star. */
function matches(entry: string, host: string): boolean {
  const head = entry.startsWith('*');
  const tail = entry.endsWith('*');
  if (entry === '*') return true;
  if (head && tail) return host.includes(entry.slice(1, -1));
  if (head) return host.endsWith(entry.slice(1));
  return tail ? host.startsWith(entry.slice(0, -1)) : host === entry;
}

function decide({ settings, target, match: grammar }: DecideInput): Decision {
  const stores = [
    ...ofStore(settings, 'java'),
    ...ofStore(settings, 'maven'),
    ...ofStore(settings, 'gradle'),
  ];
  const own = stores.at(-1);
  if (own === undefined) return noProxy(settings);
  const server = serverFor(own.servers, [target.scheme, 'all', 'socks']);
  if (server === undefined)
    return own.mode?.value === 'system' ? unknown('depends-on-system', own.mode.origin) : noProxy(settings);
  const found = grammar(own.bypass?.rules ?? DEFAULTS, target);
  if (found === null) return viaProxy(server);
  return own.bypass === undefined ? byRule(implicit(found.text)) : byRule(found, own.bypass);
}

export const java: ClientModel = {
  id: 'java',
  title: 'Java (HttpURLConnection, HttpClient with the default selector)',
  reads: ['java', 'maven', 'gradle'],
  source: 'JDK 17 to 24 sun/net/spi/DefaultProxySelector.java',
  usedBy: ['Maven', 'Gradle', 'Jenkins', 'IntelliJ tools'],
  browser: false,
  variants: [{ since: '11', match }],
  decide,
};
