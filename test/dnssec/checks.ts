/** Signature checks whose verdict OpenSSL's own signing settles: for each algorithm a good one, and ones that are not. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { Check } from '../../lib/dnssec/signatures/scheme.js';

export interface KnownCheck extends Check {
  readonly what: string;
  readonly holds: boolean;
}

const data = Buffer.from('what is signed');

interface Signer {
  readonly number: number;
  readonly hash: string | null;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
}

function ellipticSigner(number: number, hash: string, namedCurve: string, bytes: number): Signer {
  const pair = generateKeyPairSync('ec', { namedCurve });
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-bytes);
  return { number, hash, privateKey: pair.privateKey, publicKey };
}

function rsaSigner(number: number, hash: string): Signer {
  const pair = generateKeyPairSync('rsa', { modulusLength: 1_024 });
  const { n = '', e = '' } = pair.publicKey.export({ format: 'jwk' });
  const exponent = Buffer.from(e, 'base64url');
  const publicKey = Buffer.concat([Buffer.of(exponent.length), exponent, Buffer.from(n, 'base64url')]);
  return { number, hash, privateKey: pair.privateKey, publicKey };
}

function edwardsSigner(number: number, type: 'ed25519' | 'ed448', bytes: number): Signer {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
  const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-bytes);
  return { number, hash: null, privateKey: pair.privateKey, publicKey };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

function checksOf({ number, hash, privateKey, publicKey }: Signer): KnownCheck[] {
  const signature = sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const good = { number, publicKey, signature, data };
  return [
    { ...good, what: 'good', holds: true },
    { ...good, data: flipped(data, 3), what: 'other data', holds: false },
    { ...good, signature: flipped(signature, 5), what: 'other signature', holds: false },
    { ...good, signature: signature.subarray(1), what: 'signature cut', holds: false },
    { ...good, signature: new Uint8Array(0), what: 'no signature', holds: false },
    { ...good, publicKey: new Uint8Array(0), what: 'no key', holds: false },
    { ...good, publicKey: new Uint8Array(publicKey.length), what: 'key of zeros', holds: false },
    { ...good, number: 99, what: 'algorithm that is none', holds: false },
  ];
}

export const knownChecks: readonly KnownCheck[] = [
  rsaSigner(5, 'sha1'),
  rsaSigner(8, 'sha256'),
  rsaSigner(10, 'sha512'),
  ellipticSigner(13, 'sha256', 'P-256', 64),
  ellipticSigner(14, 'sha384', 'P-384', 96),
  edwardsSigner(15, 'ed25519', 32),
  edwardsSigner(16, 'ed448', 57),
].flatMap(checksOf);
