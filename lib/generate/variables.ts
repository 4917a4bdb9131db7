/**
 * What templates see: the profile's values, each checked once more. A profile built in code has not passed the
 * schema, and nothing that is not a host name, an address, a port or an origin may reach a template.
 */
import { builtInProfiles, type Profile } from '../profile/index.js';
import { version } from '../version.js';
import type { GenerateOptions, VariableInfo } from './types.js';
import { uuidFor } from './uuid.js';
import {
  address,
  checkShape,
  hostName,
  invalid,
  networksOf,
  optionHost,
  originText,
  portNumber,
  proxyOf,
  serviceOf,
  type Service,
  zoneOf,
} from './values.js';

export interface Variables {
  readonly header: string;
  readonly version: string;
  readonly target: string;
  readonly profile: string;
  readonly profileArgument: string;
  readonly name: string;
  readonly hosts: readonly string[];
  readonly a: readonly string[];
  readonly aaaa: readonly string[];
  readonly answers: string;
  readonly addressClass: Profile['expect']['addressClass'];
  readonly networks: readonly string[];
  readonly ports: readonly number[];
  readonly urls: readonly string[];
  readonly origins: readonly string[];
  readonly originHosts: readonly string[];
  readonly distributionServices: readonly Service[];
  readonly dnssec: Profile['dnssec'];
  readonly proxy: { readonly host: string; readonly port: number } | null;
  readonly merged: boolean;
  readonly keepsProxy: boolean;
  readonly bypass: readonly string[];
  readonly zone: string;
  readonly relativeName: string;
  readonly ttlSeconds: number;
  readonly certificateAuthority: string | null;
  readonly uuids: readonly string[];
}

export const VARIABLES: readonly VariableInfo[] = [
  { name: 'header', description: 'the line that says what wrote the file: version, target, profile' },
  { name: 'version', description: 'version of staylocal' },
  { name: 'target', description: 'id of the target' },
  { name: 'profile', description: 'id of the profile' },
  { name: 'profileArgument', description: 'the profile as --profile takes it: a built-in id, or ID.json' },
  { name: 'name', description: 'the DNS name that must stay local, lower-case A-labels' },
  { name: 'hosts', description: 'list: the name, then the further hosts that must bypass the proxy' },
  { name: 'a', description: 'list: IPv4 addresses that DNS must answer' },
  { name: 'aaaa', description: 'list: IPv6 addresses that DNS must answer' },
  { name: 'answers', description: 'those addresses in words; where the profile fixes none, their class' },
  { name: 'addressClass', description: 'loopback or private' },
  { name: 'networks', description: 'list: the networks that hold those addresses, as filters name them' },
  { name: 'ports', description: 'list: TCP ports of the program' },
  { name: 'urls', description: 'list: https URLs of each host on each port' },
  { name: 'origins', description: 'list: origins of the web applications that call the program' },
  { name: 'originHosts', description: 'list: their host names, without scheme and port' },
  { name: 'distributionServices', description: 'list of {url, host, port, environment}' },
  { name: 'dnssec', description: 'required, advised or none' },
  { name: 'proxy', description: '{host, port} of the site proxy, or null' },
  { name: 'merged', description: 'whether there is an existing file to merge with' },
  { name: 'keepsProxy', description: 'whether the existing file that is merged with names the proxy' },
  { name: 'bypass', description: 'list: entries of the existing bypass list, then the hosts it lacks' },
  { name: 'zone', description: 'the DNS zone that holds the name' },
  { name: 'relativeName', description: 'the name within its zone, @ for the zone itself' },
  { name: 'ttlSeconds', description: 'TTL of the records' },
  { name: 'certificateAuthority', description: 'CAA domain of the certificate authority, or null' },
  { name: 'uuids', description: 'list of two UUIDs, the same for the same target and profile' },
];

/** An hour: short enough to move, long enough to survive a resolver that is slow to ask. */
const ttlSeconds = 3600;

/** Variables of one target but for `bypass`. Throws `GenerateError` (`invalid-profile`, `invalid-option`). */
export function variablesFor(target: string, profile: Profile, options: GenerateOptions): Variables {
  checkShape(profile);
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(profile.id)) invalid('id', profile.id, 'a lower-case word');
  const name = hostName(profile.name, 'name');
  const hosts = [
    ...new Set([name, ...profile.bypassHosts.map((host, at) => hostName(host, `bypassHosts[${at}]`))]),
  ];
  const a = profile.expect.a.map((text, at) => address(text, 'ipv4', `expect.a[${at}]`));
  const aaaa = profile.expect.aaaa.map((text, at) => address(text, 'ipv6', `expect.aaaa[${at}]`));
  const ports = profile.ports.map((port, at) => portNumber(port, `ports[${at}]`));
  const origins = profile.origins.map((origin, at) => originText(origin, `origins[${at}]`));
  const zone = zoneOf(name, options.zone);
  return {
    header: `staylocal ${version}, target ${target}, profile ${profile.id}${options.prove === false ? ', not proven' : ''}`,
    version,
    target,
    profile: profile.id,
    profileArgument: builtInProfiles().includes(profile.id) ? profile.id : `${profile.id}.json`,
    name,
    hosts,
    a,
    aaaa,
    answers: [...a, ...aaaa].join(', ') || `a ${profile.expect.addressClass} address`,
    addressClass: profile.expect.addressClass,
    networks: networksOf([...a, ...aaaa], profile.expect.addressClass),
    ports,
    urls: hosts.flatMap((host) => ports.map((port) => `https://${host}:${port}/`)),
    origins,
    originHosts: [...new Set(origins.map((origin) => new URL(origin).hostname))],
    distributionServices: profile.distributionServices.map((service, at) =>
      serviceOf(service.url, service.environment, `distributionServices[${at}].url`),
    ),
    dnssec: profile.dnssec,
    proxy: options.proxy === undefined ? null : proxyOf(options.proxy),
    merged: options.merge !== undefined,
    keepsProxy: false,
    bypass: hosts,
    zone,
    relativeName: name === zone ? '@' : name.slice(0, -zone.length - 1),
    ttlSeconds,
    certificateAuthority:
      options.certificateAuthority === undefined
        ? null
        : optionHost('certificateAuthority', options.certificateAuthority),
    uuids: ['profile', 'payload'].map((part) => uuidFor(`${target}/${profile.id}/${part}`)),
  };
}
