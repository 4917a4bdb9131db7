/**
 * ProxyOverride as WinINET and WinHTTP take it. Sources: MSDN "Enabling Internet Functionality" (proxy bypass
 * list), WINHTTP_PROXY_INFO, netsh winhttp; the implicit rules as Chromium's proxy_host_matching_rules.cc lists
 * them for Windows. There is no public source code and no test suite: what the documents do not say is taken to
 * be exact text.
 */
import { parseIpv4 } from '../address.js';
import { implicit, matched, type Matcher } from './client.js';
import { parsedOnce } from './parsed-once.js';
import type { Target } from '../target.js';
import { matchesWildcard } from '../wildcard.js';

export interface WindowsRulesOptions {
  /** WinINET skips loopback hosts without a rule, unless `<-loopback>` says otherwise; WinHTTP has no such rule. */
  readonly implicitLoopback: boolean;
}

/** `;` and blanks separate. */
const SEPARATORS = /[;\s]+/;

export function windowsRules({ implicitLoopback }: WindowsRulesOptions): Matcher {
  return (rules, target) => {
    const { entries, subtract } = listOf(rules);
    if (implicitLoopback && !subtract && isLoopbackText(target)) return implicit('loopback host');
    const hit = entries.find((entry) => matches(entry, target));
    return hit === undefined ? null : matched(hit.text);
  };
}

interface Entry {
  readonly text: string;
  readonly isLocal: boolean;
  readonly scheme: string | undefined;
  /** Empty: it is for nothing. */
  readonly host: string;
  readonly port: number | undefined;
}

const listOf = parsedOnce((rules) => {
  const entries = rules
    .split(SEPARATORS)
    .filter((text) => text !== '')
    .map(entryOf);
  return { entries, subtract: entries.some(({ text }) => text.toLowerCase() === '<-loopback>') };
});

function entryOf(text: string): Entry {
  const lower = text.toLowerCase();
  const found = /^(?:([a-z]+):\/\/)?(\[[^\]]*\]|[^:]*)(?::([0-9]+))?$/.exec(lower);
  const [, scheme, host = '', port] = found ?? [];
  return {
    text,
    isLocal: lower === '<local>',
    scheme,
    host,
    port: port === undefined ? undefined : Number(port),
  };
}

function isLoopbackText(target: Target): boolean {
  return ['localhost', 'loopback', '127.0.0.1', '[::1]'].includes(target.urlHost);
}

function matches({ isLocal, scheme, host, port }: Entry, target: Target): boolean {
  if (isLocal) return !target.host.includes('.') && target.address === undefined;
  if (
    host === '' ||
    (scheme !== undefined && scheme !== target.scheme) ||
    (port !== undefined && port !== target.port)
  )
    return false;
  return matchesWildcard(host, target.urlHost);
}

/**
 * Entries with a slash: Windows has no CIDR, and a list that holds such an entry was seen to be given out whole
 * where it is asked for (so that other readers see one odd rule). Kept apart for a finding.
 */
export function cidrEntries(rules: string): string[] {
  return rules.split(SEPARATORS).filter((entry) => {
    const [head = '', bits] = entry.split('/');
    return (
      bits !== undefined &&
      /^[0-9]+$/.test(bits) &&
      (parseIpv4(head) !== undefined || /^[0-9.]+$/.test(head) || head.includes(':'))
    );
  });
}
