/**
 * Firefox's preference files: `prefs.js`, `user.js`, and autoconfig files (`*.cfg`) with lockPref and defaultPref. Only
 * calls with literal arguments are read; nothing is run.
 */
import { firefoxPrefs, type Pref } from './firefox-settings.js';
import type { FormatReader } from './reader.js';
import type { ProxySettings } from '../types.js';
import type { Source } from '../text.js';

const CALL =
  /^\s*(user_pref|pref|lockPref|lock_pref|defaultPref|sticky_pref)\s{0,8}\(\s{0,8}(["'])(network\.proxy\.[\w.]{1,64})\2\s{0,8},/;

/** The second argument of a call that ends on its line; undefined for anything longer. */
function argumentOf(line: string, start: number): string | undefined {
  const rest = line.slice(start).trim();
  const close = rest.lastIndexOf(')');
  const tail = rest.slice(close + 1).trim();
  if (close === -1 || (tail !== '' && tail !== ';' && !/^;?\s*\/\//.test(tail))) return undefined;
  return rest.slice(0, close).trim();
}

export const firefoxPreferences: FormatReader = {
  id: 'firefox-prefs',
  title: 'Firefox prefs.js, user.js or autoconfig file',
  store: 'firefox',
  source: 'Firefox 153 modules/libpref, support.mozilla.org autoconfig',
  names: /^(?:prefs|user|autoconfig|mozilla)\.(?:js|cfg)$|\.cfg$/i,
  signatures: [/^[^\S\n]*(?:user_pref|pref|lockPref|lock_pref|defaultPref)\s*\(/m],
  read,
};

/** Locked preferences are an administrator's, and are settings of their own. */
function read(source: Source): ProxySettings[] {
  const own: Pref[] = [];
  const locked: Pref[] = [];
  const unread: number[] = [];
  for (const [index, line] of source.lines.entries()) {
    const found = CALL.exec(line);
    if (found === null) {
      if (/pref\s*\(\s*["']network\.proxy\./i.test(line)) unread.push(index + 1);
      continue;
    }
    const value = literal(argumentOf(line, found[0].length) ?? '');
    if (value === undefined) {
      unread.push(index + 1);
      continue;
    }
    const name = found[3] ?? '';
    ((found[1] ?? '').startsWith('lock') ? locked : own).push({ name, value, key: name, line: index + 1 });
  }
  const settings = [
    ...(locked.length > 0 ? [firefoxPrefs(source, 'firefox-prefs', 'locked', true, locked)] : []),
    ...(own.length > 0 || locked.length === 0
      ? [firefoxPrefs(source, 'firefox-prefs', 'user', false, own)]
      : []),
  ];
  const [first, ...rest] = settings;
  if (first === undefined) return [];
  const issues = unread.map((line) => ({
    code: 'not-a-literal',
    message: 'The value is computed; it is not read here.',
    origin: { file: source.fileName, line, key: 'network.proxy' },
  }));
  return [{ ...first, issues: [...first.issues, ...issues] }, ...rest];
}

function literal(text: string): string | number | boolean | undefined {
  if (/^-?[0-9]+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  const string = /^(["'])((?:[^\\\r\n]|\\.)*)\1$/.exec(text);
  return string?.[2]?.replace(/\\(.)/g, '$1');
}
