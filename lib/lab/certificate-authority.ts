/**
 * A certificate authority of the lab's own: its programs speak TLS, with certificates made afresh each time. Keys are
 * P-256, the certificates those of RFC 5280 that a browser accepts (serverAuth, subjectAltName, key identifiers).
 */
// @peculiar/x509 finds its parts by injection, which needs this first.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const hour = 3_600_000;
const day = 24 * hour;

export interface IssueOptions {
  /** DNS names the certificate is for; the first is its common name. */
  readonly names: readonly string[];
  readonly addresses?: readonly string[];
  /** Validity; default from an hour before the authority's `at` to 90 days after it, or as long as the authority. */
  readonly from?: Date;
  readonly until?: Date;
}

export interface IssuedCertificate {
  /** PEM: the leaf, then the authority's. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly key: string;
}

export interface CertificateAuthority {
  /** PEM of the root: what a program must trust. */
  readonly certificate: string;
  issue(options: IssueOptions): Promise<IssuedCertificate>;
}

export interface AuthorityOptions {
  readonly name: string;
  /** By which it is recognised, e.g. in the list of CAA domains; default: none. */
  readonly organisation?: string;
  /** The time its certificates are valid around; `any`: for programs that have no clock but the machine's. */
  readonly at: Date | 'any';
}

/** As long as a certificate can be: its end is that of one that has none (RFC 5280 §4.1.2.5). */
const ever = { from: new Date(0), until: new Date('9999-12-31T23:59:59Z') };

const around = (at: Date | 'any', beforeMs: number, afterMs: number): { from: Date; until: Date } =>
  at === 'any' ? ever : { from: new Date(at.getTime() - beforeMs), until: new Date(at.getTime() + afterMs) };

/** A fresh root of the given name. */
export async function createAuthority({
  name,
  organisation,
  at,
}: AuthorityOptions): Promise<CertificateAuthority> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await generateKeys();
  const validity = around(at, day, 365 * day);
  const leafValidity = around(at, hour, 90 * day);
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: distinguishedName(name, organisation),
    notBefore: validity.from,
    notAfter: validity.until,
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    certificate: root.toString('pem'),
    async issue({ names, addresses = [], from, until }) {
      const own = await generateKeys();
      const leaf = await x509.X509CertificateGenerator.create({
        subject: distinguishedName(names[0] ?? addresses[0] ?? name),
        issuer: root.subject,
        notBefore: from ?? leafValidity.from,
        notAfter: until ?? leafValidity.until,
        signingAlgorithm: algorithm,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        extensions: [
          new x509.BasicConstraintsExtension(false, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension([
            ...names.map((value) => ({ type: 'dns', value }) as const),
            ...addresses.map((value) => ({ type: 'ip', value }) as const),
          ]),
          await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
          await x509.SubjectKeyIdentifierExtension.create(own.publicKey),
        ],
      });
      const key = await webcrypto.subtle.exportKey('pkcs8', own.privateKey);
      return {
        certificate: `${leaf.toString('pem')}\n${root.toString('pem')}\n`,
        key: x509.PemConverter.encode(key, 'PRIVATE KEY'),
      };
    },
  };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** As a list of parts, so that nothing in a name is read as the syntax of a distinguished name. */
function distinguishedName(name: string, organisation?: string): x509.JsonName {
  return [...(organisation === undefined ? [] : [{ O: [organisation] }]), { CN: [name] }];
}
