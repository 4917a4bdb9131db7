/**
 * Where a machine with automatic detection on would look for a PAC by DNS: `wpad` in each of its search domains and in
 * the domains above (draft-ietf-wrec-wpad-01 §4.4.2). DHCP option 252, which comes first, cannot be asked for by a normal
 * user. Nothing is looked up here.
 */
import { readText } from './source.js';

/** More search domains than this are not followed: resolv.conf(5) knew six for decades. */
const maxSearchDomains = 6;

/** Second-level names under which a country registers its domains: `wpad.co.uk` would be a stranger's. */
const registryLabels: ReadonlySet<string> = new Set([
  'ac',
  'co',
  'com',
  'edu',
  'gov',
  'gob',
  'go',
  'mil',
  'ne',
  'net',
  'nom',
  'or',
  'org',
  'sch',
]);

/** `http://wpad.DOMAIN/wpad.dat` for each domain and those above it, up to the one that somebody registered. */
export function wpadUrls(searchDomains: readonly string[]): readonly string[] {
  const hosts = searchDomains.slice(0, maxSearchDomains).flatMap((domain) => {
    const labels = domain.toLowerCase().replace(/\.$/, '').split('.');
    if (!labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label))) return [];
    const [top = '', second = ''] = [...labels].reverse();
    const registered = top.length === 2 && registryLabels.has(second) ? 3 : 2;
    const steps = Math.max(0, labels.length - registered + 1);
    return Array.from({ length: steps }, (_, step) => `wpad.${labels.slice(step).join('.')}`);
  });
  return [...new Set(hosts)].map((host) => `http://${host}/wpad.dat`);
}

/** The search domains of this machine: resolv.conf(5), and on Windows the domain that it joined. */
export async function searchDomains(
  env: Readonly<Record<string, string | undefined>>,
  read: (path: string) => Promise<string> = readText,
): Promise<readonly string[]> {
  const joined = env['USERDNSDOMAIN'];
  const text = await read('/etc/resolv.conf').catch(() => '');
  // The last of `search` and `domain` counts.
  const [, configured = ''] = [...text.matchAll(/^[ \t]*(?:search|domain)[ \t]+(.*)$/gm)].at(-1) ?? [];
  return [
    ...(joined === undefined || joined === '' ? [] : [joined]),
    ...configured.split(/\s+/).filter((domain) => domain !== '' && domain !== '.'),
  ];
}
