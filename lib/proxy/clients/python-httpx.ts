/**
 * Python httpx. Source: httpx/_utils.py (get_environment_proxies, URLPattern), httpx/_urls.py and _urlparse.py at 0.23.3
 * and 0.28.1. Every entry becomes a URL pattern: `x` matches x and what is below, `.x` only what is below, `*` anywhere in
 * the list switches all proxies off; address ranges are not understood. A pattern that is no URL makes the client fail
 * before its first request: in 0.24 and later `fd00::/8`, `[::1]`, `bücher.example`, `x:abc`.
 */
import { toUnicode } from '../../host-name.js';
import { parseIpv4, parseIpv6 } from '../address.js';
import {
  matched,
  unknown,
  type ClientModel,
  type DecideInput,
  type Decision,
  type Matcher,
} from './client.js';
import { environmentOnly, listOf, variablesOf } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import type { ReadValue } from './proxy-values.js';
import { pythonAllPlan } from './python-environment.js';
import { isSameOrBelow, trimmedEntries } from './text-suffix.js';
import type { Target } from '../target.js';

interface Pattern {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

/** 0.24 and later tell addresses and `localhost` (exact) from names, and take an entry with a scheme as it is. */
function patternText(entry: string): string {
  if (entry.includes('://')) return entry;
  const address = entry.split('/')[0] ?? '';
  if (parseIpv4(address) !== undefined) return `all://${entry}`;
  if (parseIpv6(address.split('%')[0] ?? '') !== undefined) return `all://[${entry}]`;
  return entry.toLowerCase() === 'localhost' ? `all://${entry}` : `all://*${entry}`;
}

/** urlparse of 0.24 and later; undefined where it throws. */
function parsePattern(text: string): Pattern | undefined {
  if (/\p{Cc}/u.test(text) || text.startsWith(':')) return undefined;
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#]*@)?(\[[^/?#]*\]|[^/?#:@]*):?([^/?#]*)/.exec(text);
  if (found === null) return { scheme: 'none', host: '', port: '' };
  const [, scheme = '', host = '', port = ''] = found;
  const isPort = /^\s*[+-]?\d+(?:_\d+)*\s*$/.test(port) || port === '';
  return isPort && isHost(host) ? { scheme: scheme.toLowerCase(), host: inner(host), port } : undefined;
}

function inner(host: string): string {
  return host.startsWith('[') ? host.slice(1, -1) : host.toLowerCase();
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return parseIpv6(host.slice(1, -1).split('%')[0] ?? '') !== undefined;
  if (/^[0-9]+.[0-9]+.[0-9]+.[0-9]+$/.test(host)) return parseIpv4(host) !== undefined;
  // idna.encode refuses the `*` that stands before every name.
  return /^[\0-\x7f]*$/.test(host) || /^[\p{L}\p{M}\p{N}.-]*$/u.test(host);
}

/** rfc3986, on which 0.18 to 0.23 parse; an IPv6 literal never gets brackets, and so never matches. */
function parseOldPattern(entry: string): Pattern | undefined {
  const found = /^([^/?#@]*@)?([^/?#\\:@]*)(?::([0-9]*))?(?:[/?#\\].*)?$/.exec(entry);
  if (found === null) return undefined;
  const [, user, host = '', port = ''] = found;
  return { scheme: 'all', host: (user === undefined ? `*${host}` : host).toLowerCase(), port };
}

/** A pattern without a host stands behind every proxy, unless it has a port. */
function matches(pattern: Pattern, target: Target, host: string): boolean {
  if (pattern.scheme !== 'all' && pattern.scheme !== target.scheme) return false;
  const port = pattern.port === '' ? undefined : Number(pattern.port.replaceAll('_', ''));
  if (port !== undefined && port !== normalPort(pattern.scheme, port, target)) return false;
  return matchesHost(pattern.host, host, port !== undefined);
}

/** Ports are compared after the scheme's own default was removed from the URL, but not from an `all://` pattern. */
function normalPort(scheme: string, port: number, target: Target): number | undefined {
  const own =
    target.explicitPort === target.port && target.urlPort === undefined ? undefined : target.urlPort;
  return scheme === target.scheme && own === undefined && target.port === port ? port : own;
}

function matchesHost(pattern: string, host: string, alone: boolean): boolean {
  if (pattern === '' || pattern === '*') return alone;
  if (pattern.startsWith('*.')) return host.length > pattern.length - 1 && host.endsWith(pattern.slice(1));
  if (pattern.startsWith('*')) return isSameOrBelow(host, pattern.slice(1));
  return host === unicode(pattern);
}

/** URL.host: lower case, addresses as written, and IDNA decoded where the name itself starts with `xn--`. */
function hostOf({ rawHost, host }: Target): string {
  if (rawHost.includes(':')) return rawHost;
  return unicode(/^[\0-\x7f]*$/.test(rawHost) ? rawHost.toLowerCase() : host);
}

function unicode(name: string): string {
  return name.startsWith('xn--') ? toUnicode(name) : name;
}

function grammar(parse: (entry: string) => Pattern | undefined): Matcher {
  const patterns = parsedOnce((rules) => {
    const entries = trimmedEntries(rules);
    return { all: entries.map((entry) => ({ entry, pattern: parse(entry) })), isAny: entries.includes('*') };
  });
  return (rules, target) => {
    const { all, isAny } = patterns(rules);
    if (isAny) return matched('*');
    const host = hostOf(target);
    const hit = all.find(({ pattern }) => pattern !== undefined && matches(pattern, target, host));
    return hit === undefined ? null : matched(hit.entry);
  };
}

const parseEntry = (entry: string): Pattern | undefined => parsePattern(patternText(entry));

/** A proxy of another scheme, or none that parses, stops the client too. */
const httpxValue: ReadValue = (value) => {
  const pattern = parsePattern(value.includes('://') ? value : `http://${value}`);
  return pattern !== undefined && /^(?:https?|socks5h?)$/.test(pattern.scheme) ? 'proxy' : 'failure';
};

const byEnvironment = environmentOnly({ ...pythonAllPlan, value: httpxValue, opens: ['http', 'https'] });

const spoilt = parsedOnce((rules) => {
  const entries = trimmedEntries(rules);
  return {
    isOff: entries.includes('*'),
    broken: entries.find((entry) => parseEntry(entry) === undefined),
  };
});

/** The first entry that is no URL decides for every URL, and without any proxy too: no client is made. */
function decide(input: DecideInput): Decision {
  const list = listOf(pythonAllPlan, variablesOf(input.settings)).found;
  const { isOff, broken } = spoilt(list?.value ?? '');
  if (isOff) return environmentOnly(pythonAllPlan)(input);
  return broken === undefined ? byEnvironment(input) : unknown('unusable-value', list?.origin, broken);
}

export const pythonHttpx: ClientModel = {
  id: 'python-httpx',
  title: 'Python httpx',
  reads: ['environment'],
  source: 'httpx/_utils.py, httpx/_urlparse.py at 0.23.3 and 0.28.1',
  usedBy: ['OpenAI and Anthropic SDKs for Python'],
  browser: false,
  takes: ({ scheme }) => scheme === 'http' || scheme === 'https',
  variants: [
    { since: '0.24.0', match: grammar(parseEntry) },
    { since: '0.18.0', match: grammar(parseOldPattern), decide: byEnvironment },
  ],
  decide,
};
