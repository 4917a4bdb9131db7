import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { describeToken } from '../../../lib/gather/token/describe.js';
import { verifySignature } from '../../../lib/gather/token/verify.js';
import { withoutKey } from '../../../lib/gather/token/without-key.js';

describe('gather: what a hostile server gives for a key', () => {
  it('keys that are too short, or none, verify nothing and end nothing', async () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const none = { kty: 'RSA', n: 5, e: {} };
    const token = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.AAAA`;
    for (const keys of [[short], [short, short], [none, none], [short, none]])
      assert.equal(await verifySignature(token, { keys }), 'wrong-signature');
  });

  it('a token of dots stays within the bounds of evidence', () => {
    assert.equal(describeToken('.'.repeat(250_000)).parts, 1000);
  });

  it('the key itself, wherever it stands', () => {
    const key = 'k3y-0123456789-abcdef';
    const evidence = {
      ms: 12,
      headers: { server: `x ${key}`, location: `https://ds.example/${Buffer.from(key).toString('hex')}` },
      list: [key, 'well'],
    };
    assert.deepEqual(withoutKey(evidence, key), {
      ms: 12,
      headers: { server: 'x ********', location: 'https://ds.example/********' },
      list: ['********', 'well'],
    });
    assert.equal(withoutKey(evidence, undefined), evidence);
  });
});
