import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { ESCAPES } from '../../lib/generate/escape.js';
import { TARGETS } from '../../lib/generate/targets/index.js';
import { readPackageFile } from '../../lib/package-root.js';

const folder = new URL('../../../templates/', import.meta.url);

describe('templates', () => {
  // Those of the reports have a folder of their own.
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const escapes = ESCAPES.map(({ id }) => id);

  it('are each used by a target, and each target has one', () => {
    const used = [...new Set(TARGETS.map(({ template }) => template))].sort();
    assert.deepEqual(files, used);
  });

  for (const file of files) {
    it(`${file}: each {{ }} ends in an escaping filter`, () => {
      const text = readPackageFile(`templates/${file}`).replace(/\{% raw %\}.*?\{% endraw %\}/g, '');
      const outputs = [...text.matchAll(/\{\{-?([\s\S]*?)-?\}\}/g)].map(([, inside]) => inside ?? '');
      for (const output of outputs) {
        const last = output.split('|').at(-1)?.trim() ?? '';
        assert.ok(output.includes('|') && escapes.includes(last), `{{${output}}}`);
      }
      assert.doesNotMatch(text, /\{%-?\s*(?:echo|liquid|render|include|layout)/);
    });
  }
});
