/** How each signature algorithm is checked with Node's own cryptography: key import, hash, length of a signature. */
import { verify, type KeyObject } from 'node:crypto';
import {
  edwardsKey,
  lengthFlaw,
  p256Key,
  p384Key,
  remembered,
  rsaFlaw,
  rsaKey,
  type KeyFlawOf,
  type KeyImport,
} from './public-key.js';

export interface Scheme {
  readonly number: number;
  readonly mnemonic: string;
  readonly hash: string | null;
  readonly importKey: KeyImport;
  readonly flawOf: KeyFlawOf;
  /** Exact length of a signature; RSA's is the modulus's, which OpenSSL checks. */
  readonly signatureBytes?: number;
}

/** One signature to be checked: key and signature as they stand in DNSKEY and RRSIG. */
export interface Check {
  /** The algorithm's, one of `schemes`. */
  readonly number: number;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
  readonly data: Uint8Array;
}

const rsa = remembered('rsa', rsaKey);
const p256 = remembered('p256', p256Key);
const p384 = remembered('p384', p384Key);
const ed25519 = remembered('ed25519', edwardsKey('Ed25519', 32));
const ed448 = remembered('ed448', edwardsKey('Ed448', 57));

const table: readonly Scheme[] = [
  { number: 5, mnemonic: 'RSASHA1', hash: 'sha1', importKey: rsa, flawOf: rsaFlaw },
  { number: 7, mnemonic: 'RSASHA1-NSEC3-SHA1', hash: 'sha1', importKey: rsa, flawOf: rsaFlaw },
  { number: 8, mnemonic: 'RSASHA256', hash: 'sha256', importKey: rsa, flawOf: rsaFlaw },
  { number: 10, mnemonic: 'RSASHA512', hash: 'sha512', importKey: rsa, flawOf: rsaFlaw },
  {
    number: 13,
    mnemonic: 'ECDSAP256SHA256',
    hash: 'sha256',
    importKey: p256,
    flawOf: lengthFlaw(64),
    signatureBytes: 64,
  },
  {
    number: 14,
    mnemonic: 'ECDSAP384SHA384',
    hash: 'sha384',
    importKey: p384,
    flawOf: lengthFlaw(96),
    signatureBytes: 96,
  },
  {
    number: 15,
    mnemonic: 'ED25519',
    hash: null,
    importKey: ed25519,
    flawOf: lengthFlaw(32),
    signatureBytes: 64,
  },
  {
    number: 16,
    mnemonic: 'ED448',
    hash: null,
    importKey: ed448,
    flawOf: lengthFlaw(57),
    signatureBytes: 114,
  },
];

export const schemes: ReadonlyMap<number, Scheme> = new Map(table.map((scheme) => [scheme.number, scheme]));

const dsaEncoding = 'ieee-p1363';

/** Checks at once, on this thread. What OpenSSL cannot check does not verify. */
export function checkHere({ number, publicKey, signature, data }: Check): boolean {
  const scheme = schemes.get(number);
  const key = scheme && keyFor(scheme, publicKey, signature);
  if (key === undefined) return false;
  try {
    return verify(scheme?.hash, data, { key, dsaEncoding }, signature);
  } catch {
    return false;
  }
}

/** Imports the key on this thread, and checks on Node's thread pool. What OpenSSL cannot check does not verify. */
export function checkOnPool({ number, publicKey, signature, data }: Check): Promise<boolean> {
  const scheme = schemes.get(number);
  const key = scheme && keyFor(scheme, publicKey, signature);
  if (key === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    verify(scheme?.hash, data, { key, dsaEncoding }, signature, (error, holds) => {
      resolve(error === null && holds);
    });
  });
}

function keyFor(scheme: Scheme, publicKey: Uint8Array, signature: Uint8Array): KeyObject | undefined {
  const { signatureBytes = signature.length } = scheme;
  return signature.length === signatureBytes ? scheme.importKey(publicKey) : undefined;
}
