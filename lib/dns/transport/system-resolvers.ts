/**
 * The resolvers this machine is set to ask: /etc/resolv.conf where there is one, what `node:dns` reports
 * elsewhere (Windows, macOS). Limits: per-interface and per-domain resolvers of Windows (NRPT), macOS and
 * systemd-resolved do not show in either.
 */
import { getServers } from 'node:dns';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseServer, type ServerAddress } from './server-address.js';

const resolvConf = '/etc/resolv.conf';
/** resolv.conf(5): the C library reads no more than three. */
const maxServers = 3;
/** What is asked for stands at its head. */
const maxBytes = 65_536;

/** The addresses of the system's resolvers in order of preference; empty where none is set. */
export function systemResolvers(): ServerAddress[] {
  const text = process.platform === 'win32' ? undefined : readIfThere(resolvConf);
  const servers = text === undefined ? [] : parseResolvConf(text);
  return servers.length > 0 ? servers : getServers().map((server) => parseServer(server, 53));
}

/** The `nameserver` lines of a resolv.conf, the first three; lines that name no IP address are passed over. */
export function parseResolvConf(text: string): ServerAddress[] {
  return text
    .split('\n')
    .map((line) => /^nameserver[ \t]+(\S+)/.exec(line)?.[1])
    .filter((host) => host !== undefined && isIP(host) !== 0)
    .slice(0, maxServers)
    .map((host) => parseServer(String(host), 53));
}

function readIfThere(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const bytes = Buffer.alloc(maxBytes);
      return bytes.toString('utf8', 0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
