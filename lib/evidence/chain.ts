/**
 * What a certificate chain proves, whoever looks at it: the probe before it sends a key over the session, and the audits
 * later. Pure; dates and names are for those who ask.
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { TlsEvidence } from './tls.js';

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

/** Whether the name and the key of `issuer` are those that signed `certificate`. */
export function isSignedBy(certificate: X509Certificate, issuer: X509Certificate | undefined): boolean {
  try {
    return issuer !== undefined && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A key that cannot be read has signed nothing.
    return false;
  }
}

/** Whether the chain, as far as it is signed, holds one of these keys (pins as in RFC 7469 §2.4). */
export function holdsPin(session: TlsEvidence, pins: readonly string[]): boolean {
  return signedChainOf(session).some((certificate) => pins.includes(pinOf(certificate)));
}

/** SHA-256 of the public key (SPKI), base64: the form of pins (RFC 7469 §2.4). */
export function pinOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64');
}
