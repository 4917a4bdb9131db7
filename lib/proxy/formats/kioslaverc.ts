/**
 * KDE's `kioslaverc`. Source: kio src/core/kprotocolmanager.cpp, src/kcms/kio (Proxy Settings). A proxy is written
 * `http://host port`.
 */
import { parseIni } from './ini.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Mode, ServerScheme } from '../types.js';

const TYPES: readonly Mode[] = ['direct', 'manual', 'pac', 'auto-detect', 'environment'];
const SERVERS: Readonly<Record<string, ServerScheme>> = {
  httpProxy: 'http',
  httpsProxy: 'https',
  ftpProxy: 'ftp',
  socksProxy: 'socks',
};

export const kioslaverc: FormatReader = {
  id: 'kioslaverc',
  title: 'KDE kioslaverc',
  store: 'kde',
  source: 'kio src/core/kprotocolmanager.cpp at KF 6.14',
  names: /kioslaverc$/i,
  signatures: [/^\[Proxy Settings\]/m],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'kioslaverc', 'kde', 'user');
    let reversed: { value: boolean; line: number } | undefined;
    for (const { section, key: written, value, line } of parseIni(source)) {
      if (!/^Proxy Settings$/.test(section.replace(/\]\[\$i$/, ''))) continue;
      // `key[$i]` is locked by an administrator, `key[$e]` expands variables.
      const key = written.replace(/\[\$[a-z]+\]$/, '');
      builder.entry(key, value, line);
      const scheme = SERVERS[key];
      const mode = key === 'ProxyType' ? TYPES[Number(value)] : undefined;
      if (scheme !== undefined) builder.server(scheme, value.replace(/ (\d+)$/, ':$1'), key, line);
      else if (mode !== undefined) builder.set('mode', builder.located(mode, key, line));
      else if (key === 'ProxyType')
        builder.issue('bad-value', `ProxyType ${value} is none of 0 to 4.`, key, line);
      else if (key === 'NoProxyFor') builder.bypass(value, key, line);
      else if (key === 'Proxy Config Script' && value !== '') builder.pacUrl(value, key, line);
      else if (key === 'ReversedException') reversed = { value: value.toLowerCase() === 'true', line };
    }
    const bypass = builder.build().bypass;
    if (bypass !== undefined && reversed !== undefined)
      builder.set('bypass', {
        ...bypass,
        reversed: builder.located(reversed.value, 'ReversedException', reversed.line),
      });
    return [builder.build()];
  },
};
