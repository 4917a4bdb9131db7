/**
 * A result string → the list of ways out it names, as one client reads it, and what that means for a request that must
 * stay on the device. Chromium's grammar: net/base/proxy_string_util.cc (PacResultElementToProxyChain) and
 * net/proxy_resolution/proxy_list.cc (SetFromPacString).
 */
import type { Dialect } from './dialects.js';
import { firefoxAddress, firefoxElements } from './firefox-result.js';
import type { Compliance, Failure, ResultEntry } from '../types.js';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  PROXY: 80,
  HTTP: 80,
  HTTPS: 443,
  SOCKS: 1080,
  SOCKS4: 1080,
  SOCKS5: 1080,
  QUIC: 443,
};

/** `host`, `host:port`, `[v6]:port` → its parts, or `null` where it is neither. */
function hostAndPort(text: string, scheme: string): { host: string; port: number } | null {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+)(?::(\d{1,5}))?$/.exec(text);
  if (match === null) return null;
  const port = match[2] === undefined ? (DEFAULT_PORTS[scheme] ?? 80) : Number(match[2]);
  return port > 65535 ? null : { host: match[1] ?? '', port };
}

/** In ASCII only: `toUpperCase` makes letters of it that are none. */
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function parseEntry(dialect: Dialect, text: string): ResultEntry {
  const skipped: ResultEntry = { scheme: null, host: null, port: null, text };
  const space = text.search(/[ \t]/);
  const keyword = upper(space === -1 ? text : text.slice(0, space));
  const rest = space === -1 ? '' : text.slice(space).trim();
  const scheme = dialect.schemes.find((candidate) => candidate === keyword);
  if (scheme === undefined) return skipped;
  if (scheme === 'DIRECT') {
    return rest !== '' && dialect.directTakesNothing ? skipped : { scheme, host: null, port: null, text };
  }
  if (dialect.grammar === 'firefox') {
    // An element whose address cannot be read stays in the list.
    const { host, port } = firefoxAddress(rest, DEFAULT_PORTS[scheme] ?? 80) ?? { host: null, port: null };
    return { scheme, host, port, text };
  }
  const target = hostAndPort(rest, scheme);
  return target === null ? skipped : { scheme, ...target, text };
}

/** Every element of the result, skipped ones included (`scheme: null`); empty elements are left out. */
export function parseResult(dialect: Dialect, result: string): ResultEntry[] {
  const elements =
    dialect.grammar === 'firefox' ? firefoxElements(result) : result.split(';').map((text) => text.trim());
  return elements.filter((text) => text !== '').map((text) => parseEntry(dialect, text));
}

/** The failure a string result amounts to, or `null` where it names at least one way out. */
export function resultFailure(
  dialect: Dialect,
  result: string,
  entries: readonly ResultEntry[],
): Failure | null {
  // eslint-disable-next-line no-control-regex -- "not ASCII" is what the client tests
  if (dialect.asciiOnly && /[^\x00-\x7f]/.test(result)) {
    return { code: 'non-ascii-result', message: 'the result has characters outside ASCII' };
  }
  if (result.trim() === '') return { code: 'empty-result', message: 'the result is empty' };
  if (!entries.some((entry) => entry.scheme !== null)) {
    return {
      code: 'no-valid-entry',
      message: `no element of the result is one this client knows: ${result.slice(0, 80)}`,
    };
  }
  return null;
}

/** What a list with at least one valid element means for a request that must stay on the device. */
export function complianceOf(entries: readonly ResultEntry[]): Compliance {
  const valid = entries.filter((entry) => entry.scheme !== null);
  if (valid.length === 0) return 'failed';
  if (valid[0]?.scheme !== 'DIRECT') return 'proxied';
  return valid.every((entry) => entry.scheme === 'DIRECT') ? 'direct' : 'direct-first';
}
