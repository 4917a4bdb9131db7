/**
 * Ruby's Net::HTTP (URI#find_proxy). Source: lib/uri/generic.rb at Ruby 3.1 to 3.4. Ruby resolves the host and goes
 * direct where it is 127.* or ::1, so with working DNS a name that points at loopback never reaches a proxy; address
 * rules are compared with the resolved address too.
 */
import { inNetwork } from './network.js';
import { parseAddress, parseIpv4, parseIpv4Loose, type AddressBytes } from '../address.js';
import {
  byRule,
  implicit,
  matched,
  unknown,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
  type RuleMatch,
} from './client.js';
import type { lookUp } from './environment-plan.js';
import { rubyValue } from './proxy-values.js';
import { noProxy, variablesOf, type Variables } from './environment-plan.js';
import { hasCredentials } from '../redact.js';
import type { Target } from '../target.js';

/** The rules over what is known without asking: literals, and localhost, which every hosts file has. */
const match: Matcher = (rules, target) => withAddresses(rules, target, known(target));

function known({ rawHost }: Target): string[] {
  if (rawHost.toLowerCase() === 'localhost') return ['127.0.0.1'];
  const ipv4 = parseIpv4Loose(rawHost);
  if (ipv4 !== undefined) return [ipv4.join('.')];
  return rawHost.includes(':') ? [rawHost.toLowerCase()] : [];
}

/** IPSocket.getaddress gives one address: the first. */
function withAddresses(rules: string, target: Target, addresses: readonly string[]): RuleMatch | null {
  const address = addresses[0];
  if (address !== undefined && /^127\.|^::1$/.test(address)) return implicit('resolves to loopback');
  const host = target.rawHost.toLowerCase();
  for (const [text, entry = '', port] of rules.matchAll(/([^:,\t-\r ]+)(?::(\d+))?/g)) {
    if (port !== undefined && Number(port) !== target.port) continue;
    const rule = entry.toLowerCase();
    const hit = rule.startsWith('.') ? host.endsWith(rule) : `.${host}`.endsWith(`.${rule}`);
    const bytes = address === undefined ? undefined : parseAddress(address);
    if (hit || (bytes !== undefined && inRange(bytes, entry))) return matched(text);
  }
  return null;
}

/** IPAddr: a length without zeros before it, or a mask. */
function inRange(address: AddressBytes, entry: string): boolean {
  const [base = '', length] = entry.split(/\/(.*)/s);
  const mask = parseIpv4(length ?? '');
  if (mask === undefined) return !/^0\d/.test(length ?? '') && inNetwork(address, entry);
  const bits = mask.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) && inNetwork(address, `${base}/${bits.replaceAll('0', '').length}`);
}

function decide({ settings, target, context }: DecideInput): Decision {
  const variables = variablesOf(settings);
  const proxy = proxyFor(variables, target.scheme);
  if (proxy === undefined) return noProxy(settings);
  const isUsable = rubyValue(proxy.value, target.scheme) === 'proxy';
  const addresses = context.addresses ?? known(target);
  const list = variables.get('no_proxy') ?? variables.get('NO_PROXY');
  const found = withAddresses(list?.value ?? '', target, addresses);
  if (found !== null)
    return {
      ...byRule(found, list && { rules: list.value, origin: list.origin }),
      ...(found.implicit ? { reason: 'resolved-address' as const } : {}),
    };
  if (addresses.length === 0 && context.addresses === undefined)
    return unknown('resolved-address', proxy.origin);
  if (!isUsable) return unknown('unusable-value', proxy.origin);
  return viaProxy({ url: proxy.value, credentials: hasCredentials(proxy.value), origin: proxy.origin });
}

/** CGI: HTTP_PROXY may come from a request header; only http_proxy in lower case, or CGI_HTTP_PROXY, counts. */
function proxyFor(variables: Variables, scheme: string): ReturnType<typeof lookUp>['found'] {
  const cgi = scheme === 'http' && variables.has('REQUEST_METHOD');
  const names = cgi ? ['http_proxy', 'CGI_HTTP_PROXY'] : [`${scheme}_proxy`, `${scheme}_proxy`.toUpperCase()];
  const first = names.map((name) => variables.get(name)).find((one) => one !== undefined);
  return first?.value === '' ? undefined : first;
}

export const ruby: ClientModel = {
  id: 'ruby',
  title: 'Ruby (Net::HTTP, URI#find_proxy)',
  reads: ['environment'],
  source: 'Ruby 3.1 to 3.4 lib/uri/generic.rb',
  usedBy: ['Bundler', 'RubyGems', 'CocoaPods'],
  browser: false,
  takes: ({ url, rawHost }) => /^[!-~]*$/.test(url) && !rawHost.includes('%'),
  variants: [{ since: '2.6', match }],
  decide,
};
