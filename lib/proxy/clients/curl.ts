/**
 * curl and libcurl. Sources: lib/noproxy.c and lib/url.c (detect_proxy) at curl-7_88_1, curl-8_9_0, curl-8_18_0;
 * docs/libcurl/opts/CURLOPT_NOPROXY.md. The list takes names as suffixes on a dot boundary and addresses with
 * an optional prefix length; it knows no ports and no wildcard but a lone `*`.
 */
import { parseIpv4, parseIpv4Loose, parseIpv6, samePrefix, unmapped, type AddressBytes } from '../address.js';
import {
  byRule,
  matched,
  ofStore,
  viaProxy,
  type ClientModel,
  type Decision,
  type DecideInput,
  type Matcher,
} from './client.js';
import {
  decideByEnvironment,
  lookUp,
  noProxy,
  schemeVariables,
  variablesOf,
  type EnvironmentPlan,
} from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { curlValue } from './proxy-values.js';
import { isSameOrEndsIn } from './text-suffix.js';
import type { Target } from '../target.js';

interface Grammar {
  /** 8.9.0 ended the list at a blank that no comma follows; before, a blank separates. */
  readonly blankSeparates: boolean;
  /**
   * 8.18.0 reads the prefix length strictly, takes `10.1.2.3.` in a URL for an address (seen in 8.21.0), and takes an
   * IPv6 host for an address; before, the length went through atoi() and an IPv6 host, which arrives without brackets, was
   * compared as if it were a name.
   */
  readonly strict: boolean;
}

/** CHECKIP buffer: a longer token matches no address. */
const MAX_ADDRESS_TOKEN = 127;

function grammar(options: Grammar): Matcher {
  const named = parsedOnce((rules) =>
    [...tokens(rules, options.blankSeparates)].map((token) => ({ token, suffix: suffixOf(token) })),
  );
  return (rules, target) => {
    if (rules === '*') return matched('*');
    const literal = addressOf(target, options.strict);
    const address = options.strict || literal?.length === 4 ? literal : undefined;
    const name = hostOf(target).replace(/\.$/, '').toLowerCase();
    const hit = named(rules).find(({ token, suffix }) =>
      address === undefined ? isSameOrEndsIn(name, suffix) : matchesAddress(token, address, options.strict),
    );
    return hit === undefined ? null : matched(hit.token);
  };
}

function* tokens(rules: string, blankSeparates: boolean): Generator<string> {
  let at = 0;
  while (at < rules.length) {
    while (isBlank(rules[at])) at += 1;
    const start = at;
    while (at < rules.length && !isBlank(rules[at]) && rules[at] !== ',') at += 1;
    if (at > start) yield rules.slice(start, at);
    if (blankSeparates) {
      while (isBlank(rules[at]) || rules[at] === ',') at += 1;
      continue;
    }
    while (isBlank(rules[at])) at += 1;
    if (rules[at] !== ',') return;
    while (rules[at] === ',') at += 1;
  }
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t';
}

/** An IPv6 literal without its zone; an IPv4 one in any form of inet_aton, of late with a dot at the end too. */
function addressOf({ rawHost }: Target, finalDot: boolean): AddressBytes | undefined {
  return (
    parseIpv4Loose(finalDot ? rawHost.replace(/\.$/, '') : rawHost) ?? parseIpv6(rawHost.replace(/%.*$/, ''))
  );
}

/** An IPv6 literal is written again (inet_ntop) only where that makes it shorter. */
function hostOf({ rawHost, host }: Target): string {
  if (!rawHost.includes(':')) return /^[\0-\x7f]*$/.test(rawHost) ? rawHost : host;
  const written = rawHost.replace(/%.*$/, '').toLowerCase();
  const address = parseIpv6(written);
  if (address === undefined) return written;
  const inner = unmapped(address);
  const again = inner.length === 4 ? `::ffff:${inner.join('.')}` : host;
  return again.length < written.length && !again.includes('%') ? again : written;
}

function suffixOf(token: string): string {
  return token.replace(/\.$/, '').replace(/^\./, '').toLowerCase();
}

