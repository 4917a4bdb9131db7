/**
 * WSL: `.wslconfig` (Windows side) and `wsl.conf`. Source: learn.microsoft.com/windows/wsl/wsl-config: `autoProxy` (on
 * by default in current versions) copies the Windows proxy into the distribution's environment.
 */
import { parseIni } from './ini.js';
import { SettingsBuilder, type FormatReader } from './reader.js';

export const wsl: FormatReader = {
  id: 'wsl',
  title: 'WSL configuration (.wslconfig, wsl.conf)',
  store: 'wsl',
  source: 'learn.microsoft.com/windows/wsl/wsl-config',
  names: /^\.?wsl(?:config|\.conf)$/i,
  signatures: [/^[^\S\n]*\[(?:wsl2|experimental)\]/im, /^[^\S\n]*autoProxy\s*=/im],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'wsl', 'wsl', 'all distributions');
    for (const { section, key, value, line } of parseIni(source)) {
      if (!/^(?:wsl2|experimental)$/i.test(section)) continue;
      if (!/^(?:autoProxy|networkingMode|initialAutoProxyTimeout)$/i.test(key)) continue;
      builder.entry(`${section}.${key}`, value, line);
      // The Windows settings are taken over as variables; which they are stands elsewhere.
      if (/^autoProxy$/i.test(key))
        builder.set('mode', builder.located(/^true$/i.test(value) ? 'system' : 'environment', key, line));
    }
    return [builder.build()];
  },
};
