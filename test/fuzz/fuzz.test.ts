/** Each target with as many inputs as its row says, the same ones each time; `npm run fuzz -- NAME MINUTES` runs others. */
import assert from 'node:assert/strict';
import { fuzz, inputOf, type Find } from './fuzz.js';
import { targets } from './targets/index.js';

const seed = 1;

function foundText({ index, name, bytes, error }: Find): string {
  const stack = error instanceof Error ? error.stack : String(error);
  return `input ${index} (of ${name}): ${stack}\n${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 2000))}`;
}

describe('fuzz', () => {
  for (const target of targets)
    it(`${target.id}: ${target.title}`, async () => {
      const corpus = await target.corpus();
      const finds: Find[] = [];
      const found = (find: Find): void => void finds.push(find);
      const first = corpus.length;
      const isOver = (index: number): boolean => index >= first + target.runs || finds.length > 0;
      await fuzz({ target, corpus, seed }, isOver, { found }, first);
      assert.deepEqual(finds.map(foundText), []);
    });

  it('makes the same input of the same seed and number', async () => {
    for (const target of targets.filter(({ id }) => id === 'wire' || id === 'profile')) {
      const corpus = await target.corpus();
      const campaign = { target, corpus, seed: 7 };
      const index = corpus.length + 5;
      assert.deepEqual(inputOf(campaign, index), inputOf(campaign, index));
      assert.notDeepEqual(inputOf(campaign, index), inputOf({ ...campaign, seed: 8 }, index));
    }
  });
});
