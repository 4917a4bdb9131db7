/**
 * What a certificate chain of the evidence says, for the audits that show it. Pure: validity is held against the time
 * of the evidence, not against a clock.
 */
import type { X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';

const dayMs = 86_400_000;

/** Whether the leaf is for this host: a name by RFC 9525, an address by its bytes. */
export function isForHost(leaf: X509Certificate, host: string): boolean {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  return (
    (ipaddr.isValid(bare) ? leaf.checkIP(bare) : leaf.checkHost(bare, { subject: 'never' })) !== undefined
  );
}

export type Validity =
  | { readonly is: 'valid'; readonly daysLeft: number; readonly until: string }
  | { readonly is: 'expired' | 'not-yet-valid'; readonly from: string; readonly until: string };

/** Validity of the leaf at `at`; dates as `YYYY-MM-DD`. */
export function validityAt(leaf: Pick<X509Certificate, 'validFrom' | 'validTo'>, at: Date): Validity {
  const from = new Date(leaf.validFrom);
  const until = new Date(leaf.validTo);
  const dates = { from: isoDay(from), until: isoDay(until) };
  // A date that OpenSSL calls bad is no time at all: such a certificate is never valid.
  if (!(until.getTime() >= at.getTime())) return { is: 'expired', ...dates };
  if (!(from.getTime() <= at.getTime())) return { is: 'not-yet-valid', ...dates };
  return {
    is: 'valid',
    daysLeft: Math.floor((until.getTime() - at.getTime()) / dayMs),
    until: dates.until,
  };
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);
}

/** Its names, e.g. `ds.example, *.example`, within bounds. */
export function namesOf(leaf: X509Certificate): string {
  const names = (leaf.subjectAltName ?? oneLine(leaf.subject))
    .replaceAll('DNS:', '')
    .replaceAll('IP Address:', '');
  return names.slice(0, 300);
}

/** Who issued a certificate, in one line, e.g. `O=Corp Example, CN=Corp Proxy CA`. */
export function issuerOf(certificate: X509Certificate): string {
  return oneLine(certificate.issuer).slice(0, 300);
}

function oneLine(distinguishedName: string): string {
  return distinguishedName.split('\n').join(', ');
}
