/** What each cause in DNS is called: facts, by the message or by the code of the reason. */
import type { Finding } from '../audits/finding.js';
import { factOf, word, type CauseContext, type Told } from './row.js';

const resolverTitles: Readonly<Record<string, string>> = {
  'dns/outage:refuses-all': 'refuses every question',
  'dns/outage:fails-all': 'fails at every question',
  'dns/outage:denies-all': 'says of every name that it does not exist',
  'dns/outage:silent-for-name': 'answers for other names and not for {name}',
  'dns/outage:fails-for-name': 'fails at every question about {name}, and resolves others',
  'dns/blocklist:blocked': 'blocks {name}: a filter answers',
  'dns/blocklist:name-denied': 'denies the whole name {name}: a filter answers',
  'dns/blocklist:redirected': 'sends {name} elsewhere: it has another address in the zone’s place',
  'dns/rebinding-protection:filtered':
    'takes the address of {name} away: rebinding protection, a filter of loopback addresses',
  'dns/rebinding-protection:probably':
    'takes the address of {name} away, as rebinding protection (a filter of loopback addresses) does',
  'dnssec/resolver-validates:vouches-for-bogus':
    'vouches (AD) for an address of {name} that does not validate',
};

export function ofResolver({ finding }: Told, { profile }: CauseContext): string {
  const fact = resolverTitles[finding.id]?.replace('{name}', profile.name);
  return fact === undefined ? factOf(finding) : `The resolver ${word(finding.subject)} ${fact}`;
}

/** What is wrong with a zone, by the code of the reason; `{zone}` is the zone at fault. */
const zoneTitles: Readonly<Record<string, string>> = {
  'signature-expired': 'The signatures of the zone {zone} have ended',
  'signature-not-yet-valid': 'The signatures of the zone {zone} are not valid yet',
  'ds-mismatch': 'No DS at the parent fits a key of the zone {zone}',
  'opt-out': 'The zone {zone} is not signed',
  'unsigned-delegation': 'The zone {zone} is not signed',
  'signed-without-ds': 'The parent has no DS for the zone {zone}, which is signed',
  'signature-invalid': 'A signature of the zone {zone} does not fit its data',
  'signature-missing': 'Records of the zone {zone} carry no signature',
  'denial-unsound': 'The proof of the zone {zone} that a record is not there does not hold',
};

export const zoneWithoutDot = ({ zone }: Finding): string =>
  zone === '.' ? 'the root' : word(zone).replace(/\.$/, '');

export function ofZone({ finding, data }: Told): string {
  const title = zoneTitles[word(finding.code)]?.replace('{zone}', zoneWithoutDot(finding));
  return title ?? (data['reason'] === undefined ? factOf(finding) : word(data['reason']));
}

const recordTitles: Readonly<Record<string, string>> = {
  'dns/address-expected:record-elsewhere':
    'The zone itself points {name} at another host: its {type} record is {addresses}',
  'dns/address-expected:record-extra':
    'The zone itself gives {name} a further address, on another host: {extra}',
  'dns/address-expected:no-record': 'The zone has no {type} record for {name}',
  'dns/address-expected:no-name': 'The zone has no name {name}',
  'dns/address-expected:missing-address': 'The {type} records of {name} leave out {missing}',
  'dns/address-expected:other-loopback':
    '{name} is {addresses}: loopback, and not where the program listens ({expected})',
  'dns/os-resolver:other-loopback':
    'This system takes {name} for {addresses}: loopback, and not where the program listens',
  'dns/hosts-file:masked': 'The hosts file gives {name} the address of another host, {address}',
  'dns/hosts-file:conflict': 'The hosts file gives {name} different addresses: {addresses}',
  'dns/hosts-file:other-loopback':
    'The hosts file gives {name} the address {address}: loopback, and not where the program listens',
  'dns/localhost:hosts-elsewhere':
    'The hosts file gives localhost an address that is not on this device, {address}',
  'dns/cname:alias-elsewhere': '{name} is an alias into a zone that somebody else runs: {target}',
  'dns/cname:loop': '{name} is an alias that leads back to itself',
};

export function ofRecord({ finding, data }: Told, { profile }: CauseContext): string {
  const values: Told['data'] = { name: profile.name, ...data };
  return (
    recordTitles[finding.id]?.replace(/\{(\w+)\}/g, (_, key: string) => word(values[key])) ?? factOf(finding)
  );
}
