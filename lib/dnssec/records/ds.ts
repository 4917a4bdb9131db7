/** DS (RFC 4034 §5): its digests, which of a set count, and whether one fits a key. */
import { createHash } from 'node:crypto';
import { lowerName, type Name } from '../../dns/name.js';
import { Reader } from '../../dns/reader.js';
import type { Algorithms } from '../signatures/algorithms.js';
import type { Dnskey } from './dnskey.js';

/** A DS record, read (RFC 4034 §5.1): which key of the child it names, and the digest of that key. */
export interface Ds {
  readonly keyTag: number;
  readonly algorithm: number;
  readonly digestType: number;
  readonly digest: Uint8Array;
}

/** A digest a DS may use: hashes the bytes given. */
export interface Digest {
  readonly number: number;
  readonly mnemonic: string;
  /** The digest of the bytes: of an owner name in canonical form followed by the DNSKEY’s RDATA (RFC 4034 §5.1.4). */
  readonly hash: (data: Uint8Array) => Uint8Array;
}

/**
 * Digest types that are known, by number (IANA "DNSSEC Delegation Signer (DS) Resource Record (RR) Type Digest
 * Algorithms").
 */
export type Digests = ReadonlyMap<number, Digest>;

const digestOf = (number: number, mnemonic: string, name: string): [number, Digest] => [
  number,
  { number, mnemonic, hash: (data) => createHash(name).update(data).digest() },
];

/** IANA "DS RR Type Digest Algorithms": MUST 1 and 2, RECOMMENDED 4; SHA-1 digests stay in use (RFC 9905 §3). */
export const defaultDigests: Digests = new Map([
  digestOf(1, 'SHA-1', 'sha1'),
  digestOf(2, 'SHA-256', 'sha256'),
  digestOf(4, 'SHA-384', 'sha384'),
]);

/** Throws `ParseError` for RDATA shorter than four bytes. */
export function readDs(rdata: Uint8Array): Ds {
  const reader = new Reader(rdata);
  return { keyTag: reader.u16(), algorithm: reader.u8(), digestType: reader.u8(), digest: reader.rest() };
}

export interface Policy {
  readonly algorithms: Algorithms;
  readonly digests: Digests;
  /** Let a SHA-1 DS count beside a stronger one, against RFC 4509 §3. */
  readonly allowWeakerDigest: boolean;
}

/**
 * The DS records that count: supported algorithm and digest, and no SHA-1 digest beside a stronger one that is
 * supported (RFC 4509 §3), whatever its algorithm. Empty: the zone is to be treated as unsigned (RFC 4035 §5.2).
 */
export function usableDs(set: readonly Ds[], policy: Policy): Ds[] {
  const supported = set.filter(
    (ds) => policy.algorithms.has(ds.algorithm) && policy.digests.has(ds.digestType),
  );
  if (policy.allowWeakerDigest) return supported;
  const strong = supported.filter((ds) => ds.digestType !== 1);
  return strong.length > 0 ? strong : supported;
}

/** Digest over the owner's canonical name and the DNSKEY RDATA (RFC 4034 §5.1.4). */
export function dsMatchesKey(ds: Ds, owner: Name, key: Dnskey, digests: Digests): boolean {
  if (ds.keyTag !== key.keyTag || ds.algorithm !== key.algorithm) return false;
  const digest = digests.get(ds.digestType);
  if (digest === undefined) return false;
  return Buffer.compare(digest.hash(Buffer.concat([lowerName(owner), key.rdata])), ds.digest) === 0;
}
