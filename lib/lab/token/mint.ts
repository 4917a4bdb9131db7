/** Tokens of the lab, right and wrong, by jose; its keys are made once a process. */
import { randomBytes } from 'node:crypto';
import {
  base64url,
  CompactEncrypt,
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JSONWebKeySet,
} from 'jose';
import type { TokenPlan } from '../faults/token.js';

interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

const pairs = new Map<string, Promise<KeyPair>>();

function keys(algorithm: 'RS256' | 'ES256', name: string): Promise<KeyPair> {
  const id = `${algorithm} ${name}`;
  const made = pairs.get(id) ?? generateKeyPair(algorithm, { extractable: true });
  pairs.set(id, made);
  return made;
}

/** The key set that verifiers read: one key of each algorithm. */
export async function publishedKeys(): Promise<JSONWebKeySet> {
  const published = (['RS256', 'ES256'] as const).map(async (alg) => {
    const { publicKey } = await keys(alg, 'published');
    return { ...(await exportJWK(publicKey)), alg, kid: `lab-${alg}`, use: 'sig' };
  });
  return { keys: await Promise.all(published) };
}

/** A token as the plan has it, given at `at`. */
export async function mintToken({ token }: TokenPlan, at: Date): Promise<string> {
  const now = Math.floor(at.getTime() / 1000);
  const time = (name: string, offset: number | undefined): object =>
    offset === undefined ? {} : { [name]: now + offset };
  const claims = {
    ...(token.hasClaims ? { iss: 'https://ds.lab.example', sub: 'lab-application' } : {}),
    ...time('iat', token.issuedAt),
    ...time('nbf', token.notBefore),
    ...time('exp', token.ends),
  };
  const { algorithm } = token;
  if (token.isEncrypted) return encrypted(claims);
  if (algorithm === 'none') return new UnsecuredJWT(claims).encode();
  if (algorithm === 'HS256')
    return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(randomBytes(32));
  // Signed by one key and said to be by another: only verifying tells.
  const signer = token.signature === 'wrong' ? 'other' : 'published';
  const { privateKey } = await keys(algorithm, signer);
  const kid = token.keyId === 'published' ? `lab-${algorithm}` : 'lab-next';
  const signed = await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
    .sign(privateKey);
  return token.signature === 'cut' ? signed.slice(0, signed.lastIndexOf('.') + 1) : signed;
}

function encrypted(claims: object): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(randomBytes(32));
}

/** An identifier such as other endpoints give: a text that is no token. */
export function identifier(): string {
  return base64url.encode(randomBytes(16));
}
