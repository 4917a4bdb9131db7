/**
 * The checks between a profile and the templates: each gives the value in its one form, or throws
 * `GenerateError` (`invalid-profile`, `invalid-option`) that names the field.
 */
import ipaddr from 'ipaddr.js';
import { readUrl, toHostName } from '../host-name.js';
import type { Profile } from '../profile/index.js';
import { GenerateError } from './error.js';

export interface Service {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly environment: string;
}

export function invalid(field: string, value: unknown, wanted: string): never {
  throw new GenerateError(
    'invalid-profile',
    `Profile field ${field}: ${value === undefined ? 'it is missing, and must be' : `${shown(value)} is not`} ${wanted}.`,
    { field },
  );
}

/** As much of a value as a message needs; whatever a caller without types handed in. */
function shown(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return JSON.stringify(value).slice(0, 200);
  return value === null ? 'null' : Array.isArray(value) ? 'this list' : `this ${typeof value}`;
}

type Kind = 'text' | 'object' | 'list of texts' | 'list of numbers' | 'list of objects';

const kinds: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'list of texts': (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  'list of numbers': (value) => Array.isArray(value) && value.every((one) => typeof one === 'number'),
  'list of objects': (value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null),
};

/** What is read of a profile, by its path. */
const fields: readonly (readonly [path: string, kind: Kind])[] = [
  ['id', 'text'],
  ['name', 'text'],
  ['bypassHosts', 'list of texts'],
  ['expect', 'object'],
  ['expect.a', 'list of texts'],
  ['expect.aaaa', 'list of texts'],
  ['expect.addressClass', 'text'],
  ['ports', 'list of numbers'],
  ['origins', 'list of texts'],
  ['distributionServices', 'list of objects'],
  ['dnssec', 'text'],
];

/** A profile that was built in code may lack what the schema would have asked for. */
export function checkShape(profile: unknown): void {
  if (!kinds.object(profile))
    invalid('(the profile)', profile, 'an object; loadProfile and parseProfile make one');
  for (const [path, kind] of fields) {
    const value = path
      .split('.')
      .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], profile);
    if (!kinds[kind](value)) invalid(path, value, `${/^[aeio]/.test(kind) ? 'an' : 'a'} ${kind}`);
  }
}

/** In the exact lower-case form, as A-labels: the only one that every client honours. */
export function hostName(text: string, field: string): string {
  return toHostName(text) ?? invalid(field, text, 'a host name');
}

export function address(text: string, family: 'ipv4' | 'ipv6', field: string): string {
  const valid = family === 'ipv4' ? ipaddr.IPv4.isValidFourPartDecimal(text) : ipaddr.IPv6.isValid(text);
  if (!valid || text.includes('%')) invalid(field, text, `an ${family === 'ipv4' ? 'IPv4' : 'IPv6'} address`);
  return ipaddr.parse(text).toString();
}

export function portNumber(port: number, field: string): number {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) invalid(field, port, 'a TCP port');
  return port;
}

/** Networks that rebinding filters name (RFC 1122 §3.2.1.3, RFC 1918, RFC 6598, RFC 4193, RFC 4291 §2.5). */
const filteredNetworks: Readonly<Record<Profile['expect']['addressClass'], readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '100.64.0.0/10',
    'fc00::/7',
    'fe80::/10',
  ],
};

/** The networks that hold the addresses; where the profile fixes none, all of its class. */
export function networksOf(
  addresses: readonly string[],
  addressClass: Profile['expect']['addressClass'],
): string[] {
  const all = [...filteredNetworks.loopback, ...filteredNetworks.private];
  if (addresses.length === 0) return [...filteredNetworks[addressClass]];
  const found = addresses.map((text) => {
    const parsed = ipaddr.parse(text);
    const network = all.find((one) => {
      const range = ipaddr.parseCIDR(one);
      return range[0].kind() === parsed.kind() && parsed.match(range);
    });
    return network ?? invalid('expect', text, 'a loopback or private address');
  });
  return [...new Set(found)];
}

export function originText(text: string, field: string): string {
  const url = readUrl(text);
  if (url === undefined) return invalid(field, text, 'an origin');
  const plain = url.protocol === 'https:' || url.protocol === 'http:';
  return plain && url.origin === text && isHost(url.hostname)
    ? text
    : invalid(field, text, 'an origin such as https://app.example');
}

function isHost(hostname: string): boolean {
  return toHostName(hostname) === hostname || ipaddr.isValid(hostname.replace(/^\[|\]$/g, ''));
}

export function serviceOf(text: string, environment: string, field: string): Service {
  const url = readUrl(text);
  if (url?.protocol !== 'https:' || `${url.origin}/` !== url.href || !isHost(url.hostname)) {
    return invalid(field, text, 'an https URL without a path');
  }
  if (!/^[a-z]+$/.test(environment)) invalid(field, environment, 'an environment');
  return { url: url.origin, host: url.hostname, port: url.port === '' ? 443 : Number(url.port), environment };
}

export function proxyOf(text: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^([^:\s]+|\[[0-9a-f:]+\]):(\d{1,5})$/.exec(text) ?? [];
  if (!isHost(host) || Number(port) < 1 || Number(port) > 65_535) {
    throw new GenerateError(
      'invalid-option',
      `Proxy ${JSON.stringify(text)} is not host:port. Write it as proxy.example:3128: no scheme, the host in lower case.`,
    );
  }
  return { host, port: Number(port) };
}

export function optionHost(option: string, text: string): string {
  const host = toHostName(text);
  if (host !== undefined) return host;
  throw new GenerateError(
    'invalid-option',
    `Option ${option}: ${JSON.stringify(text)} is not a host name such as ca.example.`,
  );
}

/** Without a word from the caller: what is left when the first label goes, unless that is a single label. */
export function zoneOf(name: string, option: string | undefined): string {
  if (option === undefined) {
    const parent = name.slice(name.indexOf('.') + 1);
    return parent.includes('.') ? parent : name;
  }
  const zone = optionHost('zone', option);
  if (name === zone || name.endsWith(`.${zone}`)) return zone;
  throw new GenerateError('invalid-option', `Zone ${zone} does not hold ${name}. Name one that it ends in.`);
}
