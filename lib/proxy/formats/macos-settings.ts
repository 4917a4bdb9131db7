/**
 * The `Proxies` dictionary of macOS (SystemConfiguration), as scutil, preferences.plist and configuration profiles
 * hold it. Keys: SCSchemaDefinitions.h, kSCPropNetProxies*.
 */
import { asFlag, asList, asText, type PlistValue } from './plist.js';
import { SettingsBuilder } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings, ServerScheme } from '../types.js';

const SERVERS: readonly (readonly [prefix: string, scheme: ServerScheme])[] = [
  ['HTTP', 'http'],
  ['HTTPS', 'https'],
  ['FTP', 'ftp'],
  ['SOCKS', 'socks'],
];

/** One set of proxies: a service, a profile's payload, or what is in force. */
export function macProxies(
  source: Pick<Source, 'fileName'>,
  format: string,
  scope: string,
  managed: boolean,
  proxies: ReadonlyMap<string, PlistValue>,
): ProxySettings {
  const builder = new SettingsBuilder(source, format, 'macos', scope, managed);
  for (const [key, value] of proxies) builder.entry(key, shown(value), value.line);
  for (const [prefix, scheme] of SERVERS) {
    const host = asText(proxies.get(`${prefix}Proxy`));
    const port = asText(proxies.get(`${prefix}Port`));
    // A missing switch with a host is a profile's way to say "on".
    const on = asFlag(proxies.get(`${prefix}Enable`)) ?? true;
    if (on && host !== undefined && host !== '')
      builder.server(
        scheme,
        port === undefined || port === '0' ? host : `${host}:${port}`,
        `${prefix}Proxy`,
        proxies.get(`${prefix}Proxy`)?.line ?? null,
      );
  }
  const exceptions = ['ExceptionsList', 'Exceptions'].find((key) => proxies.has(key));
  if (exceptions !== undefined) addExceptions(builder, exceptions, proxies);
  const simple = asFlag(proxies.get('ExcludeSimpleHostnames'));
  if (simple !== undefined) {
    const key = 'ExcludeSimpleHostnames';
    const bypass = builder.build().bypass ?? {
      rules: '',
      origin: builder.origin(key, proxies.get(key)?.line ?? null),
    };
    builder.set('bypass', {
      ...bypass,
      excludeSimpleHostnames: builder.located(simple, key, proxies.get(key)?.line ?? null),
    });
  }
  const url = asText(proxies.get('ProxyAutoConfigURLString'));
  if ((asFlag(proxies.get('ProxyAutoConfigEnable')) ?? true) && url !== undefined && url !== '') {
    builder.pacUrl(url, 'ProxyAutoConfigURLString', proxies.get('ProxyAutoConfigURLString')?.line ?? null);
  }
  const discovery = asFlag(proxies.get('ProxyAutoDiscoveryEnable'));
  if (discovery !== undefined)
    builder.set(
      'autoDetect',
      builder.located(
        discovery,
        'ProxyAutoDiscoveryEnable',
        proxies.get('ProxyAutoDiscoveryEnable')?.line ?? null,
      ),
    );
  return builder.build();
}

function addExceptions(
  builder: SettingsBuilder,
  key: string,
  proxies: ReadonlyMap<string, PlistValue>,
): void {
  const value = proxies.get(key);
  const line = value?.line ?? null;
  const single = asText(value);
  if (single !== undefined) builder.bypass(single, key, line);
  else
    builder.bypassItems(
      asList(value).flatMap((item) =>
        asText(item) === undefined ? [] : [builder.located(asText(item) ?? '', key, item.line)],
      ),
      key,
      line,
    );
}

function shown(value: PlistValue): string {
  const list = asList(value);
  if (list.length > 0) return list.map((item) => asText(item) ?? '').join(', ');
  return asText(value) ?? String(asFlag(value) ?? '');
}
