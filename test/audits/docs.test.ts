import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { auditDocs } from './audit-docs.js';

describe('audits: docs/audits.md', () => {
  it('says what the audits say (UPDATE_DOCS=1 writes it anew)', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync('docs/audits.md', auditDocs());
    assert.equal(readFileSync('docs/audits.md', 'utf8'), auditDocs());
  });
});
