/** The certificates that TLS sessions in the evidence showed: the program's own, and those of the Distribution Services. */
import type { X509Certificate } from 'node:crypto';
import type { Evidence } from '../../../evidence/types.js';
import type { TlsEvidence } from '../../../evidence/tls.js';
import { certificatesOf } from '../../../evidence/chain.js';

export interface SeenCertificate {
  /** The host that the zone knows it by. */
  readonly host: string;
  /** How a report calls the place. */
  readonly place: string;
  /** The leaf. */
  readonly certificate: X509Certificate;
}

/** The leaf of each session (`name`: the program's own), where it can be read; what cannot is the question of other audits. */
export function seenCertificates(evidence: Evidence, name: string): readonly SeenCertificate[] {
  const programs = (evidence.agent?.ports ?? []).map(({ port, tls }) => ({
    host: name,
    place: `https://${name}:${port}`,
    session: tls,
  }));
  const services = (evidence.distribution?.services ?? []).flatMap(({ url, requests }) =>
    requests.map(({ probe }) => ({
      host: new URL(url).hostname,
      place: url,
      session: probe.tls?.session,
    })),
  );
  const seen = [...programs, ...services].flatMap(({ session, ...where }) => leafOf(session, where));
  return seen.filter(
    (one, index) =>
      seen.findIndex(
        ({ place, certificate }) =>
          place === one.place && certificate.fingerprint256 === one.certificate.fingerprint256,
      ) === index,
  );
}

function leafOf(
  session: TlsEvidence | undefined,
  where: { readonly host: string; readonly place: string },
): SeenCertificate[] {
  const [certificate] = session === undefined ? [] : certificatesOf(session);
  return certificate === undefined ? [] : [{ ...where, certificate }];
}
