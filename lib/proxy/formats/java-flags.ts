/**
 * Java system properties for proxies, from `-D` flags, `net.properties`, `gradle.properties` (`systemProp.`) and
 * Maven's `.mvn/jvm.config`. Names as in the JDK's "Networking Properties".
 */
import { SettingsBuilder } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings, ServerScheme, Store } from '../types.js';

export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

const PROXY_PROPERTY =
  /^(?:(?:https?|ftp)\.(?:proxyHost|proxyPort|nonProxyHosts|proxyUser|proxyPassword)|proxyHost|proxyPort|socksProxy(?:Host|Port|Version)|socksNonProxyHosts|java\.net\.(?:useSystemProxies|socks\.(?:username|password)))$/;

export function isProxyProperty(key: string): boolean {
  return PROXY_PROPERTY.test(key);
}

/** The proxy properties among `-Dname=value` flags; nothing where there are none. */
export function javaFlags(
  source: Pick<Source, 'fileName'>,
  flags: string,
  variable: string,
  line: number,
): ProxySettings[] {
  const properties: Property[] = [];
  for (const [, double, single, bare] of flags.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)) {
    const word = double ?? single ?? bare ?? '';
    const found = /^-D([\w.]+)=(.*)$/s.exec(word);
    if (found !== null)
      properties.push({ key: found[1] ?? '', value: (found[2] ?? '').replace(/^["']|["']$/g, ''), line });
  }
  const settings = javaSettings(source, 'environment', 'java', variable, properties);
  return settings === undefined ? [] : [settings];
}

/** Builds the settings of a set of properties; undefined where none is about proxies. A later one wins. */
export function javaSettings(
  source: Pick<Source, 'fileName'>,
  format: string,
  store: Store,
  scope: string,
  properties: readonly Property[],
): ProxySettings | undefined {
  const relevant = properties.filter(({ key }) => isProxyProperty(key));
  if (relevant.length === 0) return undefined;
  const builder = new SettingsBuilder(source, format, store, scope);
  const last = new Map(relevant.map((property) => [property.key, property]));
  for (const { key, value, line } of last.values()) builder.entry(key, value, line);
  const schemes: readonly (readonly [ServerScheme, string, string])[] = [
    ['http', 'http.proxyHost', 'http.proxyPort'],
    ['https', 'https.proxyHost', 'https.proxyPort'],
    ['ftp', 'ftp.proxyHost', 'ftp.proxyPort'],
    ['all', 'proxyHost', 'proxyPort'],
    ['socks', 'socksProxyHost', 'socksProxyPort'],
  ];
  for (const [scheme, hostKey, portKey] of schemes) {
    const host = last.get(hostKey);
    if (host === undefined) continue;
    const port = last.get(portKey)?.value;
    builder.server(
      scheme,
      port === undefined || port === '' ? host.value : `${host.value}:${port}`,
      hostKey,
      host.line,
    );
  }
  const exceptions = last.get('http.nonProxyHosts');
  if (exceptions !== undefined) builder.bypass(exceptions.value, exceptions.key, exceptions.line);
  const system = last.get('java.net.useSystemProxies');
  if (system?.value.trim().toLowerCase() === 'true')
    builder.set('mode', builder.located('system', system.key, system.line));
  return builder.build();
}
