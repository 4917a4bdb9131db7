/**
 * Python httpx. Source: httpx/_utils.py (get_environment_proxies, URLPattern) at 0.23.3 and 0.28.1. Every entry
 * becomes a URL pattern: `x` matches x and what is below, `.x` only what is below, `*` anywhere in the list
 * switches all proxies off; address ranges are not understood.
 */
import { domainToASCII } from 'node:url';
import { parseIpv4, parseIpv6 } from '../address.js';
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly } from './environment-plan.js';
import { pythonAllPlan } from './python-environment.js';
import type { Target } from '../target.js';
import { trimmedEntries } from './text-suffix.js';

/** 0.24 and later tell addresses and `localhost` (exact) from names, and take an entry with a scheme as it is. */
function grammar(knowsAddresses: boolean): Matcher {
  return (rules, target) => {
    const entries = trimmedEntries(rules);
    if (entries.includes('*')) return matched('*');
    const hit = entries.find((entry) => matches(pattern(entry, knowsAddresses), target));
    return hit === undefined ? null : matched(hit);
  };
}

function pattern(entry: string, knowsAddresses: boolean): string {
  if (!knowsAddresses) return `all://*${entry}`;
  if (entry.includes('://')) return entry;
  const address = entry.split('/')[0] ?? '';
  if (parseIpv4(address) !== undefined) return `all://${entry}`;
  if (parseIpv6(address) !== undefined) return `all://[${entry}]`;
  return entry.toLowerCase() === 'localhost' ? `all://${entry}` : `all://*${entry}`;
}

/** URLPattern.matches; a pattern that is no URL makes httpx fail, and matches nothing here. */
function matches(text: string, target: Target): boolean {
  const found = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(\[[^\]/]*\]|[^/?#:@\s]*)(?::([0-9]*))?(?:[/?#].*)?$/.exec(
    text,
  );
  if (found === null) return false;
  const [, scheme = '', host = '', digits = ''] = found;
  const wanted = scheme.toLowerCase();
  if (wanted !== 'all' && wanted !== target.scheme) return false;
  if (digits !== '' && Number(digits) !== normalPort(wanted, Number(digits), target)) return false;
  return matchesHost(host.replace(/^\[(.*)\]$/, '$1').toLowerCase(), target.host);
}

/** Ports are compared after the scheme's own default was removed from the URL, but not from an `all://` pattern. */
function normalPort(scheme: string, digits: number, target: Target): number | undefined {
  const isDefault = scheme === target.scheme && target.urlPort === undefined && target.port === digits;
  return isDefault ? digits : target.urlPort;
}

function matchesHost(pattern: string, host: string): boolean {
  if (pattern === '' || pattern === '*') return true;
  if (pattern.startsWith('*.'))
    return host.length > pattern.length - 1 && host.endsWith(ascii(pattern.slice(1)));
  if (!pattern.startsWith('*')) return host === ascii(pattern);
  const name = ascii(pattern.slice(1));
  return host === name || host.endsWith(`.${name}`);
}

function ascii(name: string): string {
  if (/^[\0-\x7f]*$/.test(name)) return name;
  const dot = name.startsWith('.') ? '.' : '';
  return `${dot}${domainToASCII(name.slice(dot.length))}`;
}

export const pythonHttpx: ClientModel = {
  id: 'python-httpx',
  title: 'Python httpx',
  reads: ['environment'],
  source: 'httpx/_utils.py at 0.23.3 and 0.28.1',
  usedBy: ['OpenAI and Anthropic SDKs for Python'],
  browser: false,
  variants: [
    { since: '0.24.0', match: grammar(true) },
    { since: '0.18.0', match: grammar(false) },
  ],
  decide: environmentOnly(pythonAllPlan),
};
