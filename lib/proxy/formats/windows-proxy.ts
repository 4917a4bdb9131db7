/**
 * From registry values to settings: Internet Settings of users, machine and policies, the binary connection
 * values, WinHTTP, and the environment variables that Windows keeps in the registry. Browser policies have their
 * own file (browser-registry.ts).
 */
import { ParseError } from '../../errors.js';
import { browserRegistry } from './browser-registry.js';
import {
  parseConnectionSettings,
  parseWinHttpSettings,
  type ConnectionSettings,
} from './connection-settings.js';
import { addVariable } from './environment-entry.js';
import { SettingsBuilder } from './reader.js';
import { flagOf, fullName, textOf, type RegistryValue } from './registry-values.js';
import type { Source } from '../text.js';
import { addServers } from './windows-servers.js';
import type { ProxySettings } from '../types.js';

const INTERNET_SETTINGS =
  /^software(?:\\wow6432node)?\\(policies\\)?microsoft\\windows\\currentversion\\internet settings$/i;
const CONNECTIONS =
  /^software(?:\\wow6432node)?\\(?:policies\\)?microsoft\\windows\\currentversion\\internet settings\\connections$/i;
/** The policies of Internet Explorer lock dialogs; the values they lock stand under Internet Settings. */
const EXPLORER = /^software\\policies\\microsoft\\internet explorer\\control panel$/i;
const LOCKS = /^(?:proxy|autoconfig|connection settings|connectionssettings|connwiz admin lock)$/i;
const ENVIRONMENT =
  /^(?:environment|system\\(?:currentcontrolset|controlset\d+)\\control\\session manager\\environment)$/i;
const LOOSE =
  /^(?:proxyenable|proxyserver|proxyoverride|autoconfigurl|autodetect|proxysettingsperuser|migrateproxy|proxyhttp1\.1)$/i;

type Src = Pick<Source, 'fileName'>;

/** Every scope that the values hold, in their order. */
export function windowsSettings(
  source: Src,
  format: string,
  values: readonly RegistryValue[],
): ProxySettings[] {
  const settings: ProxySettings[] = [];
  for (const group of grouped(values)) {
    const [first] = group;
    if (first === undefined) continue;
    if (INTERNET_SETTINGS.test(first.path)) settings.push(looseValues(source, format, group));
    else if (CONNECTIONS.test(first.path)) settings.push(...connections(source, format, group));
    else if (EXPLORER.test(first.path)) settings.push(locks(source, format, group));
    else if (ENVIRONMENT.test(first.path)) settings.push(...environment(source, format, group));
  }
  return [
    ...settings.filter((one) => one.entries.length > 0 || one.issues.length > 0),
    ...browserRegistry(source, format, values),
  ];
}

function grouped(values: readonly RegistryValue[]): RegistryValue[][] {
  const groups = new Map<string, RegistryValue[]>();
  for (const value of values) {
    const key = `${value.hive}\\${value.path}`.toLowerCase();
    const group = groups.get(key) ?? [];
    group.push(value);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function looseValues(source: Src, format: string, group: readonly RegistryValue[]): ProxySettings {
  const first = group[0];
  const policy = /\\policies\\/i.test(first?.path ?? '');
  const scope = `${first?.hive ?? ''}${policy ? ' policy' : ''}`;
  const builder = new SettingsBuilder(source, format, 'wininet', scope, policy);
  for (const value of group) {
    if (!LOOSE.test(value.name)) continue;
    const key = fullName(value);
    builder.entry(key, textOf(value), value.line);
    const flag = flagOf(value);
    const name = value.name.toLowerCase();
    if (name === 'proxyserver') addServers(builder, textOf(value), key, value.line);
    else if (name === 'proxyoverride') builder.bypass(textOf(value), key, value.line);
    else if (name === 'autoconfigurl' && textOf(value) !== '') builder.pacUrl(textOf(value), key, value.line);
    else if (name === 'proxyenable' || name === 'autodetect') {
      if (flag === undefined)
        builder.issue(
          'not-a-number',
          `${value.name} is not a number; Windows expects 0 or 1.`,
          key,
          value.line,
        );
      else
        builder.set(
          name === 'proxyenable' ? 'manualEnabled' : 'autoDetect',
          builder.located(flag, key, value.line),
        );
    }
  }
  return builder.build();
}

/** Whoever may not open the dialog keeps what is set: worth to know where something has to be changed. */
function locks(source: Src, format: string, group: readonly RegistryValue[]): ProxySettings {
  const builder = new SettingsBuilder(
    source,
    format,
    'wininet',
    `${group[0]?.hive ?? ''} policy Internet Explorer`,
    true,
  );
  for (const value of group)
    if (LOCKS.test(value.name)) builder.entry(fullName(value), textOf(value), value.line);
  return builder.build();
}

function connections(source: Src, format: string, group: readonly RegistryValue[]): ProxySettings[] {
  return group.map((value) => {
    const winhttp = value.name.toLowerCase() === 'winhttpsettings';
    const policy = /\\policies\\|^software\\policies/i.test(value.path);
    const scope = `${value.hive}${policy ? ' policy' : ''} ${value.name}`;
    const builder = new SettingsBuilder(source, format, winhttp ? 'winhttp' : 'wininet', scope, policy);
    const key = fullName(value);
    if (!(value.data instanceof Uint8Array))
      return builder.issue('not-binary', `${value.name} is not a binary value.`, key, value.line).build();
    try {
      const parsed = winhttp
        ? parseWinHttpSettings(value.data, value.name)
        : parseConnectionSettings(value.data, value.name);
      addConnection(builder, parsed, key, value.line);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      builder.issue(error.code, error.message, key, value.line);
    }
    return builder.build();
  });
}

function addConnection(
  builder: SettingsBuilder,
  parsed: ConnectionSettings,
  key: string,
  line: number | null,
): void {
  const { flags } = parsed;
  const on = Object.entries(flags)
    .filter(([, set]) => set)
    .map(([name]) => name);
  builder.entry(`${key}#flags`, on.join(' '), line);
  builder.entry(`${key}#proxy`, parsed.proxy, line);
  builder.entry(`${key}#bypass`, parsed.bypass, line);
  builder.entry(`${key}#pac`, parsed.pacUrl, line);
  builder.set('manualEnabled', builder.located(flags.manual, `${key}#flags`, line));
  builder.set('autoDetect', builder.located(flags.autoDetect, `${key}#flags`, line));
  addServers(builder, parsed.proxy, `${key}#proxy`, line);
  if (parsed.bypass !== '') builder.bypass(parsed.bypass, `${key}#bypass`, line);
  // A URL that is kept while its box is not ticked has no effect.
  if (flags.pac && parsed.pacUrl !== '') builder.pacUrl(parsed.pacUrl, `${key}#pac`, line);
}

function environment(source: Src, format: string, group: readonly RegistryValue[]): ProxySettings[] {
  const builder = new SettingsBuilder(source, format, 'environment', `${group[0]?.hive ?? ''} environment`);
  for (const value of group) {
    if (!/^\w*_proxy$/i.test(value.name)) continue;
    addVariable(builder, value.name, textOf(value), value.line);
  }
  return builder.isEmpty ? [] : [builder.build()];
}
