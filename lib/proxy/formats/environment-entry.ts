/**
 * One proxy variable in the settings model, for every source that sets variables (files, the registry, Docker).
 */
import type { SettingsBuilder } from './reader.js';
import type { ServerScheme } from '../types.js';

const SCHEMES: Readonly<Record<string, ServerScheme>> = {
  http_proxy: 'http',
  https_proxy: 'https',
  ftp_proxy: 'ftp',
  all_proxy: 'all',
  socks_proxy: 'socks',
  ws_proxy: 'ws',
};

/** Keeps the variable, and shows it as a server or as the bypass list where it is one. */
export function addVariable(builder: SettingsBuilder, key: string, value: string, line: number | null): void {
  builder.entry(key, value, line);
  const scheme = SCHEMES[key.toLowerCase()];
  if (scheme !== undefined) builder.server(scheme, value, key, line);
  if (/^no_proxy$/i.test(key)) builder.bypass(value, key, line);
}
