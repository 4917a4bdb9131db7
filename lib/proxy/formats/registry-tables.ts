/**
 * Registry values in the forms other than `.reg`: the output of `reg query`, and group policy (`registry.pol`, the
 * text of LGPO.exe). All give the same values to windows-proxy.ts.
 */
import { SettingsBuilder, unreadable, type FormatReader } from './reader.js';
import { parsePol } from './registry-pol.js';
import { splitKey, type RegistryValue } from './registry-values.js';
import { windowsSettings } from './windows-proxy.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

function settingsOf(source: Source, format: string, values: readonly RegistryValue[]): ProxySettings[] {
  const settings = windowsSettings(source, format, values);
  return settings.length > 0
    ? settings
    : [new SettingsBuilder(source, format, 'wininet', 'none of the known keys').build()];
}

export const regQuery: FormatReader = {
  id: 'reg-query',
  title: 'Output of reg query',
  store: 'wininet',
  source: 'Microsoft: reg query',
  names: /reg-?query/i,
  paths: /^reg(?:\.exe)? query /i,
  signatures: [
    /^[ \t]{1,8}\S[^\n]{0,255}(?: {4}|\t)REG_(?:SZ|DWORD|BINARY|EXPAND_SZ|MULTI_SZ|QWORD|NONE)(?: {4}|\t|$)/m,
  ],
  read: (source) => settingsOf(source, 'reg-query', parseQuery(source)),
};

export function parseQuery(source: Source): RegistryValue[] {
  const values: RegistryValue[] = [];
  let key: { hive: string; path: string } | undefined;
  for (const [index, line] of source.lines.entries()) {
    if (line.startsWith('HKEY_')) {
      key = splitKey(line.trim());
      continue;
    }
    const found = /^[ \t]+(\S.*?)(?: {4}|\t)(REG_[A-Z_]+)(?:(?: {4}|\t)(.*))?$/.exec(line);
    if (found === null || key === undefined) continue;
    const [, name = '', type = '', data = ''] = found;
    values.push({ ...key, name, data: typed(type, data, source, index + 1), line: index + 1 });
  }
  return values;
}

function typed(type: string, data: string, source: Source, line: number): string | number | Uint8Array {
  if (type === 'REG_DWORD') {
    if (!/^0x[0-9a-fA-F]{1,8}$/.test(data.trim()))
      throw unreadable(source, 'bad-registry-value', `${data} is no REG_DWORD.`, line);
    return Number.parseInt(data, 16);
  }
  if (type !== 'REG_BINARY') return data;
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(data.trim()))
    throw unreadable(source, 'bad-registry-value', 'the value is not a row of hexadecimal bytes.', line);
  return Uint8Array.from(data.trim().match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export const registryPol: FormatReader = {
  id: 'registry-pol',
  title: 'Group policy: registry.pol, or the text of LGPO.exe',
  store: 'wininet',
  source: 'Microsoft: Registry Policy File Format; LGPO.exe /parse',
  names: /registry\.pol$|lgpo/i,
  signatures: [
    /^(?:Computer|User)[^\n]{0,64}\r?\n(?:SOFTWARE|Software)\\[^\n]{0,512}\n[^\n]{0,512}\n(?:SZ|DWORD|EXSZ|DELETE|DELETEALLVALUES|MULTISZ)/m,
  ],
  magic: ['PReg'],
  read: (source) => settingsOf(source, 'registry-pol', source.binary ? parsePol(source) : parseLgpo(source)),
};

/** `Computer` or `User`, key, value name, `TYPE:data`; blank lines and `;` between. */
export function parseLgpo(source: Source): RegistryValue[] {
  const lines = source.lines
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith(';'));
  const values: RegistryValue[] = [];
  for (let at = 0; at + 3 < lines.length; at += 4) {
    const [who, path, name, data] = lines.slice(at, at + 4);
    if (who === undefined || path === undefined || name === undefined || data === undefined) break;
    if (!/^(Computer|User)\b/.test(who.text))
      throw unreadable(
        source,
        'bad-policy-text',
        `expected Computer or User, found ${JSON.stringify(who.text.slice(0, 40))}.`,
        who.line,
      );
    const [type = '', ...rest] = data.text.split(':');
    const text = rest.join(':');
    if (!/^(?:SZ|EXSZ|MULTISZ|DWORD)$/.test(type)) continue;
    values.push({
      hive: who.text.startsWith('Computer') ? 'HKLM' : 'HKCU',
      path: path.text,
      name: name.text,
      data: type === 'DWORD' ? Number(text) : text,
      line: data.line,
    });
  }
  return values;
}
