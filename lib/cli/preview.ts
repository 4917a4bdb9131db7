/** What an audit is about to look at, for whoever gave no option that says so. */
import type { EvidenceKey } from '../evidence/types.js';
import type { Profile } from '../profile/index.js';
import type { AuditFlags } from './commands/audit-options.js';

/** Options that say what is looked at. */
const telling = [
  'pac',
  'proxy',
  'machine',
  'here',
  'registry',
  'agent',
  'frontEnd',
  'wpad',
  'offline',
  'evidence',
  'only',
  'skip',
  'resolver',
] as const;

/** Undefined where the options say it already. */
export function previewOf(
  flags: AuditFlags,
  { name, distributionServices, dns = {} }: Profile,
  parts: ReadonlySet<EvidenceKey>,
): string | undefined {
  if (telling.some((option) => flags[option] !== undefined)) return undefined;
  const services = distributionServices.map(({ url }) => new URL(url).host);
  const asked = [
    'this system’s resolvers',
    ...(flags.reference === false ? [] : (dns.references ?? []).map((url) => new URL(url).host)),
    ...(dns.authoritative === true && flags.authoritative ? ['the zone’s own servers'] : []),
  ];
  const looked = [
    ...(parts.has('dns') ? [`DNS and DNSSEC of ${name} (${asked.join(', ')})`] : []),
    ...(parts.has('distribution') && services.length > 0 ? [services.join(' and ')] : []),
    ...(flags.env && parts.has('proxySettings') ? ['the proxy variables of this shell'] : []),
    ...(parts.has('hosts') ? ['the hosts file'] : []),
  ];
  return [
    `looking at: ${looked.join('; ')}`,
    'not looked at without an option: this machine (--here), its proxy settings (--proxy FILE), a PAC (--pac FILE), the program (--agent); --offline contacts nothing',
  ].join('\n');
}
