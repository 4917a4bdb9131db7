/**
 * A PAC file: recognised, so that a caller hands it to the PAC engine; its code is not read here.
 */
import { SettingsBuilder, type FormatReader } from './reader.js';

export const pacFile: FormatReader = {
  id: 'pac',
  title: 'Proxy auto-configuration file (PAC)',
  store: 'pac',
  source: 'developer.mozilla.org, Proxy Auto-Configuration (PAC) file',
  names: /\.(?:pac|dat)$/i,
  signatures: [/\bFindProxyForURL(?:Ex)?\s*(?:\(|=)/],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'pac', 'pac', 'file');
    const line = source.lines.findIndex((text) => /\bFindProxyForURL/.test(text)) + 1;
    return [
      builder
        .entry('FindProxyForURL', source.fileName, line)
        .pacUrl(source.fileName, 'FindProxyForURL', line)
        .build(),
    ];
  },
};
