/** docs/formats.md says of every format what the table does. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { formats } from '../../../lib/report/formats/index.js';

const file = 'docs/formats.md';

function row({ id, title, kinds, mediaType, standard }: (typeof formats)[number]): string {
  return `| \`${id}\` | ${title} | ${kinds.join(', ')} | \`${mediaType}\` | ${standard ?? '–'} |\n`;
}

describe('docs/formats.md', () => {
  it('has the table of formats, in its order', async () => {
    const text = await readFile(file, 'utf8');
    const table = formats.map(row).join('');
    const written = text.replace(
      /(\| --- \| --- \| --- \| --- \| --- \|\n)(?:\|.*\n)*/,
      (_, head: string) => head + table,
    );
    // After a change of the table: UPDATE_DOCS=1 npx mocha dist/test/report/formats/docs.test.js
    if (process.env['UPDATE_DOCS'] === '1') await writeFile(file, written);
    else assert.equal(text, written);
  });
});
