/**
 * Firefox's `policies.json` (distribution folder, `/etc/firefox/policies`): the `Proxy` policy.
 */
import { firefoxPolicy, type Pref } from './firefox-settings.js';
import { parseJson } from './json.js';
import { SettingsBuilder, type FormatReader } from './reader.js';

export const firefoxJson: FormatReader = {
  id: 'firefox-policies',
  title: 'Firefox policies.json',
  store: 'firefox',
  source: 'Firefox 153 policies-schema.json (Proxy)',
  names: /^policies\.json$/i,
  signatures: [/"policies"\s*:\s*\{/],
  read: (source) => {
    const proxy = parseJson(source).members?.get('policies')?.members?.get('Proxy')?.members;
    if (proxy === undefined)
      return [new SettingsBuilder(source, 'firefox-policies', 'firefox', 'policies', true).build()];
    const members: Pref[] = [...proxy].flatMap(([name, { value, line }]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [{ name, value, key: `policies.Proxy.${name}`, line }]
        : [],
    );
    return [firefoxPolicy(source, 'firefox-policies', 'policies', members)];
  },
};
