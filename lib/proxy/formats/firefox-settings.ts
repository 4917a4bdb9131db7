/**
 * Firefox's proxy preferences as settings, wherever they were found: prefs.js, user.js, autoconfig, policies.json,
 * the registry or a property list. Names as in Firefox 153 (StaticPrefList.yaml, ProxyPolicies.sys.mjs).
 */
import { SettingsBuilder } from './reader.js';
import type { Source } from '../text.js';
import type { Mode, ProxySettings } from '../types.js';

export interface Pref {
  readonly name: string;
  readonly value: string | number | boolean;
  /** For the origin. */
  readonly key: string;
  readonly line: number | null;
}

/** `network.proxy.type`; 3 is an old spelling of 0. */
const TYPES: Readonly<Record<number, Mode>> = {
  0: 'direct',
  1: 'manual',
  2: 'pac',
  3: 'direct',
  4: 'auto-detect',
  5: 'system',
};
const POLICY_MODES: Readonly<Record<string, Mode>> = {
  none: 'direct',
  system: 'system',
  manual: 'manual',
  autoDetect: 'auto-detect',
  autoConfig: 'pac',
};

/** Preferences by name (`network.proxy.…`); a later one replaces an earlier one. */
export function firefoxPrefs(
  source: Pick<Source, 'fileName'>,
  format: string,
  scope: string,
  managed: boolean,
  prefs: readonly Pref[],
): ProxySettings {
  const builder = new SettingsBuilder(source, format, 'firefox', scope, managed);
  const last = new Map(prefs.map((pref) => [pref.name, pref]));
  for (const { key, value, line } of last.values()) builder.entry(key, String(value), line);
  const type = last.get('network.proxy.type');
  const mode = typeof type?.value === 'number' ? TYPES[type.value] : undefined;
  if (type !== undefined && mode === undefined)
    builder.issue(
      'bad-value',
      `network.proxy.type ${type.value} is none of 0 to 5; Firefox takes it for 0.`,
      type.key,
      type.line,
    );
  if (type !== undefined) builder.set('mode', builder.located(mode ?? 'direct', type.key, type.line));
  for (const [scheme, name] of [
    ['http', 'http'],
    ['https', 'ssl'],
    ['socks', 'socks'],
  ] as const) {
    const host = last.get(`network.proxy.${name}`);
    const port = last.get(`network.proxy.${name}_port`)?.value ?? 0;
    // Firefox uses no server without a port.
    if (typeof host?.value === 'string' && host.value !== '' && Number(port) > 0)
      builder.server(scheme, `${host.value}:${Number(port)}`, host.key, host.line);
  }
  const list = last.get('network.proxy.no_proxies_on');
  if (typeof list?.value === 'string') builder.bypass(list.value, list.key, list.line);
  const pac = last.get('network.proxy.autoconfig_url');
  if (typeof pac?.value === 'string' && pac.value !== '') builder.pacUrl(pac.value, pac.key, pac.line);
  return builder.build();
}

/** The members of the `Proxy` policy. */
export function firefoxPolicy(
  source: Pick<Source, 'fileName'>,
  format: string,
  scope: string,
  members: readonly Pref[],
): ProxySettings {
  const builder = new SettingsBuilder(source, format, 'firefox', scope, true);
  const last = new Map(members.map((member) => [member.name, member]));
  for (const { key, value, line } of last.values()) builder.entry(key, String(value), line);
  const mode = last.get('Mode');
  const known = POLICY_MODES[String(mode?.value)];
  if (mode !== undefined && known === undefined)
    builder.issue(
      'bad-value',
      `Mode ${JSON.stringify(mode.value)} is none of ${Object.keys(POLICY_MODES).join(', ')}.`,
      mode.key,
      mode.line,
    );
  if (mode !== undefined && known !== undefined)
    builder.set('mode', builder.located(known, mode.key, mode.line));
  const all = last.get('UseHTTPProxyForAllProtocols')?.value;
  const shared = all === true || all === 1 || all === '1';
  for (const [scheme, name] of [
    ['http', 'HTTPProxy'],
    ['https', 'SSLProxy'],
    ['socks', 'SOCKSProxy'],
  ] as const) {
    const server = last.get(name);
    if (server !== undefined && !(shared && scheme !== 'http'))
      builder.server(shared ? 'all' : scheme, String(server.value), server.key, server.line);
  }
  const list = last.get('Passthrough');
  if (list !== undefined) builder.bypass(String(list.value), list.key, list.line);
  const pac = last.get('AutoConfigURL');
  if (pac !== undefined && String(pac.value) !== '') builder.pacUrl(String(pac.value), pac.key, pac.line);
  return builder.build();
}
