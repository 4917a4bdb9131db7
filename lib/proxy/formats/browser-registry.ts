/**
 * Browser policies kept in the Windows registry: Chrome, Edge and Chromium under `Software\Policies`, Firefox under
 * `Software\Policies\Mozilla\Firefox`. The values are those of the JSON files, so the same code reads both.
 */
import { chromiumPolicy, isChromiumProxyPolicy, type PolicyValue } from './chromium-policy.js';
import { textOf, fullName, type RegistryValue } from './registry-values.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

const CHROMIUM =
  /^software\\policies\\(google\\chrome|chromium|microsoft\\edge|bravesoftware\\brave)(?:\\recommended)?(\\proxysettings)?$/i;

/** The proxy policies of Chromium browsers among the values; one settings a browser and hive. */
export function browserRegistry(
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
    if (found === null || (found[2] === undefined && !isChromiumProxyPolicy(value.name))) continue;
    const browser = found[1] ?? '';
    const scope = `${value.hive} policy ${browser}`;
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
