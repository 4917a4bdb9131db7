/**
 * The text form of a proxy server list in Windows and in Chromium's policies.
 */
import type { SettingsBuilder } from './reader.js';
import type { ServerScheme } from '../types.js';

/** `host:port`, or `http=host:port;https=host:port;socks=host:port` (MSDN, INTERNET_PROXY_INFO). */
export function addServers(builder: SettingsBuilder, text: string, key: string, line: number | null): void {
  const schemes: Readonly<Record<string, ServerScheme>> = {
    http: 'http',
    https: 'https',
    ftp: 'ftp',
    socks: 'socks',
  };
  for (const part of text.split(/[;\s]+/).filter((word) => word !== '')) {
    const found = /^([A-Za-z]+)=(.*)$/.exec(part);
    if (found === null) {
      builder.server('all', part, key, line);
      continue;
    }
    const scheme = schemes[(found[1] ?? '').toLowerCase()];
    if (scheme === undefined)
      builder.issue('unknown-scheme', `No client reads a proxy for "${found[1] ?? ''}".`, key, line);
    else builder.server(scheme, found[2] ?? '', key, line);
  }
}
