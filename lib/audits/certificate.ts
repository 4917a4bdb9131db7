/**
 * What a certificate chain of the evidence says, for the audits that show it. Pure: validity is held against the time
 * of the evidence, not against a clock.
 */
import { createHash, X509Certificate } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { TlsEvidence } from '../evidence/tls.js';

const dayMs = 86_400_000;

/** The certificates, leaf first; those that cannot be parsed end the list. */
export function certificatesOf({ chain }: TlsEvidence): X509Certificate[] {
  const certificates: X509Certificate[] = [];
  for (const der of chain) {
    try {
      certificates.push(new X509Certificate(Buffer.from(der, 'base64')));
    } catch {
      // Evidence may be of any origin: what is no certificate says nothing.
      break;
    }
  }
  return certificates;
}

/**
 * The certificates as far as each is signed by the next. Only of the leaf did the handshake prove that its key is there:
 * what a server sends along, anybody can send along.
 */
export function signedChainOf(session: TlsEvidence): X509Certificate[] {
  const all = certificatesOf(session);
  const end = all.findIndex((certificate, index) => !isSignedBy(certificate, all[index + 1]));
  return end === -1 ? all : all.slice(0, end + 1);
}

function isSignedBy(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  try {
    return issuer !== undefined && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}

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

/** SHA-256 of the public key (SPKI), base64: the form of pins (RFC 7469 §2.4). */
export function pinOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}
