/**
 * git's configuration: `http.proxy`, and `http.<url>.proxy` for one URL (an empty value there means: no proxy), as
 * a file or as the output of `git config --list`. Source: git-config(1), http.c, urlmatch.c.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';

interface GitEntry {
  /** The URL of `[http "URL"]`; undefined for `[http]`. */
  readonly url: string | undefined;
  readonly section: string;
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

export const gitconfig: FormatReader = {
  id: 'gitconfig',
  title: 'git configuration',
  store: 'git',
  source: 'git-config(1), git http.c at 2.47',
  names: /^\.?gitconfig$/i,
  paths: /(?:^|[\\/])\.?git[\\/]config$|^git config /i,
  signatures: [
    /^[^\S\n]*\[(?:core|http|https|user|remote|url|credential)(?:\s+"[^"\n]*")?\]\s*$/m,
    /^(?:http(?:\.[^\s=]+)?\.proxy|core\.\w+|user\.\w+)=/m,
  ],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'gitconfig', 'git', 'user');
    for (const { section, url, name, value, line } of entriesOf(source)) {
      if (!/^https?$/.test(section) || !/^(?:proxy|noproxy|proxyauthmethod)$/.test(name)) continue;
      const key = url === undefined ? `${section}.${name}` : `${section}.${url}.${name}`;
      builder.entry(key, value, line);
      if (name !== 'proxy') continue;
      // An empty value is a setting here: it switches the proxy off.
      builder.server('all', value === '' ? 'DIRECT' : value, key, line, url);
      if (section === 'https')
        builder.issue(
          'not-a-git-setting',
          'git reads http.proxy for https URLs too; https.proxy is not one of its settings.',
          key,
          line,
        );
    }
    return [builder.build()];
  },
};

function* entriesOf(source: Source): Generator<GitEntry> {
  let section = '';
  let url: string | undefined;
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    const listed = /^([A-Za-z][\w-]*)(?:\.(.*))?\.([A-Za-z][\w-]*)=(.*)$/.exec(text);
    if (listed !== null) {
      const [, name = '', inner, key = '', value = ''] = listed;
      yield { section: name.toLowerCase(), url: inner, name: key.toLowerCase(), value, line };
      continue;
    }
    const header = /^\s*\[([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\]\s*(.*)$/.exec(text);
    if (header !== null) {
      section = (header[1] ?? '').toLowerCase();
      url = header[2]?.replace(/\\(.)/g, '$1');
    }
    const rest = header === null ? text : (header[3] ?? '');
    const pair = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/.exec(rest);
    if (pair !== null)
      yield { section, url, name: (pair[1] ?? '').toLowerCase(), value: cleaned(pair[2] ?? ''), line };
  }
}

/** Comments and quotes of git-config(1), "Values". */
function cleaned(value: string): string {
  let out = '';
  let quoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at] ?? '';
    if (char === '\\') {
      at += 1;
      out += value[at] ?? '';
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '#' || char === ';')) break;
    else out += char;
  }
  return out.trim();
}
