/**
 * The signature algorithms of DNSSEC, a row each: all that is particular to one, from its key to its name for people. Checked
 * with Node's own cryptography. Limits: an algorithm without a row is not verified; its zones count as unsigned.
 */
import { verify, type KeyObject } from 'node:crypto';
import {
  ecdsaKey,
  edwardsKey,
  fixedLength,
  p256Key,
  remembered,
  rsaBits,
  rsaFlaw,
  rsaKey,
  type KeyFlawOf,
} from './public-key.js';

type RememberedImport = ReturnType<typeof remembered>;

export interface Scheme {
  readonly number: number;
  /** As IANA's registry "DNS Security Algorithm Numbers" has it. */
  readonly mnemonic: string;
  /** What it signs with, as people say it. */
  readonly title: string;
  /** Left out of what is trusted by default (RFC 9905 §2). */
  readonly isSha1?: true;
  readonly hash: string | null;
  readonly importKey: RememberedImport;
  /** Quicker, once it has been used. */
  readonly importOfMany?: RememberedImport;
  readonly flawOf: KeyFlawOf;
  /** Size of a public key in bits; 0 where it cannot be told. */
  readonly bitsOf: (publicKey: Uint8Array) => number;
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

const rsa = { importKey: remembered('rsa', rsaKey), flawOf: rsaFlaw, bitsOf: rsaBits };

const table: readonly Scheme[] = [
  { number: 5, mnemonic: 'RSASHA1', title: 'RSA/SHA-1', isSha1: true, hash: 'sha1', ...rsa },
  { number: 7, mnemonic: 'RSASHA1-NSEC3-SHA1', title: 'RSA/SHA-1', isSha1: true, hash: 'sha1', ...rsa },
  { number: 8, mnemonic: 'RSASHA256', title: 'RSA/SHA-256', hash: 'sha256', ...rsa },
  { number: 10, mnemonic: 'RSASHA512', title: 'RSA/SHA-512', hash: 'sha512', ...rsa },
  {
    number: 13,
    mnemonic: 'ECDSAP256SHA256',
    title: 'ECDSA P-256',
    hash: 'sha256',
    importKey: remembered('p256', p256Key),
    importOfMany: remembered('p256 of many', ecdsaKey('P-256', 64)),
    ...fixedLength({ bytes: 64, bits: 256 }),
    signatureBytes: 64,
  },
  {
    number: 14,
    mnemonic: 'ECDSAP384SHA384',
    title: 'ECDSA P-384',
    hash: 'sha384',
    importKey: remembered('p384', ecdsaKey('P-384', 96)),
    ...fixedLength({ bytes: 96, bits: 384 }),
    signatureBytes: 96,
  },
  {
    number: 15,
    mnemonic: 'ED25519',
    title: 'Ed25519',
    hash: null,
    importKey: remembered('ed25519', edwardsKey('Ed25519', 32)),
    ...fixedLength({ bytes: 32, bits: 256 }),
    signatureBytes: 64,
  },
  {
    number: 16,
    mnemonic: 'ED448',
    title: 'Ed448',
    hash: null,
    importKey: remembered('ed448', edwardsKey('Ed448', 57)),
    ...fixedLength({ bytes: 57, bits: 456 }),
    signatureBytes: 114,
  },
];

export const schemes: ReadonlyMap<number, Scheme> = new Map(table.map((scheme) => [scheme.number, scheme]));

const dsaEncoding = 'ieee-p1363';

/** Checks on this thread, which has many to check. What OpenSSL cannot check does not verify. */
export async function checkHere(check: Check): Promise<boolean> {
  const { number, signature, data } = check;
  const scheme = schemes.get(number);
  const key = await keyFor(check, scheme?.importOfMany ?? scheme?.importKey);
  if (key === undefined) return false;
  try {
    return verify(scheme?.hash, data, { key, dsaEncoding }, signature);
  } catch {
    return false;
  }
}

/** Imports the key on this thread, and checks on Node's thread pool. What OpenSSL cannot check does not verify. */
export async function checkOnPool(check: Check): Promise<boolean> {
  const { number, signature, data } = check;
  const scheme = schemes.get(number);
  const key = await keyFor(check, scheme?.importKey);
  if (key === undefined) return false;
  return new Promise((resolve) => {
    verify(scheme?.hash, data, { key, dsaEncoding }, signature, (error, holds) => {
      resolve(error === null && holds);
    });
  });
}

async function keyFor(
  { number, publicKey, signature }: Check,
  importKey: RememberedImport | undefined,
): Promise<KeyObject | undefined> {
  const { signatureBytes = signature.length } = schemes.get(number) ?? {};
  return signature.length === signatureBytes ? importKey?.(publicKey) : undefined;
}
