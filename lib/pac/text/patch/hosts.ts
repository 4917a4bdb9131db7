/** The hosts of an exemption in the form in which a PAC is given them. */
import { ParseError } from '../../../errors.js';
import { readUrl } from '../../../host-name.js';

const HOST =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;
const IPV6 = /^\[?([0-9a-f:.]*:[0-9a-f:.]*)\]?$/i;
/** What a URL would take for something else than a part of its host. */
const NO_PART_OF_A_NAME = /[\s/?#@:\\%]/;

/** The host as a browser writes it in a URL, and so hands it to a PAC, without its trailing dot; `null` for none. */
function asBrowsersWrite(text: string): string | null {
  const v6 = IPV6.exec(text)?.[1];
  if (v6 !== undefined) {
    const url = `https://[${v6}]/`;
    return readUrl(url)?.hostname.slice(1, -1) ?? null;
  }
  const [, wild = '', name = ''] = /^(\*\.)?(.*)$/.exec(text) ?? [];
  const url = NO_PART_OF_A_NAME.test(name) ? undefined : readUrl(`https://${name}/`);
  if (url === undefined) return null;
  const host = wild + url.hostname.replace(/\.$/, '');
  return HOST.test(host) ? host : null;
}

/**
 * Hosts as a PAC is given them (lower case, `xn--` for names of other alphabets, addresses in their shortest form), with no
 * trailing dot, IPv6 without brackets, sorted, each once. Throws `ParseError` (`bad-host`) for text that is no host name,
 * `*.` name or address, and for an empty list.
 */
export function normalHosts(hosts: readonly string[]): string[] {
  const normal = hosts.map((host) => {
    const text = asBrowsersWrite(host.trim());
    if (text === null) throw new ParseError('bad-host', `not a host name: ${JSON.stringify(host)}`);
    return text;
  });
  if (normal.length === 0) throw new ParseError('bad-host', 'no host to exempt was given');
  return [...new Set(normal)].sort();
}
