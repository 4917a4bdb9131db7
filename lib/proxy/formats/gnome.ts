/**
 * GNOME's proxy settings: `gsettings list-recursively org.gnome.system.proxy` and `dconf dump /system/proxy/`.
 */
import { gnomeSettings } from './gnome-settings.js';
import { parseIni } from './ini.js';
import type { FormatReader } from './reader.js';

export const gsettings: FormatReader = {
  id: 'gsettings',
  title: 'GNOME gsettings list-recursively',
  store: 'gnome',
  source: 'gsettings(1), org.gnome.system.proxy',
  names: /gsettings/i,
  paths: /^gsettings /i,
  signatures: [/^org\.gnome\.system\.proxy(?:\.\w+)? [\w-]+ \S/m],
  read: (source) => {
    const keys = source.lines.flatMap((text, index) => {
      const found = /^org\.gnome\.system\.proxy(?:\.(\w+))? ([\w-]+) (.*)$/.exec(text);
      return found === null
        ? []
        : [{ child: found[1] ?? '', key: found[2] ?? '', value: found[3] ?? '', line: index + 1 }];
    });
    return [gnomeSettings(source, 'gsettings', keys)];
  },
};

export const dconf: FormatReader = {
  id: 'dconf',
  title: 'GNOME dconf dump or keyfile',
  store: 'gnome',
  source: 'dconf(1), dconf(7)',
  names: /dconf/i,
  paths: /^dconf dump /i,
  signatures: [
    /^\[(?:\/|system\/proxy(?:\/\w{1,8})?)\]\r?\n(?:[\w-]{1,64}=[^\n]{0,4096}\n){0,8}(?:mode|ignore-hosts|autoconfig-url|host)=/m,
  ],
  read: (source) => {
    const keys = parseIni(source).flatMap(({ section, key, value, line }) => {
      const child = section.replace(/^\/$|^(?:\/)?system\/proxy\/?/, '');
      return /^(?:http|https|ftp|socks)?$/.test(child) ? [{ child, key, value, line }] : [];
    });
    return [gnomeSettings(source, 'dconf', keys)];
  },
};
