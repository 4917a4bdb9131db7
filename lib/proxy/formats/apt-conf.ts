/**
 * apt's configuration: `Acquire::http::Proxy "…";`, the form for one host, and nested blocks. Source: apt.conf(5),
 * apt-transport-http(1), apt-transport-https(1) at apt 2.6.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ServerScheme } from '../types.js';

export const aptConf: FormatReader = {
  id: 'apt-conf',
  title: 'apt.conf',
  store: 'apt',
  source: 'apt.conf(5), apt-transport-http(1) at apt 2.6',
  names: /^apt\.conf$|^\d+.*proxy.*$|^\d\d[\w-]+(?:\.conf)?$/i,
  signatures: [/^[^\S\n]*Acquire\s*(?:::|\{)/im],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'apt-conf', 'apt', 'system');
    for (const { path, value, line } of settingsOf(source)) {
      const found = /^acquire::(https?|ftp)::proxy(?:::([^:]+))?$/i.exec(path);
      if (/^acquire::https?::proxy-auto-detect$/i.test(path))
        builder
          .entry(path, value, line)
          .issue(
            'runs-a-command',
            'apt asks a command for the proxy; what it answers is not known here.',
            path,
            line,
          );
      if (found === null) continue;
      builder.entry(path, value, line);
      builder.server((found[1] ?? 'http').toLowerCase() as ServerScheme, value, path, line, found[2]);
    }
    return [builder.build()];
  },
};

interface AptSetting {
  readonly path: string;
  readonly value: string;
  readonly line: number;
}

/** Tokens of apt.conf(5): names with `::`, quoted values, braces, `;`; comments in the C and shell ways. */
function* settingsOf(source: Source): Generator<AptSetting> {
  const stack: string[] = [];
  let name = '';
  let value: string | undefined;
  let valueLine = 1;
  let inComment = false;
  for (const [index, text] of source.lines.entries()) {
    for (const [token] of text.matchAll(/\/\*|\*\/|\/\/.*|#.*|"(?:[^"])*"|[{};]|[^\s{};"]+/g)) {
      if (inComment) inComment = token !== '*/';
      else if (token === '/*') inComment = true;
      else if (/^(?:\/\/|#)/.test(token)) continue;
      else if (token === '{') {
        stack.push(name);
        name = '';
      } else if (token === '}' || token === ';') {
        if (name !== '' && value !== undefined)
          yield { path: [...stack, name].filter((part) => part !== '').join('::'), value, line: valueLine };
        if (token === '}') stack.pop();
        name = '';
        value = undefined;
      } else if (token.startsWith('"') || (name !== '' && value === undefined)) {
        value = token.replace(/^"|"$/g, '');
        valueLine = index + 1;
      } else name = token;
    }
  }
}
