/**
 * Docker: the daemon's `daemon.json` (23.0 and later) and the client's `~/.docker/config.json`, whose proxies become
 * environment variables of containers, in both cases of letters. Source: docs.docker.com (daemon proxy, CLI proxy).
 */
import { addVariable } from './environment-entry.js';
import { parseJson, type JsonValue } from './json.js';
import { SettingsBuilder, type FormatReader } from './reader.js';
import type { Source } from '../text.js';
import type { ProxySettings } from '../types.js';

export const dockerDaemon: FormatReader = {
  id: 'docker-daemon',
  title: 'Docker daemon.json',
  store: 'docker-daemon',
  source: 'docs.docker.com/engine/daemon/proxy, Docker 23 to 28',
  names: /^daemon\.json$/i,
  signatures: [/"(?:http-proxy|https-proxy|no-proxy)"\s*:/],
  read: (source) => {
    const builder = new SettingsBuilder(source, 'docker-daemon', 'docker-daemon', 'daemon');
    for (const [key, { value, line }] of parseJson(source).members?.get('proxies')?.members ?? []) {
      if (typeof value !== 'string') continue;
      builder.entry(`proxies.${key}`, value, line);
      if (key === 'no-proxy') builder.bypass(value, `proxies.${key}`, line);
      else if (key === 'http-proxy' || key === 'https-proxy')
        builder.server(key === 'http-proxy' ? 'http' : 'https', value, `proxies.${key}`, line);
    }
    return [builder.build()];
  },
};

const VARIABLES: Readonly<Record<string, string>> = {
  httpProxy: 'HTTP_PROXY',
  httpsProxy: 'HTTPS_PROXY',
  ftpProxy: 'FTP_PROXY',
  noProxy: 'NO_PROXY',
  allProxy: 'ALL_PROXY',
};

export const dockerClient: FormatReader = {
  id: 'docker-client',
  title: 'Docker client config.json',
  store: 'environment',
  source: 'docs.docker.com/engine/cli/proxy',
  names: /^config\.json$/i,
  signatures: [/"(?:httpProxy|httpsProxy|noProxy)"\s*:/, /"(?:auths|credsStore|currentContext)"\s*:/],
  read,
};

/** What a client that asks its own daemon takes: `default` where there is one. */
function isDefault(
  [host]: readonly [string, JsonValue],
  _index: number,
  all: readonly (readonly [string, JsonValue])[],
): boolean {
  return host === 'default' || !all.some(([other]) => other === 'default');
}

function read(source: Source): ProxySettings[] {
  const proxies = parseJson(source).members?.get('proxies')?.members ?? new Map<string, JsonValue>();
  // The proxies of one host stand before those of `default` when its daemon is asked; which is, is not in the file.
  const settings = [...proxies].filter(isDefault).map(([host, { members }]) => {
    const builder = new SettingsBuilder(source, 'docker-client', 'environment', `containers of ${host}`);
    for (const [key, { value, line }] of members ?? []) {
      const variable = VARIABLES[key];
      if (variable === undefined || typeof value !== 'string') continue;
      addVariable(builder, variable, value, line);
      builder.entry(variable.toLowerCase(), value, line);
    }
    return builder.build();
  });
  return settings.length > 0
    ? settings
    : [new SettingsBuilder(source, 'docker-client', 'environment', 'containers').build()];
}
