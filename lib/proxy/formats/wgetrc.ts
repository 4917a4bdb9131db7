/**
 * GNU Wget's `wgetrc` and `.wgetrc`. Source: wget src/init.c at 1.21.3: `name = value`, names without regard to case,
 * `-` and `_`; a later `no_proxy` adds to an earlier one, an empty one clears it.
 */
import { parseIni, unquote } from './ini.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Located, ServerScheme } from '../types.js';

const SERVERS: Readonly<Record<string, ServerScheme>> = {
  httpproxy: 'http',
  httpsproxy: 'https',
  ftpproxy: 'ftp',
};

export const wgetrc: FormatReader = {
  id: 'wgetrc',
  title: 'GNU Wget configuration (wgetrc)',
  store: 'wget',
  source: 'wget src/init.c at 1.21.3, wget manual "Wgetrc Commands"',
  names: /^\.?wgetrc$/i,
  signatures: [/^[^\S\n]*use_?-?proxy\s*=|^[^\S\n]*(?:https?_proxy|no_proxy)\s+=/im],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'wgetrc', 'wget', 'user');
    let exceptions: Located<string>[] = [];
    for (const { key, value: raw, line } of parseIni(source, { comments: /^\s*#/ })) {
      const name = key.toLowerCase().replace(/[-_]/g, '');
      const value = unquote(raw);
      const scheme = SERVERS[name];
      if (scheme === undefined && !/^(?:useproxy|noproxy|proxyuser|proxypasswd|proxypassword)$/.test(name))
        continue;
      builder.entry(key, value, line);
      if (scheme !== undefined) builder.server(scheme, value, key, line);
      else if (name === 'useproxy')
        builder.set('manualEnabled', builder.located(!/^(?:off|no|0)$/i.test(value), key, line));
      else if (name === 'noproxy')
        exceptions = value === '' ? [] : [...exceptions, builder.located(value, key, line)];
    }
    const [first] = exceptions;
    if (first !== undefined) builder.bypassItems(exceptions, first.origin.key, first.origin.line);
    return [builder.build()];
  },
};
