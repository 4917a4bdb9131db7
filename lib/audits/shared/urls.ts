/** The URLs that a profile is about. */
import type { Profile } from '../../profile/types.js';
import { groupBy } from './group-by.js';

/** `https://HOST:PORT/` for the name and every further bypass host, on every port, in the profile's order. */
export function profileUrls(profile: Profile): readonly string[] {
  const hosts = [profile.name, ...profile.bypassHosts.filter((host) => host !== profile.name)];
  return hosts.flatMap((host) => profile.ports.map((port) => `https://${host}:${port}/`));
}

/** `https://t1c.t1t.io on ports 51983, 51783 and https://localhost on port 51983`: each host once. */
export function describeUrls(urls: readonly string[]): string {
  const hosts = groupBy(urls, (url) => `${new URL(url).protocol}//${new URL(url).hostname}`);
  return [...hosts]
    .map(([host, same]) => `${host} on port${same.length > 1 ? 's' : ''} ${same.map(portOf).join(', ')}`)
    .join(' and ');
}

function portOf(url: string): string {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'http:' ? '80' : '443') : port;
}