function matchesAddress(token: string, address: AddressBytes, strict: boolean): boolean {
  if (token.length > MAX_ADDRESS_TOKEN) return false;
  const slash = token.indexOf('/');
  const network = slash === -1 ? token : token.slice(0, slash);
  const bits = slash === -1 ? 0 : prefixLength(token.slice(slash + 1), strict);
  if (bits === undefined) return false;
  const other = address.length === 4 ? parseIpv4(network) : parseIpv6(network);
  if (other === undefined || bits > address.length * 8) return false;
  // Zero means the whole address, as written in Curl_cidr4_match and Curl_cidr6_match.
  return samePrefix(address, other, bits === 0 ? address.length * 8 : bits);
}

function prefixLength(text: string, strict: boolean): number | undefined {
  if (strict) return /^[0-9]+$/.test(text) && Number(text) <= 128 ? Number(text) : undefined;
  const found = /^[ \t]*([+-]?)([0-9]*)/.exec(text);
  const value = Number(found?.[2] ?? '0');
  return found?.[1] === '-' && value !== 0 ? undefined : value;
}

/** lib/url.c detect_proxy: HTTP_PROXY in upper case is never read (CGI); WebSockets fall back to those of http and https. */
const BY_SCHEME: Readonly<Record<string, readonly string[]>> = {
  http: ['http_proxy'],
  ws: ['ws_proxy', 'WS_PROXY', 'http_proxy'],
  wss: ['wss_proxy', 'WSS_PROXY', 'https_proxy', 'HTTPS_PROXY'],
};

export const curlPlan: EnvironmentPlan = {
  proxy: (scheme) => [
    [...(BY_SCHEME[scheme] ?? schemeVariables('lower', 'UPPER')(scheme).flat()), 'all_proxy', 'ALL_PROXY'],
  ],
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'next' },
  value: curlValue,
};

/** `.curlrc` is the command line: its `proxy` and `noproxy` stand before the variables. */
function decide(input: DecideInput): Decision {
  const file = ofStore(input.settings, 'curl').at(-1);
  const server = file?.servers[0];
  if (file === undefined || (server === undefined && file.bypass === undefined)) {
    return decideByEnvironment(curlPlan, input) ?? noProxy(input.settings);
  }
  const variables = variablesOf(input.settings);
  const proxy = server ?? environmentServer(variables, input.target.scheme);
  if (proxy === undefined) return noProxy(input.settings);
  const list = file.bypass ?? environmentList(variables);
  const found = input.match(list?.rules ?? '', input.target);
  return found === null ? viaProxy(proxy) : byRule(found, list);
}

function environmentServer(
  variables: ReturnType<typeof variablesOf>,
  scheme: string,
): Parameters<typeof viaProxy>[0] | undefined {
  const { found } = lookUp(variables, curlPlan.proxy(scheme).flat(), 'next');
  return found === undefined
    ? undefined
    : { url: found.value, credentials: found.value.includes('@'), origin: found.origin };
}

function environmentList(
  variables: ReturnType<typeof variablesOf>,
): { rules: string; origin: NonNullable<ReturnType<typeof lookUp>['found']>['origin'] } | undefined {
  const { found } = lookUp(variables, curlPlan.noProxy, 'next');
  return found === undefined ? undefined : { rules: found.value, origin: found.origin };
}

export const curl: ClientModel = {
  id: 'curl',
  title: 'curl, libcurl',
  reads: ['curl', 'environment'],
  source: 'curl lib/noproxy.c, lib/url.c at 7.88.1, 8.9.0, 8.18.0',
  usedBy: ['PHP curl', 'pacman', 'Homebrew', 'libcurl programs'],
  browser: false,
  variants: [
    { since: '8.18.0', match: grammar({ blankSeparates: false, strict: true }) },
    { since: '8.9.0', match: grammar({ blankSeparates: false, strict: false }) },
    { since: '7.86.0', match: grammar({ blankSeparates: true, strict: false }) },
  ],
  decide,
};
