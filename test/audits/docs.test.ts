import assert from 'node:assert/strict';
import { sections } from '../../lib/audits/sections.js';
import { registry } from '../../lib/audits/registry.js';
import { auditDocs, writeDocs, writtenDocs } from './audit-docs.js';

describe('audits: docs/audits.md and a page for each', () => {
  const docs = auditDocs();
  before(async () => {
    if (process.env['UPDATE_DOCS'] === '1') await writeDocs(docs);
  });

  it('are those of the audits there are (UPDATE_DOCS=1 writes them anew)', async () => {
    assert.deepEqual([...(await writtenDocs()).keys()].sort(), [...docs.keys()].sort());
  });

  it('say what the audits say', async () => {
    const written = await writtenDocs();
    for (const [path, text] of docs) assert.equal(written.get(path), text, path);
  });

  it('have a section for each folder of audits', () => {
    const folders = new Set(sections.map(({ folder }) => folder));
    assert.deepEqual(
      registry.map(({ id }) => id).filter((id) => !folders.has(id.split('/')[0] ?? '')),
      [],
    );
  });
});
