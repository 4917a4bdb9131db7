/**
 * Signature algorithms (IANA "DNS Security Algorithm Numbers", RFC 9904). Capability and policy are two things: all
 * are in `allAlgorithms`; `defaultAlgorithms` leaves out those with SHA-1, whose zones count as insecure (RFC 9905).
 */
import { verify, type KeyObject } from 'node:crypto';
import { algorithmNumber } from '../dns/codes.js';
import {
  edwardsKey,
  p256Key,
  p384Key,
  remembered,
  rsaKey,
  splitRsaKey,
  type KeyImport,
} from './public-key.js';
import { turnForCheck } from './turn.js';

export interface Algorithm {
  readonly number: number;
  readonly mnemonic: string;
  /** `publicKey` and `signature` as they stand in DNSKEY and RRSIG. False for anything that does not verify. */
  readonly verify: (
    publicKey: Uint8Array,
    signature: Uint8Array,
    data: Uint8Array,
  ) => boolean | Promise<boolean>;
}

export type Algorithms = ReadonlyMap<number, Algorithm>;

interface Scheme {
  readonly number: number;
  readonly mnemonic: string;
  readonly hash: string | null;
  readonly importKey: KeyImport;
  /** Exact length of a signature; RSA's is the modulus's, which OpenSSL checks. */
  readonly signatureBytes?: number;
}

const rsa = remembered('rsa', rsaKey);
const p256 = remembered('p256', p256Key);
const p384 = remembered('p384', p384Key);
const ed25519 = remembered('ed25519', edwardsKey('Ed25519', 32));
const ed448 = remembered('ed448', edwardsKey('Ed448', 57));

const schemes: readonly Scheme[] = [
  { number: 5, mnemonic: 'RSASHA1', hash: 'sha1', importKey: rsa },
  { number: 7, mnemonic: 'RSASHA1-NSEC3-SHA1', hash: 'sha1', importKey: rsa },
  { number: 8, mnemonic: 'RSASHA256', hash: 'sha256', importKey: rsa },
  { number: 10, mnemonic: 'RSASHA512', hash: 'sha512', importKey: rsa },
  {
    number: 13,
    mnemonic: 'ECDSAP256SHA256',
    hash: 'sha256',
    importKey: p256,
    signatureBytes: 64,
  },
  { number: 14, mnemonic: 'ECDSAP384SHA384', hash: 'sha384', importKey: p384, signatureBytes: 96 },
  { number: 15, mnemonic: 'ED25519', hash: null, importKey: ed25519, signatureBytes: 64 },
  { number: 16, mnemonic: 'ED448', hash: null, importKey: ed448, signatureBytes: 114 },
];

function algorithmOf({ number, mnemonic, hash, importKey, signatureBytes }: Scheme): Algorithm {
  return {
    number,
    mnemonic,
    verify: (publicKey, signature, data) => {
      if (signatureBytes !== undefined && signature.length !== signatureBytes) return false;
      const check = (): boolean | Promise<boolean> => {
        const key: KeyObject | undefined = importKey(publicKey);
        if (key === undefined) return false;
        return verifyAside(hash, data, key, signature);
      };
      const turn = turnForCheck();
      return turn === undefined ? check() : turn.then(check);
    },
  };
}

/**
 * On Node's thread pool: handing it over costs about as much of this thread as a quick check would, and a second core does
 * the check meanwhile. What OpenSSL cannot check does not verify.
 */
function verifyAside(
  hash: string | null,
  data: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): Promise<boolean> {
  return new Promise((resolve) => {
    verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature, (error, holds) => {
      resolve(error === null && holds);
    });
  });
}

const sha1Numbers: ReadonlySet<number> = new Set([5, 7]);

/** All that can be verified here, SHA-1 included. */
export const allAlgorithms: Algorithms = new Map(
  schemes.map((scheme) => [scheme.number, algorithmOf(scheme)]),
);

/** What is trusted unless the caller says otherwise. */
export const defaultAlgorithms: Algorithms = new Map(
  [...allAlgorithms].filter(([number]) => !sha1Numbers.has(number)),
);

/** True for algorithms that sign with SHA-1 (RFC 9905 §2). */
export function signsWithSha1(number: number): boolean {
  return sha1Numbers.has(number);
}

const mnemonics = new Map([...algorithmNumber].map(([mnemonic, number]) => [number, mnemonic]));

export function algorithmMnemonic(number: number): string {
  return mnemonics.get(number) ?? `ALGORITHM${number}`;
}

const fixedBits: ReadonlyMap<number, number> = new Map([
  [13, 256],
  [14, 384],
  [15, 256],
  [16, 456],
]);
const rsaNumbers: ReadonlySet<number> = new Set([1, 5, 7, 8, 10]);

/** Size of a public key in bits; 0 where it cannot be told. */
export function keyBits(algorithm: number, publicKey: Uint8Array): number {
  const fixed = fixedBits.get(algorithm);
  if (fixed !== undefined) return fixed;
  const modulus = rsaNumbers.has(algorithm) ? splitRsaKey(publicKey)?.modulus : undefined;
  const first = modulus?.[0];
  return modulus === undefined || first === undefined ? 0 : modulus.length * 8 - Math.clz32(first) + 24;
}
