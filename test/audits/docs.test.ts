import assert from 'node:assert/strict';
import { sections } from '../../lib/audits/sections.js';
import { registry } from '../../lib/audits/registry.js';
import { auditDocs, writeDocs, writtenDocs } from './audit-docs.js';

describe('audits: docs/audits.md and a page for each', () => {
  let docs: ReadonlyMap<string, string>;
  before(async () => {
    docs = await auditDocs();
    if (process.env['UPDATE_DOCS'] === '1') await writeDocs(docs);
  });

  it('are those of the audits there are (UPDATE_DOCS=1 writes them anew)', async () => {
    assert.deepEqual([...(await writtenDocs()).keys()].sort(), [...docs.keys()].sort());
  });

  it('say what the audits say', async () => {
    const written = await writtenDocs();
    for (const [path, text] of docs) assert.equal(written.get(path), text, path);
  });

  for (const { id } of registry) {
    it(`${id} says why, what, an example, what to do, its limits and its sources`, () => {
      const text = docs.get(`docs/audits/${id}.md`) ?? '';
      const parts = text.split(/^## /m).slice(1);
      assert.deepEqual(
        parts.map((part) => part.slice(0, part.indexOf('\n'))),
        ['Why', 'What it checks', 'Example', 'What to do', 'Known limits', 'Sources'],
      );
      for (const part of parts) assert.ok(part.slice(part.indexOf('\n')).trim().length > 20, part);
    });
  }

  for (const { id } of registry) {
    it(`${id} shows its first example as the report prints it, within 80 columns`, () => {
      const [, example = ''] =
        /^## Example$([\s\S]*?)^## /m.exec(docs.get(`docs/audits/${id}.md`) ?? '') ?? [];
      const [block = ''] = /(?<=^```text\n)[\s\S]*?(?=^```$)/m.exec(example) ?? [];
      assert.match(block, /^ *[✖▲!] /);
      // The subject is one word, which is not broken.
      for (const line of block.trimEnd().split('\n'))
        assert.ok(line.length <= 80 || !line.trim().includes(' '), line);
    });
  }

  it('have a section for each folder of audits', () => {
    const folders = new Set(sections.map(({ folder }) => folder));
    assert.deepEqual(
      registry.map(({ id }) => id).filter((id) => !folders.has(id.split('/')[0] ?? '')),
      [],
    );
  });
});
