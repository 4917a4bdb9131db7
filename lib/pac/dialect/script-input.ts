/**
 * What a client does with a URL before its PAC: the part of it the script sees, the form of the host, and the hosts for
 * which the script is not consulted. Text only: no client looks at what the name resolves to here.
 */
import { ParseError } from '../../errors.js';
import type { Dialect } from './dialects.js';

export interface ScriptInput {
  readonly url: string;
  readonly host: string;
  /** The rule that keeps the client from asking the PAC, or `null`. */
  readonly bypass: string | null;
}

const SECURE = new Set(['https:', 'wss:']);

interface BypassRule {
  readonly rule: string;
  matches(host: string): boolean;
}

/** An IPv6 literal without brackets → its eight groups, or `null`. URL has already made it canonical. */
function ipv6Groups(host: string): number[] | null {
  if (!host.includes(':')) return null;
  const [head = '', tail] = host.split('::');
  const parse = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => parseInt(group, 16));
  const first = parse(head);
  const last = tail === undefined ? [] : parse(tail);
  return [...first, ...Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last];
}

const isIpv4 = (host: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(host);
const withoutDot = (host: string): string => host.replace(/\.$/, '');
const isLoopbackV6 = (host: string): boolean => {
  const groups = ipv6Groups(host);
  return groups !== null && groups.slice(0, 7).every((group) => group === 0) && groups[7] === 1;
};
const isMappedLoopback = (host: string): boolean => {
  const groups = ipv6Groups(host);
  if (groups?.slice(0, 5).every((group) => group === 0) !== true) return false;
  return groups[5] === 0xffff && (groups[6] ?? 0) >> 8 === 127;
};

/** net/proxy_resolution/proxy_bypass_rules.cc, MatchesImplicitRules, and net/base/url_util.cc, HostStringIsLocalhost. */
const CHROMIUM_RULES: readonly BypassRule[] = [
  { rule: 'localhost', matches: (host) => withoutDot(host) === 'localhost' },
  { rule: '*.localhost', matches: (host) => withoutDot(host).endsWith('.localhost') },
  { rule: '127.0.0.0/8', matches: (host) => isIpv4(host) && host.startsWith('127.') },
  { rule: '[::1]', matches: isLoopbackV6 },
  { rule: '[::ffff:127.0.0.0]/104', matches: isMappedLoopback },
  { rule: '169.254.0.0/16', matches: (host) => isIpv4(host) && host.startsWith('169.254.') },
  { rule: '[fe80::]/10', matches: (host) => ((ipv6Groups(host)?.[0] ?? 0) & 0xffc0) === 0xfe80 },
];

/** nsProtocolProxyService.cpp, with network.proxy.allow_hijacking_localhost at its default. */
const FIREFOX_RULES: readonly BypassRule[] = CHROMIUM_RULES.filter(
  ({ rule }) => !/169\.254|fe80|ffff/.test(rule),
);

const RULES: Readonly<Record<Dialect['implicitBypass'], readonly BypassRule[]>> = {
  chromium: CHROMIUM_RULES,
  firefox: FIREFOX_RULES,
  none: [],
};

/** What only the hosts have that a rule may match. */
const MAY_BYPASS = /localhost|^\d|:/;

/**
 * A URL with nothing in it to be parsed: its host is a name in lower case, the last label of which is no number, and
 * its path needs no reading. Names with an encoded label (`xn--`) are left to the parser, which looks into them.
 */
const PLAIN = /^(https?:|wss?:)\/\/((?:[a-z\d-]+\.)*[a-z][a-z\d-]*)(\/[\w/-]*)$/;

interface UrlParts {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly host: string;
  readonly pathname: string;
  readonly search: string;
}

function partsOf(text: string): UrlParts {
  const plain = text.includes('xn--') ? null : PLAIN.exec(text);
  if (plain === null) return new URL(text);
  const [, protocol = '', host = '', pathname = ''] = plain;
  return { protocol, username: '', password: '', hostname: host, host, pathname, search: '' };
}

/** `user:password@`, or what there is of it. */
function userInfo({ username, password }: UrlParts): string {
  if (username === '' && password === '') return '';
  return `${username}${password === '' ? '' : `:${password}`}@`;
}

/**
 * What the dialect's client would give the script for this URL. Throws `ParseError` (`bad-url`) for a URL that is not
 * absolute or has no host. The fragment is never passed on, and a name and password by Firefox alone.
 */
export function scriptInput(dialect: Dialect, text: string): ScriptInput {
  let url: UrlParts;
  try {
    url = partsOf(text);
  } catch (cause) {
    throw new ParseError('bad-url', `not an absolute URL: ${text}`, { offset: 0, cause });
  }
  const { protocol, hostname } = url;
  if (hostname === '') throw new ParseError('bad-url', `a URL without a host: ${text}`, { offset: 0 });
  const parts = SECURE.has(protocol) ? dialect.urlParts.secure : dialect.urlParts.plain;
  const path = parts === 'origin' ? '/' : parts === 'path' ? url.pathname : url.pathname + url.search;
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  const rules = MAY_BYPASS.test(bare) ? RULES[dialect.implicitBypass] : [];
  const bypass = rules.find((candidate) => candidate.matches(bare));
  return {
    url: `${protocol}//${dialect.userInfo ? userInfo(url) : ''}${url.host}${path}`,
    host: dialect.hostBrackets ? hostname : bare,
    bypass: bypass?.rule ?? null,
  };
}
