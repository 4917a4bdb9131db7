/**
 * DSA with SHA-1 (RFC 2536), for scenarios of 2007: the product does not carry it. Signatures come as RFC 2536 has
 * them (T, R, S: 41 bytes) and as DER.
 */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { Algorithm } from '../../../lib/dnssec/index.js';

const qBytes = 20;
const dsaOid = Buffer.from('06072a8648ce380401', 'hex');

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const length =
    body.length < 0x80
      ? [body.length]
      : body.length < 0x100
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

function integer(bytes: Uint8Array): Buffer {
  const start = Math.max(
    0,
    bytes.findIndex((byte) => byte !== 0),
  );
  const value = bytes.subarray(start);
  return der(2, (value[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), value]) : value);
}

function importKey(publicKey: Uint8Array): KeyObject | undefined {
  const width = 64 + (publicKey[0] ?? 0) * 8;
  if (publicKey.length !== 1 + qBytes + 3 * width) return undefined;
  const q = publicKey.subarray(1, 1 + qBytes);
  const [p, g, y] = [0, 1, 2].map((index) =>
    publicKey.subarray(1 + qBytes + index * width, 1 + qBytes + (index + 1) * width),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  const algorithm = der(0x30, dsaOid, der(0x30, integer(p), integer(q), integer(g)));
  const spki = der(0x30, algorithm, der(3, Buffer.of(0), integer(y)));
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function dsa(number: number, mnemonic: string): Algorithm {
  return {
    number,
    mnemonic,
    verify: (publicKey, signature, data) => {
      const key = importKey(publicKey);
      if (key === undefined) return false;
      const fixed = signature.length === 1 + 2 * qBytes;
      return verify(
        'sha1',
        data,
        { key, dsaEncoding: fixed ? 'ieee-p1363' : 'der' },
        fixed ? signature.subarray(1) : signature,
      );
    },
  };
}

export const dsaAlgorithms: readonly Algorithm[] = [dsa(3, 'DSA'), dsa(6, 'DSA-NSEC3-SHA1')];
