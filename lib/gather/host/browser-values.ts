/**
 * The policies about Local Network Access out of one policy file or key. Everything else in it is passed over: a policy
 * file may hold tokens, and none of it is asked for.
 */
import type { BrowserPolicyEvidence } from '../../evidence/browser-policies.js';
import { parseBoundedJson } from '../../json-depth.js';
import { readDocument, type RegistryValue } from '../../proxy/index.js';
import type { PolicyPlace } from './browser-places.js';

type Found = Pick<BrowserPolicyEvidence, 'name' | 'value' | 'level'> & { readonly line?: number };

/** Names of the present and of the past: one that does nothing is found as well, so that it can be said. */
const isChromiumPolicy = (name: string): boolean =>
  /^(?:LocalNetwork|LoopbackNetwork|InsecurePrivateNetworkRequests|PrivateNetworkAccess)[A-Za-z]{0,60}$/.test(
    name,
  );
const firefoxPolicy = 'LocalNetworkAccess';

/** Bounds of the evidence: values a list, characters a value. */
const maxItems = 1000;
const maxLength = 2000;

/** Of a file. Throws `ParseError` where the bytes are not of the place's format. */
export function policiesInFile(bytes: Uint8Array, fileName: string, place: PolicyPlace): Found[] {
  return fromFile(bytes, fileName, place).slice(0, maxItems);
}

function fromFile(bytes: Uint8Array, fileName: string, { browser, format, level }: PolicyPlace): Found[] {
  const members = readDocument(bytes, fileName, format === 'plist' ? 'plist' : 'json');
  if (browser !== 'firefox')
    return [...members]
      .filter(([name]) => isChromiumPolicy(name))
      .map(([name, { value, line }]) => ({ name, value: asValue(value), level, ...at(line) }));
  const top =
    format === 'firefox-json'
      ? members.get('policies')
      : { value: Object.fromEntries(pairs(members)), line: null };
  const policy = asObject(asObject(top?.value)[firefoxPolicy]);
  const line = format === 'firefox-json' ? top?.line : members.get(firefoxPolicy)?.line;
  return Object.entries(policy).map(([member, value]) => ({
    name: `${firefoxPolicy}.${member.slice(0, 60)}`,
    value: asValue(value),
    level,
    ...at(line ?? null),
  }));
}

function pairs(members: ReadonlyMap<string, { readonly value: unknown }>): [string, unknown][] {
  return [...members].map(([name, { value }]) => [name, value]);
}

/** Of registry values. A list is a key of its own with the values `1`, `2`, …; `Recommended` keeps the defaults. */
export function policiesInRegistry(
  values: readonly RegistryValue[],
  { browser, path, level }: PolicyPlace,
): Found[] {
  const [hive, base = ''] = path.toLowerCase().split(/\\(.*)/s);
  const lists = new Map<string, { readonly found: Found; readonly items: string[] }>();
  const switches: Found[] = [];
  for (const value of values) {
    const where = value.path.toLowerCase();
    if (value.hive.toLowerCase() !== hive || (where !== base && !where.startsWith(`${base}\\`))) continue;
    const below = value.path.slice(base.length + 1);
    const parts = below.split('\\').filter((part) => part !== '');
    const recommended = parts[0]?.toLowerCase() === 'recommended';
    if (recommended) parts.shift();
    const name = [...parts, ...(/^\d+$/.test(value.name) ? [] : [value.name])].join('.');
    const isWanted = browser === 'firefox' ? name.startsWith(firefoxPolicy) : isChromiumPolicy(name);
    if (!isWanted) continue;
    const found = {
      name: name.slice(0, 100),
      level: recommended ? ('recommended' as const) : level,
      ...at(value.line),
    };
    if (!/^\d+$/.test(value.name)) {
      switches.push(...fromSwitch(browser, found, value));
      continue;
    }
    const list = lists.get(`${found.level} ${name}`) ?? { found: { ...found, value: [] }, items: [] };
    list.items.push(String(value.data));
    lists.set(`${found.level} ${name}`, list);
  }
  return [
    ...switches,
    ...[...lists.values()].map(({ found, items }) => ({ ...found, value: asValue(items) })),
  ].slice(0, maxItems);
}

/** A switch is a DWORD, a list or object may be one text of JSON (both browsers take it). */
function fromSwitch(
  browser: PolicyPlace['browser'],
  found: Omit<Found, 'value'>,
  { data }: RegistryValue,
): Found[] {
  if (typeof data === 'number') return [{ ...found, value: data !== 0 }];
  const value = jsonOr(typeof data === 'string' ? data : '');
  if (browser === 'firefox' && found.name === firefoxPolicy)
    return Object.entries(asObject(value)).map(([member, inner]) => ({
      ...found,
      name: `${firefoxPolicy}.${member.slice(0, 60)}`,
      value: asValue(inner),
    }));
  return [{ ...found, value: asValue(value) }];
}

function jsonOr(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return text;
  }
}

function asValue(value: unknown): BrowserPolicyEvidence['value'] {
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.slice(0, maxItems).map((item) => item.slice(0, maxLength));
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, maxLength);
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function at(line: number | null): { line?: number } {
  return line === null ? {} : { line };
}
