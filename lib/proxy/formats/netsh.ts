/**
 * `netsh winhttp show proxy`, `netsh winhttp dump`, and `show advproxy` (Windows 11). The labels of the first are in the
 * system's language, so it is read by its shape: two lines of label, colon, value.
 */
import { parseBoundedJson } from '../../json-depth.js';
import { pairOf } from './lines.js';
import { SettingsBuilder, unreadable, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';
import { addServers } from './windows-servers.js';

export const netsh: FormatReader = {
  id: 'netsh-winhttp',
  title: 'netsh winhttp show proxy, show advproxy, dump',
  store: 'winhttp',
  source: 'Microsoft: netsh winhttp',
  names: /netsh|winhttp/i,
  paths: /^netsh /i,
  signatures: [
    /^[^\S\n]*"ProxyBypass"\s*:/m,
    /WinHTTP[^\n]{0,80}:[^\S\n]{0,8}\r?\n[^\S\n]{0,8}\r?\n[ \t]{1,8}\S/i,
    /^[^\S\n]*(?:pushd|netsh) winhttp/m,
    /^[^\S\n]*(?:set|reset) (?:adv)?proxy\b/m,
  ],
  read: (source) => [
    /^[^\S\n]*(?:set|reset) (?:adv)?proxy\b|netsh winhttp set/m.test(source.text)
      ? fromDump(source)
      : fromShow(source),
  ],
};

function builderFor(source: Source, scope = 'machine'): SettingsBuilder {
  return new SettingsBuilder(source, 'netsh-winhttp', 'winhttp', scope);
}

/** `set proxy proxy-server="…" bypass-list="…"`, `reset proxy`, `set advproxy … settings={json}`; the last one counts. */
function fromDump(source: Source): ProxySettings {
  let builder = builderFor(source);
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    if (/^\s*(?:netsh winhttp )?reset (?:adv)?proxy\b/.test(text))
      builder = builderFor(source)
        .set('manualEnabled', builder.located(false, 'reset proxy', line))
        .entry('reset proxy', '', line);
    const set = /^\s*(?:netsh winhttp )?set proxy\s+(.*)$/.exec(text);
    if (set !== null) {
      builder = builderFor(source);
      const words = set[1] ?? '';
      const [server, bypass] = [argument(words, 'proxy-server', 0), argument(words, 'bypass-list', 1)];
      builder
        .entry('proxy-server', server, line)
        .entry('bypass-list', bypass, line)
        .set('manualEnabled', builder.located(server !== '', 'proxy-server', line));
      addServers(builder, server, 'proxy-server', line);
      if (bypass !== '') builder.bypass(bypass, 'bypass-list', line);
    }
    const advanced = /^\s*(?:netsh winhttp )?set advproxy\b(.*?)settings=(\{.*\})/.exec(text);
    if (advanced !== null)
      builder = fromJson(
        source,
        advanced[2] ?? '',
        line,
        /setting-scope=user/i.test(advanced[1] ?? '') ? 'user' : 'machine',
      );
  }
  return builder.build();
}

/** By name, or by position as netsh allows. */
function argument(words: string, name: string, position: number): string {
  const named = new RegExp(`${name}\\s*=\\s*(?:"([^"]*)"|(\\S+))`).exec(words);
  if (named !== null) return named[1] ?? named[2] ?? '';
  const bare = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
  return bare.some((word) => word.includes('=')) && position > 0
    ? ''
    : (bare[position] ?? '').includes('proxy-server=')
      ? ''
      : (bare[position] ?? '');
}

/** WINHTTP advproxy: {"Proxy":"…","ProxyBypass":"…","AutoconfigUrl":"…","AutoDetect":false}. */
function fromJson(source: Source, json: string, line: number, scope?: string): SettingsBuilder {
  const builder = builderFor(source, scope);
  let parsed: unknown;
  try {
    parsed = parseBoundedJson(json.replace(/\\"/g, '"'));
  } catch (cause) {
    throw unreadable(source, 'bad-json', 'the settings of advproxy are not JSON.', line, cause);
  }
  const fields = new Map(
    Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}).map(
      ([key, value]: [string, unknown]) => [key.toLowerCase(), value],
    ),
  );
  const text = (key: string): string => {
    const value = fields.get(key);
    return typeof value === 'string' ? value : '';
  };
  for (const [key, value] of fields)
    builder.entry(key, typeof value === 'string' ? value : JSON.stringify(value), line);
  addServers(builder, text('proxy'), 'Proxy', line);
  if (text('proxybypass') !== '') builder.bypass(text('proxybypass'), 'ProxyBypass', line);
  if (text('autoconfigurl') !== '') builder.pacUrl(text('autoconfigurl'), 'AutoconfigUrl', line);
  const enabled = fields.get('proxyisenabled');
  if (typeof enabled === 'boolean')
    builder.set('manualEnabled', builder.located(enabled, 'ProxyIsEnabled', line));
  const detect = fields.get('autodetect');
  if (typeof detect === 'boolean') builder.set('autoDetect', builder.located(detect, 'AutoDetect', line));
  return builder;
}

/** The first `label : value` line is the server, the second the list; no such line means direct. */
function fromShow(source: Source): ProxySettings {
  const [open, close] = [source.text.indexOf('{'), source.text.lastIndexOf('}')];
  if (open !== -1 && close > open && source.text.includes('"Proxy"')) {
    const line = source.text.slice(0, open).split('\n').length;
    return fromJson(source, source.text.slice(open, close + 1), line).build();
  }
  const builder = builderFor(source);
  const values = source.lines
    .map((text, index) => ({ found: /^\s/.test(text) ? pairOf(text, ':') : undefined, line: index + 1 }))
    .flatMap(({ found, line }) =>
      found === undefined || found.value === '' ? [] : [{ value: found.value, line }],
    );
  const [server, bypass] = values;
  if (server === undefined)
    return builder
      .set('manualEnabled', builder.located(false, 'direct access', firstIndented(source)))
      .entry('direct access', '', firstIndented(source))
      .build();
  builder
    .entry('Proxy Server(s)', server.value, server.line)
    .set('manualEnabled', builder.located(true, 'Proxy Server(s)', server.line));
  addServers(builder, server.value, 'Proxy Server(s)', server.line);
  if (bypass !== undefined) {
    builder.entry('Bypass List', bypass.value, bypass.line);
    // "(none)" in any language is in brackets.
    if (!/^\(.*\)$/.test(bypass.value)) builder.bypass(bypass.value, 'Bypass List', bypass.line);
  }
  return builder.build();
}

function firstIndented(source: Source): number | null {
  const index = source.lines.findIndex((line) => /^\s+\S/.test(line));
  return index === -1 ? null : index + 1;
}
