/**
 * Which origins a pattern of a Chromium policy covers, and which of two patterns is the more specific: it decides,
 * whatever list it stands in (Chromium 156, components/content_settings/core/common, content_settings_pattern.cc and
 * content_settings_pattern_parser.cc; held against Chromium itself by an interop test). Limit: patterns of http and
 * https pages; extensions and files are never an application's origin.
 */
import { readUrl } from '../../../host-name.js';

export interface OriginPattern {
  /** Undefined: any. */
  readonly scheme: string | undefined;
  /** Undefined: any. */
  readonly host: string | undefined;
  /** `[*.]`: the host's subdomains as well. */
  readonly subdomains: boolean;
  /** Undefined: any. */
  readonly port: string | undefined;
}

/** Undefined where Chromium takes it for no pattern, and so for nothing. */
export function parseOriginPattern(text: string): OriginPattern | undefined {
  const pattern = text.trim();
  if (pattern === '*') return { scheme: undefined, host: undefined, subdomains: true, port: undefined };
  const found = /^(?:([^:/]+):\/\/)?(\[\*\.\])?(\[[0-9a-f:.]+\]|[^:/]*)(?::(\*|\d+))?(?:\/.*)?$/i.exec(
    pattern,
  );
  if (found === null) return undefined;
  const [, scheme = '*', wildcard, host = '', port = '*'] = found;
  const subdomains = wildcard !== undefined || host === '*';
  const name = host === '*' ? '' : hostName(host);
  // A star elsewhere in the host makes the pattern invalid, and so does a host that is none.
  if ((name === '' && host !== '*') || name.includes('*')) return undefined;
  return {
    scheme: scheme === '*' ? undefined : scheme.toLowerCase(),
    host: name === '' ? undefined : name,
    subdomains,
    port: port === '*' ? undefined : port,
  };
}

/** As a URL writes it: lower case, A-labels, no final dot; empty where it is none. */
function hostName(text: string): string {
  return readUrl(`http://${text}/`)?.hostname.replace(/\.$/, '') ?? '';
}

/** Whether the pattern covers an origin in the form in which a profile keeps it. */
export function coversOrigin({ scheme, host, subdomains, port }: OriginPattern, origin: string): boolean {
  const url = new URL(origin);
  const actual = url.hostname.replace(/\.$/, '');
  const actualPort = url.port === '' ? (url.protocol === 'http:' ? '80' : '443') : url.port;
  return (
    (scheme === undefined || `${scheme}:` === url.protocol) &&
    (port === undefined || port === actualPort) &&
    (host === undefined || actual === host || (subdomains && actual.endsWith(`.${host}`)))
  );
}

/**
 * Below zero where `a` is the more specific of two patterns that cover the same origin: first by the host (exact, then
 * the longest with subdomains, then any), then by the port, then by the scheme.
 */
export function compareSpecificity(a: OriginPattern, b: OriginPattern): number {
  return (
    hostWeight(b) - hostWeight(a) ||
    Number(b.port !== undefined) - Number(a.port !== undefined) ||
    Number(b.scheme !== undefined) - Number(a.scheme !== undefined)
  );
}

function hostWeight({ host, subdomains }: OriginPattern): number {
  if (host === undefined) return 0;
  return subdomains ? host.length : Number.MAX_SAFE_INTEGER;
}
