/**
 * Signature algorithms (IANA "DNS Security Algorithm Numbers", RFC 9904). Capability and policy are two things: all
 * are in `allAlgorithms`; `defaultAlgorithms` leaves out those with SHA-1, whose zones count as insecure (RFC 9905).
 */
import { algorithmNumber } from '../../dns/codes.js';
import { runCheck } from './check.js';
import type { KeyFlawOf } from './public-key.js';
import { schemes, type Scheme } from './scheme.js';

/** A signature algorithm that can be verified; its number is IANA’s ("DNS Security Algorithm Numbers"). */
export interface Algorithm {
  readonly number: number;
  readonly mnemonic: string;
  /** `publicKey` and `signature` as they stand in DNSKEY and RRSIG. False for anything that does not verify. */
  readonly verify: (
    publicKey: Uint8Array,
    signature: Uint8Array,
    data: Uint8Array,
  ) => boolean | Promise<boolean>;
  /** Why a key is not used at all, where that is so. */
  readonly flawOf?: KeyFlawOf;
}

/** Algorithms by number: those that a validation trusts. */
export type Algorithms = ReadonlyMap<number, Algorithm>;

function algorithmOf({ number, mnemonic, flawOf }: Scheme): Algorithm {
  return {
    number,
    mnemonic,
    flawOf,
    verify: (publicKey, signature, data) => runCheck({ number, publicKey, signature, data }),
  };
}

/** All that can be verified here, SHA-1 included. */
export const allAlgorithms: Algorithms = new Map(
  [...schemes.values()].map((scheme) => [scheme.number, algorithmOf(scheme)]),
);

/** What is trusted unless the caller says otherwise. */
export const defaultAlgorithms: Algorithms = new Map(
  [...allAlgorithms].filter(([number]) => !signsWithSha1(number)),
);

/** True for algorithms that sign with SHA-1 (RFC 9905 §2). */
export function signsWithSha1(number: number): boolean {
  return schemes.get(number)?.isSha1 === true;
}

const mnemonics = new Map([...algorithmNumber].map(([mnemonic, number]) => [number, mnemonic]));

export function algorithmMnemonic(number: number): string {
  return mnemonics.get(number) ?? `ALGORITHM${number}`;
}

/** Size of a public key in bits; 0 where it cannot be told. */
export function keyBits(algorithm: number, publicKey: Uint8Array): number {
  return schemes.get(algorithm)?.bitsOf(publicKey) ?? 0;
}
