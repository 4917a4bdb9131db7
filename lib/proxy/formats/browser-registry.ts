/**
 * Browser policies kept in the Windows registry: Chrome, Edge and Chromium under `Software\Policies`, Firefox under
 * `Software\Policies\Mozilla\Firefox`. The values are those of the JSON files, so the same code reads both.
 */
import { parseBoundedJson } from '../../json-depth.js';
import { chromiumPolicy, isChromiumProxyPolicy, type PolicyValue } from './chromium-policy.js';
import { firefoxPolicy, type Pref } from './firefox-settings.js';
import { textOf, fullName, type RegistryValue } from './registry-values.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

const FIREFOX = /^software\\policies\\mozilla\\firefox(\\proxy)?$/i;
const CHROMIUM =
  /^software\\policies\\(google\\chrome|chromium|microsoft\\edge|bravesoftware\\brave)(\\recommended)?(\\proxysettings)?$/i;

/** The proxy policies of Chromium browsers and of Firefox among the values; one settings a browser and hive. */
export function browserRegistry(
  source: Pick<Source, 'fileName'>,
  format: string,
  values: readonly RegistryValue[],
): ProxySettings[] {
  return [...chromiumRegistry(source, format, values), ...firefoxRegistry(source, format, values)];
}

/** `Firefox\Proxy` with a value for each member, or `Firefox` with the whole policy as JSON text. */
function firefoxRegistry(
  source: Pick<Source, 'fileName'>,
  format: string,
  values: readonly RegistryValue[],
): ProxySettings[] {
  const members = values.flatMap((value): Pref[] => {
    const found = FIREFOX.exec(value.path);
    if (found === null) return [];
    const key = fullName(value);
    if (found[1] !== undefined)
      return [
        {
          name: value.name,
          value: typeof value.data === 'number' ? value.data : textOf(value),
          key,
          line: value.line,
        },
      ];
    return value.name.toLowerCase() === 'proxy' ? membersOf(textOf(value), key, value.line) : [];
  });
  return members.length === 0 ? [] : [firefoxPolicy(source, format, 'policies', members)];
}

function membersOf(json: string, key: string, line: number | null): Pref[] {
  try {
    const parsed = parseBoundedJson(json);
    return Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}).flatMap(
      ([name, value]: [string, unknown]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [{ name, value, key: `${key}.${name}`, line }]
          : [],
    );
  } catch {
    return [{ name: 'Mode', value: 'not JSON', key, line }];
  }
}

function chromiumRegistry(
  source: Pick<Source, 'fileName'>,
  format: string,
  values: readonly RegistryValue[],
): ProxySettings[] {
  const groups = new Map<
    string,
    { store: 'chromium-policy' | 'edge-policy'; scope: string; policies: PolicyValue[] }
  >();
  for (const value of values) {
    const found = CHROMIUM.exec(value.path);
    if (found === null || (found[3] === undefined && !isChromiumProxyPolicy(value.name))) continue;
    const browser = found[1] ?? '';
    // What is recommended counts where nothing is mandatory.
    const scope = `${value.hive} ${found[2] === undefined ? '' : 'recommended '}policy ${browser}`;
    const group = groups.get(scope.toLowerCase()) ?? {
      store: /edge/i.test(browser) ? 'edge-policy' : 'chromium-policy',
      scope,
      policies: [],
    };
    group.policies.push({
      name: value.name,
      value: typeof value.data === 'number' ? value.data : textOf(value),
      key: fullName(value),
      line: value.line,
    });
    groups.set(scope.toLowerCase(), group);
  }
  return [...groups.values()].map(({ store, scope, policies }) =>
    chromiumPolicy(source, format, store, scope, policies),
  );
}
