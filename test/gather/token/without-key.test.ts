import assert from 'node:assert/strict';
import { keyNeedles, withoutKey } from '../../../lib/gather/token/without-key.js';
import { maxKeyLength, minKeyLength } from '../../../lib/secrets/index.js';

const key = 'k3y-Of-The-Test';

describe('gather/token/without-key', () => {
  for (const [length, looked] of [
    [minKeyLength - 1, false],
    [minKeyLength, true],
    [maxKeyLength, true],
    [maxKeyLength + 1, false],
  ] as const)
    it(`${looked ? 'looks' : 'does not look'} for a key of ${length} characters`, () => {
      const secret = 'aB3-'.repeat(maxKeyLength).slice(0, length);
      assert.equal(keyNeedles(secret).length > 0, looked);
      assert.equal(JSON.stringify(withoutKey([secret], secret)).includes(secret), !looked);
    });

  it('masks it in every text, in any form, at any depth', () => {
    const evidence = {
      whole: key,
      within: `Authorization: ${key}; x`,
      deep: [{ more: [Buffer.from(key).toString('base64'), 7, null, true] }],
      header: encodeURIComponent(key),
      untouched: 'nothing here',
    };
    const text = JSON.stringify(withoutKey(evidence, key));
    assert.ok(!text.includes(key));
    assert.ok(!text.includes(Buffer.from(key).toString('base64')));
    const masked = withoutKey(evidence, key);
    assert.equal(masked.untouched, 'nothing here');
    assert.deepEqual(masked.deep[0]?.more.slice(1), [7, null, true]);
    assert.match(masked.within, /^Authorization: .*; x$/);
  });

  it('leaves evidence as it is where there is no key', () => {
    const evidence = { whole: key };
    assert.equal(withoutKey(evidence, undefined), evidence);
  });
});
