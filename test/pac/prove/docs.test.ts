import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { URL_UNDER_TEST, using } from '../support.js';

describe('docs/pac.md, the proof that is told from end to end', () => {
  it('has the paths, the verdict and the words that it says', async () => {
    const page = await readFile('docs/pac.md', 'utf8');
    const section = /### One proof from end to end\n([\s\S]*?)\n## /.exec(page)?.[1] ?? '';
    const source = /```js\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
    const told = section.replaceAll(/\s+/g, ' ');
    await using(source, async (pac) => {
      const { verdict, paths, counterexamples } = await pac.prove(URL_UNDER_TEST, { variants: false });
      assert.equal(verdict, 'sometimes');
      assert.ok(told.includes(`| 5–${paths} |`), `${paths} paths`);
      assert.equal(counterexamples.length, 2);
      for (const { words } of counterexamples) assert.ok(told.includes(words), words);
    });
  });
});
