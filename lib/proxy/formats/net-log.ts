/**
 * The log that `chrome://net-export` writes: what the browser itself says is in force. Sources: net/log/net_log_util.cc,
 * net/proxy_resolution/proxy_config.cc (ToValue), net/dns/dns_config.cc (ToDict) at Chromium 150 to 156. Only `polledData`, written
 * when the log is closed, is read: the events before it hold every request, cookies too.
 */
import { parseJson } from './json.js';
import { SettingsBuilder, unreadable, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings, ServerScheme } from '../types.js';

const START = '"polledData"';

export const netLog: FormatReader = {
  id: 'net-export',
  title: 'Chrome or Edge net-export log (proxy and DNS sections)',
  store: 'chromium-policy',
  source: 'Chromium 156 net/log/net_log_util.cc, net/proxy_resolution/proxy_config.cc',
  names: /net-?(?:export|log).*\.json$/i,
  signatures: [/^\s{0,8}\{\s{0,8}"constants"\s{0,8}:\s{0,8}\{/, /^\s{0,8}\{\s{0,8}"polledData"/],
  read,
};

type Fields = Readonly<Record<string, unknown>>;

function read(source: Source): ProxySettings[] {
  const at = source.text.lastIndexOf(START);
  if (at === -1)
    throw unreadable(
      source,
      'truncated',
      'the log was cut before the browser wrote its settings: stop the log, then send it.',
      source.lines.length,
    );
  // The lines before it stay, so that its own are counted right.
  const before = '\n'.repeat(source.text.slice(0, at).split('\n').length - 1);
  const { value, line } = parseJson({ ...source, text: `${before}{${source.text.slice(at)}` }).members?.get(
    'polledData',
  ) ?? { value: [], line: 1 };
  // One for each profile and for the browser's own requests; before Chrome 90 a single one.
  const contexts = (Array.isArray(value) ? value : [value]).map(fieldsOf);
  const settings = contexts
    .filter((context) => context['proxySettings'] !== undefined)
    .map((context, index) => contextSettings(source, context, index, line));
  return settings.length > 0
    ? distinct(settings)
    : [new SettingsBuilder(source, 'net-export', 'chromium-policy', 'no proxy section').build()];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Contexts that say the same are one. */
function distinct(settings: readonly ProxySettings[]): ProxySettings[] {
  const known = new Map(settings.map((one) => [JSON.stringify({ ...one, scope: '' }), one]));
  return [...known.values()];
}

function contextSettings(source: Source, context: Fields, index: number, line: number): ProxySettings {
  const scope = `in force, context ${index + 1}`;
  const builder = new SettingsBuilder(source, 'net-export', 'chromium-policy', scope, true);
  const proxy = fieldsOf(context['proxySettings']);
  const original = fieldsOf(proxy['original']);
  for (const [key, value] of Object.entries(original))
    builder.entry(`proxySettings.original.${key}`, JSON.stringify(value), line);
  if (Object.keys(original).length === 0) builder.entry('proxySettings.original', 'direct', line);
  addServers(builder, original, line);
  addPac(builder, original, fieldsOf(proxy['effective']), line);
  const bypass = textsOf(original['bypass_list']);
  if (bypass.length > 0) {
    const key = 'proxySettings.original.bypass_list';
    builder.bypassItems(
      bypass.map((item) => builder.located(item, key, line)),
      key,
      line,
    );
    const list = builder.build().bypass;
    if (original['reverse_bypass'] === true && list !== undefined)
      builder.set('bypass', { ...list, reversed: builder.located(true, key, line) });
  }
  addDns(builder, fieldsOf(fieldsOf(context['hostResolverInfo'])['dns_config']), line);
  return builder.build();
}

/** Each value is a list of chains, each chain in brackets; the first is tried first. */
function addServers(builder: SettingsBuilder, original: Fields, line: number): void {
  const add = (scheme: ServerScheme, value: unknown, key: string): void => {
    const first = (textsOf(value)[0] ?? '').replace(/^\[(.*)\]$/, '$1').split(', ')[0] ?? '';
    if (!/^direct/i.test(first)) builder.server(scheme, first, `proxySettings.original.${key}`, line);
  };
  add('all', original['single_proxy'], 'single_proxy');
  const byScheme = fieldsOf(original['proxy_per_scheme']);
  for (const scheme of ['http', 'https', 'ftp'] as const)
    add(scheme, byScheme[scheme], `proxy_per_scheme.${scheme}`);
  add('socks', byScheme['fallback'], 'proxy_per_scheme.fallback');
}

function addPac(builder: SettingsBuilder, original: Fields, effective: Fields, line: number): void {
  const url = original['pac_url'];
  const isDetecting = original['auto_detect'] === true;
  const key = 'proxySettings.original';
  if (isDetecting) builder.set('autoDetect', builder.located(true, `${key}.auto_detect`, line));
  if (typeof url === 'string') builder.pacUrl(url, `${key}.pac_url`, line);
  if ((isDetecting || typeof url === 'string') && Object.keys(effective).length === 0)
    builder.issue(
      'pac-not-had',
      'The browser could not get the PAC when the log was written, and went direct.',
      `${key}.pac_url`,
      line,
    );
  if (isDetecting) return;
  const servers = builder.build().servers.length > 0;
  const mode = typeof url === 'string' ? 'pac' : servers ? 'manual' : 'direct';
  builder.set('mode', builder.located(mode, key, line));
}

const SECURE_DNS = ['off', 'automatic', 'secure'];

/** What the browser's own resolver asks: as entries, for whoever reads them. */
function addDns(builder: SettingsBuilder, dns: Fields, line: number): void {
  const mode = dns['secure_dns_mode'];
  const shown: Readonly<Record<string, string>> = {
    nameservers: textsOf(dns['nameservers']).join(', '),
    secure_dns_mode: typeof mode === 'number' ? (SECURE_DNS[mode] ?? String(mode)) : '',
    doh_servers: dohServers(dns).join(', '),
    search: textsOf(dns['search']).join(', '),
  };
  for (const [key, value] of Object.entries(shown))
    if (value !== '') builder.entry(`hostResolverInfo.dns_config.${key}`, value, line);
}

function dohServers(dns: Fields): string[] {
  const servers = fieldsOf(dns['doh_config'])['servers'];
  return (Array.isArray(servers) ? servers : []).flatMap((one) => {
    const template = fieldsOf(one)['template'];
    return typeof template === 'string' ? [template] : [];
  });
}

/** A log as it may be kept: without its events. The text as it is where it is no such log. */
export function withoutEvents(text: string): string {
  if (!netLog.signatures.some((signature) => signature.test(text.slice(0, 256)))) return text;
  const at = text.lastIndexOf(START);
  return at === -1 ? '{"polledData":[]}' : `{${text.slice(at)}`;
}
