/**
 * DNSKEY public keys as `KeyObject`s. Importing one costs more than half a verification, so the last few hundred are
 * kept. Limits: RSA up to 4,096 bits with an exponent up to 64 bits (RFC 3110, RFC 5702); others by exact length.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';

export type KeyImport = (publicKey: Uint8Array) => KeyObject | undefined;

const kept = new Map<string, KeyObject>();
const keptMost = 512;

/** The same key again costs one look-up; undefined where the bytes are no key of this kind. */
export function remembered(kind: string, importKey: KeyImport): KeyImport {
  return (publicKey) => {
    const id = `${kind} ${Buffer.from(publicKey).toString('latin1')}`;
    const known = kept.get(id);
    if (known !== undefined) return known;
    const imported = importKey(publicKey);
    if (imported === undefined) return undefined;
    if (kept.size >= keptMost)
      for (const oldest of [...kept.keys()].slice(0, keptMost / 4)) kept.delete(oldest);
    kept.set(id, imported);
    return imported;
  };
}

/** A key whose SubjectPublicKeyInfo is a fixed head before the raw bytes (RFC 5480, RFC 8410). */
export function fixedKey(spkiHeadHex: string, rawBytes: number): KeyImport {
  const head = Buffer.from(spkiHeadHex, 'hex');
  return (publicKey) =>
    publicKey.length === rawBytes ? fromSpki(Buffer.concat([head, publicKey])) : undefined;
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

export const rsaKey: KeyImport = (publicKey) => {
  const parts = splitRsaKey(publicKey);
  if (parts === undefined) return undefined;
  const { exponent, modulus } = parts;
  if (modulus.length < rsaBytes.fewest || modulus.length > rsaBytes.most) return undefined;
  if (exponent.length === 0 || exponent.length > rsaBytes.exponentMost) return undefined;
  try {
    return createPublicKey({
      key: {
        kty: 'RSA',
        n: Buffer.from(modulus).toString('base64url'),
        e: Buffer.from(exponent).toString('base64url'),
      },
      format: 'jwk',
    });
  } catch {
    return undefined; // Not a key OpenSSL takes: the signature check that asked for it fails, and is counted.
  }
};

function fromSpki(key: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' });
  } catch {
    return undefined; // E.g. a point off the curve: as above.
  }
}

function stripZeros(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? bytes.subarray(bytes.length) : bytes.subarray(start);
}
