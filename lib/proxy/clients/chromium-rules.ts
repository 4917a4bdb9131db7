/**
 * The bypass rules of Chromium, shared by every way in which it gets them. Sources at Chromium 156:
 * net/proxy_resolution/proxy_host_matching_rules.cc (formerly proxy_bypass_rules.cc),
 * net/base/scheme_host_port_matcher_rule.cc, base/strings/pattern.cc, net/base/url_util.cc.
 */
import {
  isLoopback,
  mapped,
  parseIpv4Loose,
  parseIpv6,
  samePrefix,
  unmapped,
  type AddressBytes,
} from '../address.js';
import { implicit, matched, type Matcher, type RuleMatch } from './client.js';
import { parsedOnce } from './parsed-once.js';
import type { Target } from '../target.js';
import { matchesWildcard } from '../wildcard.js';

export interface ChromiumRulesOptions {
  /** `,;` for the command line and policies; Windows' own list splits on blanks too. */
  readonly separators: RegExp;
  /** Variables and KDE: a name rule without a leading `*` gets one. */
  readonly suffix?: boolean;
  /** KDE: what matches goes to the proxy. */
  readonly reversed?: boolean;
  /** Windows also knows the name `loopback`. */
  readonly windows?: boolean;
}

type Verdict = 'include' | 'exclude' | 'none';
interface Rule {
  readonly text: string;
  readonly evaluate: (target: Target) => Verdict;
}

/** A matcher over a whole rule string: the last rule that says something decides. */
export function chromiumRules(options: ChromiumRulesOptions): Matcher {
  const reversed = options.reversed === true;
  const fromTheEnd = parsedOnce((rules) =>
    rules
      .split(options.separators)
      .reverse()
      .map((text) => parseRule(text, options))
      .filter((rule) => rule !== undefined),
  );
  return (rules, target) => {
    for (const rule of fromTheEnd(rules)) {
      const verdict = rule.evaluate(target);
      if (verdict === 'include') return reversed ? null : matched(rule.text);
      if (verdict === 'exclude') return reversed ? matched(rule.text) : null;
    }
    const own = implicitRule(target, options.windows === true);
    return own ?? (reversed ? implicit('not in the reversed list') : null);
  };
}

/** Hosts that never go to a proxy unless `<-loopback>` stands in the list. */
function implicitRule(target: Target, windows: boolean): RuleMatch | null {
  const { urlHost, address } = target;
  if (address !== undefined) {
    if (isLoopback(address) || isMappedLoopback(address)) return implicit('loopback address');
    return isLinkLocal(address) ? implicit('link-local address') : null;
  }
  const name = urlHost.replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return implicit('localhost');
  return windows && name === 'loopback' ? implicit('loopback') : null;
}

function isMappedLoopback(address: AddressBytes): boolean {
  const inner = unmapped(address);
  return inner.length !== address.length && inner[0] === 127;
}

function isLinkLocal(address: AddressBytes): boolean {
  return (
    samePrefix(unmapped(address), [169, 254, 0, 0], 16) ||
    samePrefix(address, [0xfe, 0x80, ...new Array<number>(14).fill(0)], 10)
  );
}

function parseRule(untrimmed: string, options: ChromiumRulesOptions): Rule | undefined {
  const text = untrimmed.trim();
  const lower = text.toLowerCase();
  if (lower === '<local>') return { text, evaluate: (target) => (isSimpleName(target) ? 'include' : 'none') };
  if (lower === '<-loopback>')
    return {
      text,
      evaluate: (target) => (implicitRule(target, options.windows === true) === null ? 'none' : 'exclude'),
    };
  const [scheme, rest] = splitScheme(text);
  if (scheme === '' || rest === '') return undefined;
  const test = hostTest(rest, options);
  if (test === undefined) return undefined;
  const wanted = scheme?.toLowerCase();
  return {
    text,
    evaluate: (target) =>
      (wanted === undefined || target.scheme === wanted) && test(target) ? 'include' : 'none',
  };
}

function isSimpleName(target: Target): boolean {
  return target.address === undefined && !target.urlHost.includes('.');
}

function splitScheme(text: string): [scheme: string | undefined, rest: string] {
  const at = text.indexOf('://');
  return at === -1 ? [undefined, text] : [text.slice(0, at), text.slice(at + 3)];
}

type Test = (target: Target) => boolean;

function hostTest(raw: string, options: ChromiumRulesOptions): Test | undefined {
  if (raw.includes('/')) return blockTest(raw);
  const literal = literalTest(raw);
  if (literal !== undefined) return literal;
  const colon = raw.lastIndexOf(':');
  const port = colon === -1 ? undefined : portNumber(raw.slice(colon + 1));
  if (colon !== -1 && port === undefined) return undefined;
  const host = colon === -1 ? raw : raw.slice(0, colon);
  const starred =
    host.startsWith('.') || (options.suffix === true && !host.startsWith('*')) ? `*${host}` : host;
  const pattern = starred.toLowerCase();
  return (target) =>
    (port === undefined || target.port === port) &&
    matchesWildcard(pattern, target.urlHost, { question: 'none-or-one' });
}

/** ParseInt32(…, NON_NEGATIVE): digits only, at most 65535. */
function portNumber(text: string): number | undefined {
  return /^[0-9]+$/.test(text) && Number(text) <= 0xffff ? Number(text) : undefined;
}

/** `<ip>[:port]`; the literal need not be canonical (`127.1` is 127.0.0.1). */
function literalTest(raw: string): Test | undefined {
  const found = /^(?:\[([^\]]*)\]|([^:@[\]]+))(?::([0-9]+))?$/.exec(raw);
  const address = found === null ? undefined : addressOf(found[1] ?? found[2] ?? '');
  const port = found?.[3] === undefined ? 0 : portNumber(found[3]);
  if (address === undefined || port === undefined) return undefined;
  return (target) =>
    target.address !== undefined &&
    sameBytes(target.address, address) &&
    (port === 0 || target.port === port);
}

function addressOf(text: string): AddressBytes | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4Loose(text);
}

function sameBytes(one: AddressBytes, other: AddressBytes): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** ParseCIDRBlock and IPAddressMatchesPrefix: families mix through the IPv4-mapped form. */
function blockTest(raw: string): Test | undefined {
  const found = /^([^/]+)\/([0-9]{1,9})$/.exec(raw);
  const network = found === null ? undefined : addressOf(found[1] ?? '');
  const bits = Number(found?.[2]);
  if (network === undefined || bits > network.length * 8) return undefined;
  return ({ address }) => {
    if (address === undefined) return false;
    if (address.length === network.length) return samePrefix(address, network, bits);
    return samePrefix(mapped(address), mapped(network), network.length === 4 ? bits + 96 : bits);
  };
}
