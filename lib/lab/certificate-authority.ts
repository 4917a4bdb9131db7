/**
 * A certificate authority of the lab's own: its programs speak TLS, with certificates made afresh each time. Keys are
 * P-256, the certificates those of RFC 5280 that a browser accepts (serverAuth, subjectAltName, key identifiers).
 */
import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import ipaddr from 'ipaddr.js';
import {
  bitString,
  boolean,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  tagged,
  time,
  utf8String,
} from './der.js';

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
  const keys = await generateKeys();
  const validity = around(at, day, 365 * day);
  const leafValidity = around(at, hour, 90 * day);
  const subject = distinguishedName(name, organisation);
  const root = certificateOf(
    { issuer: subject, subject, ...validity, key: keys.publicKey },
    [
      extension(ids.basicConstraints, true, sequence(boolean(true))),
      // keyCertSign and cRLSign, the sixth and seventh bit.
      extension(ids.keyUsage, true, bitString(Uint8Array.of(0x06), 1)),
      extension(ids.subjectKeyIdentifier, false, octetString(keyIdentifier(keys.publicKey))),
    ],
    keys.privateKey,
  );
  return {
    certificate: root,
    async issue({ names, addresses = [], from, until }) {
      const own = await generateKeys();
      const leaf = certificateOf(
        {
          issuer: subject,
          subject: distinguishedName(names[0] ?? addresses[0] ?? name),
          from: from ?? leafValidity.from,
          until: until ?? leafValidity.until,
          key: own.publicKey,
        },
        [
          extension(ids.basicConstraints, true, sequence()),
          extension(ids.keyUsage, true, bitString(Uint8Array.of(0x80), 7)),
          extension(ids.extendedKeyUsage, false, sequence(objectIdentifier(ids.serverAuth))),
          extension(ids.subjectAltName, false, alternativeNames(names, addresses)),
          extension(ids.authorityKeyIdentifier, false, sequence(tagged(0, keyIdentifier(keys.publicKey)))),
          extension(ids.subjectKeyIdentifier, false, octetString(keyIdentifier(own.publicKey))),
        ],
        keys.privateKey,
      );
      return {
        certificate: `${leaf}\n${root}\n`,
        key: own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

/** Of RFC 5280, RFC 5758 and X.520. */
const ids = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

interface Contents {
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly from: Date;
  readonly until: Date;
  readonly key: KeyObject;
}

/** PEM of a certificate (RFC 5280 §4.1), version 3. */
function certificateOf(
  { issuer, subject, from, until, key }: Contents,
  extensions: readonly Uint8Array[],
  signer: KeyObject,
): string {
  const algorithm = sequence(objectIdentifier(ids.ecdsaWithSha256));
  const toBeSigned = sequence(
    explicit(0, integer(Uint8Array.of(2))),
    integer(randomBytes(16)),
    algorithm,
    issuer,
    sequence(time(from), time(until)),
    subject,
    key.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  );
  const signed = sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, signer)));
  const lines = signed.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----`;
}

function extension(id: string, isCritical: boolean, content: Uint8Array): Buffer {
  return sequence(objectIdentifier(id), ...(isCritical ? [boolean(true)] : []), octetString(content));
}

function alternativeNames(names: readonly string[], addresses: readonly string[]): Buffer {
  return sequence(
    ...names.map((name) => tagged(2, Buffer.from(name, 'latin1'))),
    ...addresses.map((address) => tagged(7, Uint8Array.from(ipaddr.parse(address).toByteArray()))),
  );
}

/** SHA-1 of the key's bits (RFC 5280 §4.2.1.2): those of P-256 are the last 65 octets of its SPKI. */
function keyIdentifier(key: KeyObject): Buffer {
  const spki = key.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(spki.subarray(-65)).digest();
}

const generate = promisify(generateKeyPair);

function generateKeys(): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
  return generate('ec', { namedCurve: 'P-256' });
}

/** As a list of parts, so that nothing in a name is read as the syntax of a distinguished name. */
function distinguishedName(name: string, organisation?: string): Buffer {
  const part = (id: string, text: string): Buffer => set(sequence(objectIdentifier(id), utf8String(text)));
  return sequence(
    ...(organisation === undefined ? [] : [part(ids.organization, organisation)]),
    part(ids.commonName, name),
  );
}
