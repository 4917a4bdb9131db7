/**
 * Windows registration files: proxy settings of WinINET and WinHTTP, browser policies, environment variables.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';
import { parseRegFile } from './reg-file.js';
import { windowsSettings } from './windows-proxy.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

export const reg: FormatReader = {
  id: 'reg',
  title: 'Windows registration file (.reg)',
  store: 'wininet',
  source: 'Microsoft KB 310516; layout of DefaultConnectionSettings as observed (undocumented)',
  names: /\.reg$/i,
  signatures: [/^[^\S\n]*(?:Windows Registry Editor Version 5\.00|REGEDIT4)\s*$/m],
  read,
};

function read(source: Source): ProxySettings[] {
  const settings = windowsSettings(source, 'reg', parseRegFile(source));
  // An export without any of the keys is a fact too: nothing is set there.
  return settings.length > 0
    ? settings
    : [new SettingsBuilder(source, 'reg', 'wininet', 'none of the known keys').build()];
}
