/**
 * Apple property lists, XML or binary: configuration profiles (`.mobileconfig`: Global HTTP Proxy, Wi-Fi, VPN,
 * SystemConfiguration, and the policies of Chrome, Edge and Firefox), SystemConfiguration's `preferences.plist`, and
 * managed preferences of one browser. A signed profile is not unpacked.
 */
import { chromiumPolicy, isChromiumProxyPolicy, type PolicyValue } from './chromium-policy.js';
import { firefoxPolicy, type Pref } from './firefox-settings.js';
import { macProxies } from './macos-settings.js';
import { asFlag, asList, asMap, asText, parsePlist, type PlistValue } from './plist.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

export const applePlist: FormatReader = {
  id: 'apple-plist',
  title: 'Apple property list or configuration profile (.plist, .mobileconfig)',
  store: 'macos',
  source: 'Apple "Configuration Profile Reference", SCSchemaDefinitions.h, plist(5)',
  names: /\.(?:plist|mobileconfig)$/i,
  signatures: [/<!DOCTYPE plist|<plist[\s>]/],
  magic: ['bplist'],
  read,
};

type Map_ = ReadonlyMap<string, PlistValue>;

function read(source: Source): ProxySettings[] {
  const root = asMap(parsePlist(source));
  const settings = root.has('PayloadContent')
    ? asList(root.get('PayloadContent')).flatMap((payload) => ofPayload(source, asMap(payload)))
    : [...ofServices(source, root), ...ofPolicies(source, root, source.fileName)];
  if (settings.length > 0) return settings;
  return [new SettingsBuilder(source, 'apple-plist', 'macos', 'no proxy settings').build()];
}

/** preferences.plist: NetworkServices, by id, each with a name and its Proxies; those of the current location alone. */
function ofServices(source: Source, root: Map_): ProxySettings[] {
  const current = servicesOfLocation(root);
  return [...asMap(root.get('NetworkServices'))].flatMap(([id, service]) => {
    const inner = asMap(service);
    if (current?.has(id) === false || inner.has('__INACTIVE__')) return [];
    const proxies = asMap(inner.get('Proxies'));
    const name = asText(inner.get('UserDefinedName')) ?? id;
    return proxies.size === 0 ? [] : [macProxies(source, 'apple-plist', name, false, proxies)];
  });
}

/** `CurrentSet` is a path, `/Sets/<id>`; undefined where it leads nowhere. */
function servicesOfLocation(root: Map_): ReadonlySet<string> | undefined {
  const id = /^\/Sets\/([^/]+)$/.exec(asText(root.get('CurrentSet')) ?? '')?.[1] ?? '';
  const services = asMap(asMap(asMap(asMap(root.get('Sets')).get(id)).get('Network')).get('Service'));
  if (services.size === 0) return undefined;
  return new Set(
    [...services].filter(([, service]) => !asMap(service).has('__INACTIVE__')).map(([key]) => key),
  );
}

function ofPayload(source: Source, payload: Map_): ProxySettings[] {
  const type = asText(payload.get('PayloadType')) ?? '';
  if (type === 'com.apple.proxy.http.global' || type === 'com.apple.wifi.managed')
    return ofSimpleProxy(source, type, payload);
  const proxies = asMap(payload.get('Proxies'));
  if (proxies.size > 0) return [macProxies(source, 'apple-plist', `${type} profile`, true, proxies)];
  return ofPolicies(source, payload, type);
}

/** ProxyType Manual or Auto (None for Wi-Fi). There is no list of exceptions in these payloads. */
function ofSimpleProxy(source: Source, type: string, payload: Map_): ProxySettings[] {
  const kind = asText(payload.get('ProxyType'));
  if (kind === undefined || kind === 'None') return [];
  const builder = new SettingsBuilder(source, 'apple-plist', 'macos', `${type} profile`, true);
  const keys = [...payload].filter(([key]) => key.startsWith('Proxy'));
  for (const [key, value] of keys)
    builder.entry(key, asText(value) ?? String(asFlag(value) ?? ''), value.line);
  const line = payload.get('ProxyType')?.line ?? null;
  const server = asText(payload.get('ProxyServer'));
  const port = asText(payload.get('ProxyServerPort'));
  const url = asText(payload.get('ProxyPACURL'));
  if (kind === 'Manual') {
    builder.set('mode', builder.located('manual', 'ProxyType', line));
    const user = asText(payload.get('ProxyUsername'));
    const host = `${user === undefined || user === '' ? '' : `${user}@`}${server ?? ''}${port === undefined ? '' : `:${port}`}`;
    builder.server('all', host, 'ProxyServer', payload.get('ProxyServer')?.line ?? null);
  } else {
    builder.set('mode', builder.located(url === undefined ? 'auto-detect' : 'pac', 'ProxyType', line));
    if (url !== undefined) builder.pacUrl(url, 'ProxyPACURL', payload.get('ProxyPACURL')?.line ?? null);
  }
  return [builder.build()];
}

/** Policies of a browser: the payload type, or the name of a managed preference file, says whose. */
function ofPolicies(source: Source, values: Map_, owner: string): ProxySettings[] {
  const firefox = asMap(values.get('Proxy'));
  if (firefox.size > 0 && /firefox/i.test(owner)) {
    const members = [...firefox].flatMap(([name, value]): Pref[] => {
      const inner = asText(value) ?? asFlag(value);
      return inner === undefined ? [] : [{ name, value: inner, key: `Proxy.${name}`, line: value.line }];
    });
    return [firefoxPolicy(source, 'apple-plist', 'profile', members)];
  }
  const policies = [...values]
    .filter(([name]) => isChromiumProxyPolicy(name))
    .map(([name, value]) => policyOf(name, value));
  if (policies.length === 0) return [];
  return [
    chromiumPolicy(
      source,
      'apple-plist',
      /edge/i.test(owner) ? 'edge-policy' : 'chromium-policy',
      owner,
      policies,
    ),
  ];
}

function policyOf(name: string, value: PlistValue): PolicyValue {
  const map = asMap(value);
  if (map.size === 0) return { name, value: value.value, key: name, line: value.line };
  const lines = new Map(
    [...map].flatMap(([key, inner]) => (inner.line === null ? [] : [[key, inner.line] as const])),
  );
  return {
    name,
    value: Object.fromEntries([...map].map(([key, inner]) => [key, inner.value])),
    key: name,
    line: value.line,
    lines,
  };
}
