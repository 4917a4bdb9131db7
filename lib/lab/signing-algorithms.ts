/**
 * The algorithms a lab zone can be signed with, over node:crypto: how to make a key, write it as a DNSKEY and
 * sign. Limits: what RFC 9904 says to implement and not to avoid; no SHA-1.
 */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface SigningAlgorithm {
  readonly number: number;
  generate(): { publicKey: KeyObject; privateKey: KeyObject };
  /** The public key as DNSKEY RDATA ends in it. */
  encode(publicKey: KeyObject): Uint8Array;
  sign(privateKey: KeyObject, data: Uint8Array): Uint8Array;
}

export type AlgorithmName =
  'RSASHA256' | 'RSASHA512' | 'ECDSAP256SHA256' | 'ECDSAP384SHA384' | 'ED25519' | 'ED448';

/** By mnemonic of the IANA registry "DNS Security Algorithm Numbers". */
export const signingAlgorithms: Readonly<Record<AlgorithmName, SigningAlgorithm>> = {
  RSASHA256: rsa(8, 'sha256'),
  RSASHA512: rsa(10, 'sha512'),
  ECDSAP256SHA256: ecdsa(13, 'P-256', 'sha256'),
  ECDSAP384SHA384: ecdsa(14, 'P-384', 'sha384'),
  ED25519: {
    number: 15,
    generate: () => generateKeyPairSync('ed25519'),
    encode: encodeEdwards,
    sign: (key, data) => sign(null, data, key),
  },
  ED448: {
    number: 16,
    generate: () => generateKeyPairSync('ed448'),
    encode: encodeEdwards,
    sign: (key, data) => sign(null, data, key),
  },
};

/** RFC 5702, the key as RFC 3110 §2 writes it: exponent length, exponent, modulus. */
function rsa(number: number, hash: string): SigningAlgorithm {
  return {
    number,
    generate: () => generateKeyPairSync('rsa', { modulusLength: 2_048 }),
    encode: (key) => {
      const { e, n } = key.export({ format: 'jwk' });
      const exponent = base64url(e);
      return Buffer.concat([Uint8Array.of(exponent.length), exponent, base64url(n)]);
    },
    sign: (key, data) => sign(hash, data, key),
  };
}

/** RFC 6605 §4: the point's coordinates, and signatures as r and s, without ASN.1 around either. */
function ecdsa(number: number, namedCurve: string, hash: string): SigningAlgorithm {
  return {
    number,
    generate: () => generateKeyPairSync('ec', { namedCurve }),
    encode: (key) => {
      const { x, y } = key.export({ format: 'jwk' });
      return Buffer.concat([base64url(x), base64url(y)]);
    },
    sign: (key, data) => sign(hash, data, { key, dsaEncoding: 'ieee-p1363' }),
  };
}

/** RFC 8080 §3: the key's bytes as they are. */
function encodeEdwards(key: KeyObject): Uint8Array {
  return base64url(key.export({ format: 'jwk' }).x);
}

function base64url(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'base64url');
}
