/**
 * A URL as client programs see it: scheme, host, port. Two views of the host are kept, because programs differ
 * in whether they normalise it (URL Standard: lower case, IDNA, `127.1` becomes `127.0.0.1`) or match the text.
 */
import { ParseError } from '../errors.js';
import { readUrl } from '../host-name.js';
import { parseIpv4, parseIpv6, type AddressBytes } from './address.js';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ftp: 21,
  ws: 80,
  wss: 443,
  gopher: 70,
  socks5: 1080,
};

/** A URL as clients compare it with their lists of exceptions. */
export interface Target {
  readonly url: string;
  /** Lower case, without the colon. */
  readonly scheme: string;
  /** User, host and port as written. */
  readonly authority: string;
  /** As written, brackets of an IPv6 literal removed; the `%25` before its zone (RFC 6874) is not decoded. */
  readonly rawHost: string;
  /** Host of the URL Standard, brackets kept. */
  readonly urlHost: string;
  /** `urlHost` without brackets. */
  readonly host: string;
  /** The digits in the text; empty where there are none. */
  readonly portText: string;
  /** The number in the text, even when it is the scheme's default. */
  readonly explicitPort: number | undefined;
  /** Explicit, or the scheme's default; 0 where there is neither. */
  readonly port: number;
  /** As JavaScript programs take it: an explicit 0 is no port, so the scheme's default counts. */
  readonly truthyPort: number;
  /** The port as the URL Standard keeps it: undefined when it is the scheme's default. */
  readonly urlPort: number | undefined;
  /** The URL Standard takes it: a program that parses with it sends a request. */
  readonly standard: boolean;
  /** Bytes of `host` where it is an address literal. */
  readonly address: AddressBytes | undefined;
}

const AUTHORITY =
  /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:@]*)(?::([0-9]*))?(?:[/?#]|$)/;
const MAX_URL = 8192;

/** The host as it stands in the URL, but for a name that is not ASCII, which programs ask for in A-labels. */
export function asWritten({ rawHost, host }: Target): string {
  return /^[\0-\x7f]*$/.test(rawHost) ? rawHost : host;
}

/** Throws `ParseError` (`bad-url`) for text that no client would send a request to. */
export function parseTarget(url: string): Target {
  const found = url.length > MAX_URL ? null : AUTHORITY.exec(url);
  const scheme = found?.[1]?.toLowerCase();
  const written = found?.[2];
  if (scheme === undefined || written === undefined || written === '') {
    throw new ParseError(
      'bad-url',
      `Not a URL with a scheme and a host: ${JSON.stringify(url.slice(0, 200))}.`,
    );
  }
  const digits = found?.[3];
  const parsed = parseUrl(url, written, digits ?? '');
  const urlHost = parsed.hostname;
  const host = urlHost.replace(/^\[(.*)\]$/, '$1');
  const defaultPort = DEFAULT_PORTS[scheme] ?? 0;
  const explicitPort = digits === undefined || digits === '' ? undefined : Number(digits);
  return {
    url,
    scheme,
    authority: /^[^:]*:\/\/([^/?#]*)/.exec(url)?.[1] ?? written,
    rawHost: written.replace(/^\[(.*)\]$/, '$1'),
    urlHost,
    host,
    portText: digits ?? '',
    explicitPort,
    port: explicitPort ?? defaultPort,
    truthyPort: explicitPort === undefined || explicitPort === 0 ? defaultPort : explicitPort,
    urlPort: parsed.port === '' ? undefined : Number(parsed.port),
    standard: parsed.standard,
    address: parseIpv4(host) ?? parseIpv6(host),
  };
}

/** In ASCII, what encodes nothing is a name all the same to the Standard and to Node from 24 on (`xn--a`). */
const asciiName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i;

/**
 * The URL Standard's view. A host that it refuses (a zone id of RFC 6874) is taken as written, since programs that match
 * the text would still send the request.
 */
function parseUrl(
  url: string,
  host: string,
  digits: string,
): { readonly hostname: string; readonly port: string; readonly standard: boolean } {
  const read = readUrl(url);
  if (read !== undefined) return { hostname: read.hostname, port: read.port, standard: true };
  if (!/^[^\s\p{Cc}<>"{}|\\^`]+$/u.test(host) || Number(digits) > 65_535)
    throw new ParseError('bad-url', `Not a URL: ${JSON.stringify(url.slice(0, 200))}.`);
  return { hostname: host.toLowerCase(), port: digits, standard: asciiName.test(host) };
}
