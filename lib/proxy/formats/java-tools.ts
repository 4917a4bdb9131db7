/**
 * Java's property files (`net.properties`, `gradle.properties`, `.mvn/jvm.config`) and Maven's `settings.xml`. Sources:
 * java.util.Properties, docs.gradle.org build environment, maven.apache.org/guides/mini/guide-proxies.
 */
import { isProxyProperty, javaFlags, javaSettings, type Property } from './java-flags.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings, ServerScheme } from '../types.js';
import { child, parseXml, type XmlElement } from './xml.js';

export const javaProperties: FormatReader = {
  id: 'java-properties',
  title: 'Java or Gradle properties, or -D flags',
  store: 'java',
  source: 'JDK net.properties, "Networking Properties"; docs.gradle.org',
  names: /\.properties$|^jvm\.config$|\.vmoptions$/i,
  signatures: [
    /^[^\S\n]*(?:systemProp\.)?(?:https?|ftp)\.(?:proxyHost|proxyPort|nonProxyHosts)\s*[=:]/m,
    /(?:^|\s)-D(?:https?|ftp)\.(?:proxyHost|nonProxyHosts)=/,
  ],
  read,
};

function read(source: Source): ProxySettings[] {
  if (/(?:^|\s)-D[\w.]+=/.test(source.text)) {
    const settings = source.lines.flatMap((text, index) => javaFlags(source, text, '-D', index + 1));
    return (
      merged(source, settings) ?? [new SettingsBuilder(source, 'java-properties', 'java', 'flags').build()]
    );
  }
  const properties = parseProperties(source);
  const gradle = properties
    .filter(({ key }) => key.startsWith('systemProp.'))
    .map((one) => ({ ...one, key: one.key.slice('systemProp.'.length) }));
  const found = [
    javaSettings(source, 'java-properties', 'gradle', 'gradle.properties', gradle),
    javaSettings(source, 'java-properties', 'java', 'properties', properties),
  ].filter((one) => one !== undefined);
  return found.length > 0
    ? found
    : [new SettingsBuilder(source, 'java-properties', 'java', 'properties').build()];
}

/** Flags over several lines are one command line. */
function merged(source: Source, settings: readonly ProxySettings[]): ProxySettings[] | undefined {
  const properties: Property[] = settings.flatMap(({ entries }) =>
    entries.map(({ key, value, line }) => ({ key, value, line: line ?? 1 })),
  );
  const one = javaSettings(source, 'java-properties', 'java', '-D flags', properties);
  return one === undefined ? undefined : [one];
}

/** java.util.Properties.load: `=`, `:` or a blank; a backslash at the end continues the line. */
function parseProperties(source: Source): Property[] {
  const properties: Property[] = [];
  let text = '';
  let start = 1;
  for (const [index, line] of source.lines.entries()) {
    if (text === '') start = index + 1;
    text += text === '' ? line : line.trimStart();
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(text) && text.length < 65_536) {
      text = text.slice(0, -1);
      continue;
    }
    const found = /^\s*([^\s#!=:][^\s=:]*)\s*[=:\s]\s*(.*)$/.exec(text);
    if (found !== null && (isProxyProperty(found[1] ?? '') || (found[1] ?? '').startsWith('systemProp.')))
      properties.push({ key: found[1] ?? '', value: (found[2] ?? '').replace(/\\(.)/g, '$1'), line: start });
    text = '';
  }
  return properties;
}

export const maven: FormatReader = {
  id: 'maven',
  title: 'Maven settings.xml',
  store: 'maven',
  source: 'maven.apache.org/guides/mini/guide-proxies.html',
  names: /^settings\.xml$/i,
  signatures: [/<settings[\s>]/],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'maven', 'maven', 'settings.xml');
    const proxies = child(parseXml(source), 'proxies')?.children ?? [];
    // Maven takes the first active proxy of a protocol.
    for (const proxy of proxies) addProxy(builder, proxy);
    return [builder.build()];
  },
};

function addProxy(builder: SettingsBuilder, proxy: XmlElement): void {
  const field = (name: string): string => child(proxy, name)?.text ?? '';
  const id = field('id') === '' ? 'default' : field('id');
  for (const { name, text, line } of proxy.children) builder.entry(`proxy.${id}.${name}`, text, line);
  if (field('active') === 'false') return;
  const scheme: ServerScheme = field('protocol') === 'https' ? 'https' : 'http';
  const user = field('username') === '' ? '' : `${field('username')}@`;
  const line = child(proxy, 'host')?.line ?? proxy.line;
  const first = builder.build().servers.some((one) => one.scheme === scheme);
  if (!first)
    builder.server(
      scheme,
      `${user}${field('host')}${field('port') === '' ? '' : `:${field('port')}`}`,
      `proxy.${id}.host`,
      line,
    );
  const exceptions = child(proxy, 'nonProxyHosts');
  if (exceptions !== undefined && builder.build().bypass === undefined)
    builder.bypass(exceptions.text, `proxy.${id}.nonProxyHosts`, exceptions.line);
}
