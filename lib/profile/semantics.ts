/**
 * What a JSON Schema cannot say of a profile: addresses that belong to their class, names that are names.
 */
import ipaddr from 'ipaddr.js';
import { toHostName } from './host-name.js';
import type { PathIssue } from './issue.js';
import { tokenIssues } from './token-issues.js';
import type { Profile } from './types.js';

/** ipaddr.js's range names that make up each address class. */
const rangesOfClass: Readonly<Record<Profile['expect']['addressClass'], readonly string[]>> = {
  loopback: ['loopback'],
  // 100.64/10 is what a carrier's NAT or a mesh VPN hands out: as local as RFC 1918.
  private: ['private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat', 'loopback'],
};

/** The issues found, and the profile with its names in the one form that is compared and generated. */
export function semanticIssues(profile: Profile): { issues: PathIssue[]; normalised: Profile } {
  const issues: PathIssue[] = [];
  const hostName = (text: string, path: PathIssue['path']): string => {
    const name = toHostName(text);
    if (name === undefined) {
      issues.push({
        path,
        message: `${JSON.stringify(text)} is not a host name (letters, digits and hyphens between dots, RFC 1123)`,
      });
    }
    return name ?? text;
  };
  const originsOf = (field: 'origins' | 'embeddingOrigins', texts: readonly string[]): string[] =>
    texts.map((text, index) => {
      const origin = originOf(text);
      if (origin === undefined)
        issues.push({ path: [field, index], message: `${JSON.stringify(text)} is not an origin` });
      return origin ?? text;
    });
  for (const family of ['a', 'aaaa'] as const) {
    for (const [index, address] of profile.expect[family].entries()) {
      const message = addressIssue(address, family, profile.expect.addressClass);
      if (message !== undefined) issues.push({ path: ['expect', family, index], message });
    }
  }
  issues.push(...dnsIssues(profile), ...tokenIssues(profile));
  const normalised: Profile = {
    ...profile,
    name: hostName(profile.name, ['name']),
    bypassHosts: profile.bypassHosts.map((host, index) => hostName(host, ['bypassHosts', index])),
    distributionServices: profile.distributionServices.map((service, index) => {
      const origin = originOf(service.url);
      if (origin === undefined)
        issues.push({
          path: ['distributionServices', index, 'url'],
          message: `${JSON.stringify(service.url)} is not a URL`,
        });
      return { ...service, url: origin ?? service.url };
    }),
    origins: originsOf('origins', profile.origins),
    ...(profile.embeddingOrigins === undefined
      ? {}
      : { embeddingOrigins: originsOf('embeddingOrigins', profile.embeddingOrigins) }),
  };
  return { issues, normalised };
}

/** References that name a server, and a range that is not empty. */
function dnsIssues({ dns = {} }: Profile): PathIssue[] {
  const { references = [], ttlSeconds } = dns;
  const issues: PathIssue[] = references.flatMap((text, index) =>
    URL.canParse(text) && new URL(text).hostname !== ''
      ? []
      : [{ path: ['dns', 'references', index], message: `${JSON.stringify(text)} names no server` }],
  );
  if (ttlSeconds !== undefined && ttlSeconds.minimum > ttlSeconds.maximum)
    issues.push({
      path: ['dns', 'ttlSeconds', 'minimum'],
      message: `${ttlSeconds.minimum} is more than the maximum, ${ttlSeconds.maximum}: no TTL fits`,
    });
  return issues;
}

/** Scheme, host and port as a browser writes an origin: host lower case and A-labels, default port left out. */
function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}

function addressIssue(
  text: string,
  family: 'a' | 'aaaa',
  addressClass: Profile['expect']['addressClass'],
): string | undefined {
  const wanted = family === 'a' ? 'ipv4' : 'ipv6';
  const valid = family === 'a' ? ipaddr.IPv4.isValidFourPartDecimal(text) : ipaddr.IPv6.isValid(text);
  if (!valid) return `${JSON.stringify(text)} is not an ${wanted === 'ipv4' ? 'IPv4' : 'IPv6'} address`;
  const range = ipaddr.parse(text).range();
  if (rangesOfClass[addressClass].includes(range)) return undefined;
  return `${text} is not a ${addressClass} address (it is ${range}): a request to it would leave the device`;
}
