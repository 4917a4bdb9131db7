import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByTexts } from '../../../../lib/pac/prove/unknown/by-texts.js';

describe('prove/unknown: what is remembered by texts', () => {
  it('is found by the same texts in the same order, and by no others', () => {
    const texts = fc.array(fc.constantFrom('', 'a', 'b', 'ab', '1:a'), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(texts, { selector: (one) => JSON.stringify(one) }), texts, (all, asked) => {
        const kept = new ByTexts<string>(100);
        for (const one of all) kept.add(one, JSON.stringify(one));
        const isThere = all.some((one) => JSON.stringify(one) === JSON.stringify(asked));
        assert.equal(kept.get(asked), isThere ? JSON.stringify(asked) : undefined);
      }),
    );
  });

  it('is no more than was allowed', () => {
    const kept = new ByTexts<number>(2);
    for (const [at, text] of ['a', 'b', 'c'].entries()) kept.add([text], at);
    assert.deepEqual(
      ['a', 'b', 'c'].map((text) => kept.get([text])),
      [0, 1, undefined],
    );
  });
});
