/**
 * What a JSON Schema cannot say of a profile: addresses that belong to their class, names that are names. Each rule looks at
 * a place of its own, so that it is held also where the schema found mistakes elsewhere.
 */
import ipaddr from 'ipaddr.js';
import { readUrl, toHostName } from '../host-name.js';
import type { JsonPath, PathIssue } from './issue.js';
import { originOf } from './normalise.js';
import { tokenIssues } from './token-issues.js';
import type { Profile } from './types.js';

type AddressClass = Profile['expect']['addressClass'];

/** ipaddr.js's range names that make up each address class. */
const rangesOfClass: Readonly<Record<AddressClass, readonly string[]>> = {
  loopback: ['loopback'],
  // 100.64/10 is what a carrier's NAT or a mesh VPN hands out: as local as RFC 1918.
  private: ['private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat', 'loopback'],
};

/** A profile as it was written, and the places of which the schema complained. */
export interface Written {
  /** The value at a path; undefined where there is none, or where its shape is wrong. */
  readonly at: (path: JsonPath) => unknown;
}

/** A rule for one text: what is wrong with it, or undefined. `*` in a path stands for every item of a list. */
interface TextRule {
  readonly path: readonly string[];
  readonly mistake: (text: string, written: Written) => string | undefined;
}

const textRules: readonly TextRule[] = [
  { path: ['name'], mistake: hostNameMistake },
  { path: ['bypassHosts', '*'], mistake: hostNameMistake },
  { path: ['expect', 'a', '*'], mistake: (text, written) => addressMistake(text, 'a', written) },
  { path: ['expect', 'aaaa', '*'], mistake: (text, written) => addressMistake(text, 'aaaa', written) },
  {
    path: ['dns', 'references', '*'],
    mistake: (text) =>
      (readUrl(text)?.hostname ?? '') !== ''
        ? undefined
        : 'names no server; a reference is written https://dns.example/dns-query or tls://dns.example',
  },
  {
    path: ['distributionServices', '*', 'url'],
    mistake: (text) =>
      originOf(text) === undefined ? 'is not a URL; write one such as https://ds.example' : undefined,
  },
  { path: ['origins', '*'], mistake: originMistake },
  { path: ['embeddingOrigins', '*'], mistake: originMistake },
  {
    path: ['jwt', 'jwksUrl'],
    mistake: (text) =>
      readUrl(text) !== undefined
        ? undefined
        : 'is not a URL; write one such as https://ds.example/jwks.json',
  },
];

/**
 * Every mistake in the places whose shape is right. `shapeIssues` are those of the schema: what they name is left alone, and
 * so is a rule over several fields of which one is named.
 */
export function semanticIssues(value: unknown, shapeIssues: readonly PathIssue[]): readonly PathIssue[] {
  const wrong = new Set(shapeIssues.map(({ path }) => JSON.stringify(path.map(String))));
  const written: Written = {
    at: (path) => (wrong.has(JSON.stringify(path.map(String))) ? undefined : valueAt(value, path)),
  };
  const issues = textRules.flatMap(({ path, mistake }) =>
    placesOf(value, path, []).flatMap((place) => {
      const text = written.at(place);
      const message = typeof text === 'string' ? mistake(text, written) : undefined;
      return message === undefined ? [] : [{ path: place, message: `${JSON.stringify(text)} ${message}` }];
    }),
  );
  return [...issues, ...ttlIssues(written), ...tokenIssues(written)];
}

function placesOf(value: unknown, [part, ...rest]: readonly string[], before: JsonPath): readonly JsonPath[] {
  if (part === undefined) return [before];
  if (part !== '*') return placesOf(valueAt(value, [part]), rest, [...before, part]);
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => placesOf(item, rest, [...before, index]));
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (outer, part) =>
      typeof outer === 'object' && outer !== null && Object.hasOwn(outer, part)
        ? (outer as Readonly<Record<string | number, unknown>>)[part]
        : undefined,
    value,
  );
}

/** A range of TTLs that holds none. */
function ttlIssues({ at }: Written): readonly PathIssue[] {
  const path = ['dns', 'ttlSeconds', 'minimum'];
  const [minimum, maximum] = [at(path), at(['dns', 'ttlSeconds', 'maximum'])];
  return typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum
    ? [{ path, message: `${minimum} is more than the maximum, ${maximum}: no TTL fits` }]
    : [];
}

function hostNameMistake(text: string): string | undefined {
  return toHostName(text) === undefined
    ? 'is not a host name (letters, digits and hyphens between dots, RFC 1123)'
    : undefined;
}

function originMistake(text: string): string | undefined {
  return originOf(text) === undefined ? 'is not an origin; write one such as https://app.example' : undefined;
}

function addressMistake(text: string, family: 'a' | 'aaaa', { at }: Written): string | undefined {
  const valid = family === 'a' ? ipaddr.IPv4.isValidFourPartDecimal(text) : ipaddr.IPv6.isValid(text);
  if (!valid) return `is not an ${family === 'a' ? 'IPv4' : 'IPv6'} address`;
  const addressClass = at(['expect', 'addressClass']) as AddressClass | undefined;
  const range = ipaddr.parse(text).range();
  if (addressClass === undefined || rangesOfClass[addressClass].includes(range)) return undefined;
  return `is not a ${addressClass} address (it is ${range}): a request to it would leave the device`;
}
