/**
 * curl's `.curlrc` (`--config`). Source: curl(1), src/tool_parsecfg.c: an option and its value on a line, separated
 * by a blank, `=` or `:`; quotes with backslash escapes.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { ServerScheme } from '../types.js';

const SERVERS: Readonly<Record<string, ServerScheme>> = {
  proxy: 'all',
  x: 'all',
  preproxy: 'socks',
  socks5: 'socks',
  'socks5-hostname': 'socks',
  socks4: 'socks',
  socks4a: 'socks',
};

export const curlrc: FormatReader = {
  id: 'curlrc',
  title: 'curl configuration (.curlrc)',
  store: 'curl',
  source: 'curl(1), curl src/tool_parsecfg.c at 8.18.0',
  names: /^[._]?curlrc$/i,
  signatures: [
    /^[^\S\n]{0,8}-{0,2}(?:proxy|noproxy|socks5|socks5-hostname|preproxy)[ \t]{0,8}[\s=:][ \t]{0,8}"?[\w.*:/[]/m,
  ],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'curlrc', 'curl', 'user');
    for (const [index, text] of source.lines.entries()) {
      const line = index + 1;
      const trimmed = text.trim();
      const key = /^(?:--?)?([A-Za-z0-9][\w-]{0,63})(?=[\s=:]|$)/.exec(trimmed)?.[1];
      if (key === undefined) continue;
      const raw = trimmed
        .slice(trimmed.indexOf(key) + key.length)
        .trimStart()
        .replace(/^[=:]\s*/, '');
      const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(raw);
      const value =
        quoted === null ? (raw.split(/\s/, 1)[0] ?? '') : (quoted[1] ?? '').replace(/\\(.)/g, '$1');
      const scheme = SERVERS[key];
      if (scheme === undefined && !/^(?:noproxy|proxy-.*|U)$/.test(key)) continue;
      builder.entry(key === 'U' ? 'proxy-user' : key, value, line);
      if (key === 'noproxy') builder.bypass(value, key, line);
      else if (scheme !== undefined) builder.server(scheme, value, key, line);
    }
    return [builder.build()];
  },
};
