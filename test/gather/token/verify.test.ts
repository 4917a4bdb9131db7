/** Signatures that others made: the examples of RFC 7515 (A.3) and RFC 8037 (A.4), with their keys. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { verifySignature } from '../../../lib/gather/token/verify.js';

const claims =
  'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const es256 = `eyJhbGciOiJFUzI1NiJ9.${claims}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`;
const hs256 = `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`;
const eddsa =
  'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';

const ec = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};
const okp = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const secret = {
  kty: 'oct',
  k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
};
const other = (kind: 'ec' | 'ed25519'): object =>
  (kind === 'ec'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('ed25519')
  ).publicKey.export({ format: 'jwk' });

describe('gather/token/verify', () => {
  for (const [what, token, jwks, outcome] of [
    ['ES256', es256, { keys: [ec] }, 'verified'],
    ['EdDSA', eddsa, { keys: [okp] }, 'verified'],
    ['a key among those of other kinds', eddsa, { keys: [ec, okp, secret] }, 'verified'],
    ['the second of two keys that fit', es256, { keys: [other('ec'), ec] }, 'verified'],
    ['the first of two keys that fit', eddsa, { keys: [okp, other('ed25519')] }, 'verified'],
    ['the key of somebody else', es256, { keys: [other('ec')] }, 'wrong-signature'],
    ['two keys of others', eddsa, { keys: [other('ed25519'), other('ed25519')] }, 'wrong-signature'],
    ['a changed signature', es256.replace('DtEh', 'DtEi'), { keys: [ec] }, 'wrong-signature'],
    ['a signature cut short', es256.slice(0, -8), { keys: [ec] }, 'wrong-signature'],
    ['no signature', es256.replace(/[^.]*$/, ''), { keys: [ec] }, 'wrong-signature'],
    ['keys of other kinds alone', es256, { keys: [okp, secret] }, 'no-matching-key'],
    ['no key', es256, { keys: [] }, 'no-matching-key'],
    // RFC 8725 §3.1: a key that is published is no secret, so its holder is anybody.
    ['a shared secret, published', hs256, { keys: [secret] }, 'algorithm-not-verifiable'],
    ['no algorithm', `eyJhbGciOiJub25lIn0.${claims}.`, { keys: [ec] }, 'algorithm-not-verifiable'],
    ['an unknown algorithm', `eyJhbGciOiJYUzEifQ.${claims}.AAAA`, { keys: [ec] }, 'algorithm-not-verifiable'],
    [
      'a set that gives the private key away',
      es256,
      { keys: [{ ...ec, d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' }] },
      'jwks-unreadable',
    ],
    ['a set that is none', es256, { key: [ec] }, 'jwks-unreadable'],
    ['a set of texts', es256, { keys: ['x'] }, 'jwks-unreadable'],
    ['no set', es256, null, 'jwks-unreadable'],
  ] as const)
    it(`${what}: ${outcome}`, async () => {
      assert.equal(await verifySignature(token, jwks), outcome);
    });
});
