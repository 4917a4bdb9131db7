/**
 * Package managers of JavaScript and Python: `.npmrc` (npm, pnpm), `.yarnrc` and `.yarnrc.yml`, `pip.conf`. Sources: npm
 * config definitions at npm 11, pnpm.io/npmrc, yarnpkg.com/configuration, pip configuration at 24.
 */
import { parseIni, unquote } from './ini.js';
import { firstWord } from './lines.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings, ServerScheme, Store } from '../types.js';

/** Their keys for a server, in lower case. */
const SERVERS: Readonly<Record<string, ServerScheme>> = {
  proxy: 'http',
  'http-proxy': 'http',
  'https-proxy': 'https',
  httpproxy: 'http',
  httpsproxy: 'https',
};

function settings(
  source: Source,
  format: string,
  store: Store,
  pairs: readonly { key: string; value: string; line: number }[],
): ProxySettings {
  const builder = new SettingsBuilder(source, format, store, 'user');
  for (const { key, value, line } of pairs) {
    const name = key.toLowerCase().replaceAll('_', '-');
    const scheme = SERVERS[name];
    if (scheme === undefined && !/^no-?proxy$/.test(name)) continue;
    builder.entry(key, value, line);
    if (value.includes('${'))
      builder.issue('unresolved-reference', 'The value refers to an environment variable.', key, line);
    if (scheme === undefined) builder.bypass(value, key, line);
    else if (!/^(?:null|false)$/.test(value)) builder.server(scheme, value, key, line);
  }
  return builder.build();
}

export const npmrc: FormatReader = {
  id: 'npmrc',
  title: 'npm or pnpm configuration (.npmrc)',
  store: 'npm',
  source: '@npmcli/config definitions at npm 11',
  names: /npmrc$/i,
  signatures: [/^[^\S\n]*(?:https-proxy|noproxy|no-proxy|strict-ssl|registry)\s*=/m],
  read: (source) => [
    settings(
      source,
      'npmrc',
      'npm',
      parseIni(source).map((one) => ({ ...one, value: unquote(one.value) })),
    ),
  ],
};

export const yarnrc: FormatReader = {
  id: 'yarnrc',
  title: 'Yarn configuration (.yarnrc, .yarnrc.yml)',
  store: 'yarn',
  source: 'yarnpkg.com/configuration/yarnrc, Yarn 1 and 4',
  names: /^\.yarnrc(?:\.yml)?$/i,
  signatures: [
    /^[^\S\n]*"?(?:https-proxy|httpProxy|httpsProxy)"?(?::\s*|\s+)"/m,
    /^(?:httpProxy|httpsProxy):\s/m,
  ],
  read: (source) => {
    const pairs = source.lines.flatMap((text, index) => {
      const { word, rest } = firstWord(text);
      return word === '' || word.startsWith('#') || rest === ''
        ? []
        : [{ key: unquote(word.replace(/:$/, '')), value: unquote(rest), line: index + 1 }];
    });
    return [settings(source, 'yarnrc', 'yarn', pairs)];
  },
};

export const pip: FormatReader = {
  id: 'pip',
  title: 'pip configuration (pip.conf, pip.ini)',
  store: 'pip',
  source: 'pip.pypa.io/en/stable/topics/configuration at 24',
  names: /^pip\.(?:conf|ini)$/i,
  signatures: [
    /^\[(?:global|install|download)\]\r?\n(?:[^[\n]{0,512}\n){0,16}?[^\S\n]{0,8}(?:proxy|index-url|trusted-host|timeout)[^\S\n]{0,8}[=:]/m,
  ],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'pip', 'pip', 'user');
    for (const { section, key, value, line } of parseIni(source, { separators: '=:' })) {
      if (key !== 'proxy') continue;
      builder.entry(`${section}.${key}`, value, line);
      builder.server('all', value, `${section}.${key}`, line);
    }
    return [builder.build()];
  },
};
