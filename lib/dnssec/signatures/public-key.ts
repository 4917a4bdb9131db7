/**
 * DNSKEY public keys as `KeyObject`s. Importing one costs more than half a verification, so the last few hundred are
 * kept. Limits: RSA of 512 to 4,096 bits (RFC 5702 §2) with an exponent up to 64 bits, a longer one being work for
 * nothing; others by exact length.
 */
import { createPublicKey, KeyObject, webcrypto } from 'node:crypto';
import { latin1 } from '../../dns/name.js';

type Imported = KeyObject | undefined;
export type KeyImport = (publicKey: Uint8Array) => Imported | Promise<Imported>;

/** Whoever asks for a key that is being imported waits for the same import. */
const kept = new Map<string, Promise<Imported>>();
const keptMost = 512;

/** The same key again costs one look-up; undefined where the bytes are no key of this kind. */
export function remembered(kind: string, importKey: KeyImport): (publicKey: Uint8Array) => Promise<Imported> {
  return async (publicKey) => {
    const id = `${kind} ${latin1(publicKey)}`;
    const known = kept.get(id);
    if (known !== undefined) return known;
    if (kept.size >= keptMost)
      for (const oldest of [...kept.keys()].slice(0, keptMost / 4)) kept.delete(oldest);
    const importing = Promise.resolve(importKey(publicKey));
    kept.set(id, importing);
    const imported = await importing;
    // What is no key is not worth its place.
    if (imported === undefined) kept.delete(id);
    return imported;
  };
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** ECDSA (RFC 6605 §4), x and y of the point, as JWK: what a process that starts has at hand soonest. */
export const p256Key: KeyImport = (publicKey) =>
  publicKey.length === 64
    ? fromKey({
        key: {
          kty: 'EC',
          crv: 'P-256',
          x: base64url(publicKey.subarray(0, 32)),
          y: base64url(publicKey.subarray(32)),
        },
        format: 'jwk',
      })
    : undefined;

const uncompressed = 4;

/**
 * The same for many keys, and for longer ones: Web Crypto takes three milliseconds to load, and then the point as it is.
 * OpenSSL checks that it is on the curve; for JWK also, by a long multiplication, its order, which on a curve of cofactor 1
 * follows.
 */
export function ecdsaKey(namedCurve: 'P-256' | 'P-384', bytes: number): KeyImport {
  const algorithm = { name: 'ECDSA', namedCurve };
  return async (publicKey) => {
    if (publicKey.length !== bytes) return undefined;
    const point = new Uint8Array(1 + bytes);
    point[0] = uncompressed;
    point.set(publicKey, 1);
    try {
      return KeyObject.from(await webcrypto.subtle.importKey('raw', point, algorithm, false, ['verify']));
    } catch {
      return undefined;
    }
  };
}

/** Edwards curves (RFC 8080 §3): the key's bytes as they are. */
export function edwardsKey(curve: 'Ed25519' | 'Ed448', bytes: number): KeyImport {
  return (publicKey) =>
    publicKey.length === bytes
      ? fromKey({ key: { kty: 'OKP', crv: curve, x: base64url(publicKey) }, format: 'jwk' })
      : undefined;
}

export interface RsaParts {
  readonly exponent: Uint8Array;
  readonly modulus: Uint8Array;
}

/** RFC 3110 §2: exponent length in one byte, or in two after a zero; leading zeros dropped. */
export function splitRsaKey(publicKey: Uint8Array): RsaParts | undefined {
  const short = publicKey[0] ?? 0;
  const start = short === 0 ? 3 : 1;
  const length = short === 0 ? (publicKey[1] ?? 0) * 0x100 + (publicKey[2] ?? 0) : short;
  if (length === 0 || start + length >= publicKey.length) return undefined;
  return {
    exponent: stripZeros(publicKey.subarray(start, start + length)),
    modulus: stripZeros(publicKey.subarray(start + length)),
  };
}

const rsaBytes = { fewest: 64, most: 512, exponentMost: 8 };

/** Why a key is not used, whatever it signed: in words that follow its name. */
export interface KeyFlaw {
  /** `limit-key`: it may be sound, and is beyond what is tried. */
  readonly code: 'key-malformed' | 'limit-key';
  readonly words: string;
}

export type KeyFlawOf = (publicKey: Uint8Array) => KeyFlaw | undefined;

export const rsaFlaw: KeyFlawOf = (publicKey) => {
  const parts = splitRsaKey(publicKey);
  if (parts === undefined || parts.exponent.length === 0)
    return { code: 'key-malformed', words: 'has no exponent and modulus of RSA' };
  const { exponent, modulus } = parts;
  if (modulus.length < rsaBytes.fewest || modulus.length > rsaBytes.most)
    return {
      code: 'limit-key',
      words: `has a modulus of ${modulus.length} bytes; from ${rsaBytes.fewest} to ${rsaBytes.most} are tried`,
    };
  return exponent.length > rsaBytes.exponentMost
    ? {
        code: 'limit-key',
        words: `has an exponent of ${exponent.length} bytes; up to ${rsaBytes.exponentMost} are tried`,
      }
    : undefined;
};

/** Size of the modulus; 0 where there is none. */
export function rsaBits(publicKey: Uint8Array): number {
  const modulus = splitRsaKey(publicKey)?.modulus;
  const first = modulus?.[0];
  return modulus === undefined || first === undefined ? 0 : modulus.length * 8 - Math.clz32(first) + 24;
}

/** For keys of one length. */
export function fixedLength({ bytes, bits }: { readonly bytes: number; readonly bits: number }): {
  readonly flawOf: KeyFlawOf;
  readonly bitsOf: () => number;
} {
  return {
    flawOf: (publicKey) =>
      publicKey.length === bytes
        ? undefined
        : { code: 'key-malformed', words: `has ${publicKey.length} bytes where its algorithm has ${bytes}` },
    bitsOf: () => bits,
  };
}

export const rsaKey: KeyImport = (publicKey) => {
  const parts = splitRsaKey(publicKey);
  if (parts === undefined || rsaFlaw(publicKey) !== undefined) return undefined;
  const { exponent, modulus } = parts;
  return fromKey({ key: { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) }, format: 'jwk' });
};

/** Undefined for what OpenSSL does not take (a point off the curve): the check that asked for it fails, and counts. */
function fromKey(key: Parameters<typeof createPublicKey>[0]): KeyObject | undefined {
  try {
    return createPublicKey(key);
  } catch {
    return undefined;
  }
}

function stripZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}
