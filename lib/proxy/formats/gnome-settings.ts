/**
 * GNOME's `org.gnome.system.proxy` keys as settings, from gsettings or dconf. Schema: gsettings-desktop-schemas,
 * org.gnome.system.proxy. Values are GVariant text.
 */
import { SettingsBuilder } from './reader.js';
import type { Source } from '../text.js';
import type { Mode, ProxySettings } from '../types.js';

export interface GnomeKey {
  /** `` (the schema itself), `http`, `https`, `ftp`, `socks`. */
  readonly child: string;
  readonly key: string;
  /** GVariant text. */
  readonly value: string;
  readonly line: number;
}

const MODES: Readonly<Record<string, Mode>> = { none: 'direct', manual: 'manual', auto: 'pac' };

/** Keys of the schema and its children; what is not set has the schema's default. */
export function gnomeSettings(
  source: Pick<Source, 'fileName'>,
  format: string,
  keys: readonly GnomeKey[],
): ProxySettings {
  const builder = new SettingsBuilder(source, format, 'gnome', 'user');
  const last = new Map(keys.map((one) => [`${one.child}/${one.key}`, one]));
  const name = (one: GnomeKey): string =>
    `org.gnome.system.proxy${one.child === '' ? '' : `.${one.child}`} ${one.key}`;
  for (const one of last.values()) builder.entry(name(one), string(one.value) ?? one.value, one.line);
  const pac = last.get('/autoconfig-url');
  const url = pac === undefined ? '' : (string(pac.value) ?? '');
  const mode = last.get('/mode');
  const known = MODES[string(mode?.value ?? '') ?? ''];
  if (mode !== undefined && known === undefined)
    builder.issue(
      'bad-value',
      `mode ${mode.value} is none of 'none', 'manual', 'auto'.`,
      name(mode),
      mode.line,
    );
  // "auto" without a URL is discovery.
  if (mode !== undefined && known !== undefined)
    builder.set(
      'mode',
      builder.located(known === 'pac' && url === '' ? 'auto-detect' : known, name(mode), mode.line),
    );
  if (pac !== undefined && url !== '') builder.pacUrl(url, name(pac), pac.line);
  for (const scheme of ['http', 'https', 'ftp', 'socks'] as const) {
    const host = last.get(`${scheme}/host`);
    const text = host === undefined ? '' : (string(host.value) ?? '');
    const port = Number((last.get(`${scheme}/port`)?.value ?? '0').replace(/^u?int\d+\s+/, ''));
    const user =
      scheme === 'http' && last.get('http/use-authentication')?.value === 'true'
        ? string(last.get('http/authentication-user')?.value ?? '')
        : undefined;
    if (host !== undefined && text !== '')
      builder.server(
        scheme,
        `${user === undefined || user === '' ? '' : `${user}@`}${text}${port > 0 ? `:${port}` : ''}`,
        name(host),
        host.line,
      );
  }
  const ignore = last.get('/ignore-hosts');
  if (ignore !== undefined)
    builder.bypassItems(
      strings(ignore.value).map((value) => builder.located(value, name(ignore), ignore.line)),
      name(ignore),
      ignore.line,
    );
  return builder.build();
}

/** `'text'` or `"text"`. */
function string(value: string): string | undefined {
  const found = /^\s*(["'])((?:[^\\]|\\.)*)\1\s*$/s.exec(value);
  return found?.[2]?.replace(/\\(.)/g, '$1');
}

/** `['a', 'b']`, `@as []`. */
function strings(value: string): string[] {
  return [...value.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(([, single, double]) =>
    (single ?? double ?? '').replace(/\\(.)/g, '$1'),
  );
}
