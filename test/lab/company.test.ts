import assert from 'node:assert/strict';
import { companyFiles } from '../../lib/lab/company.js';

describe('lab: the company', () => {
  it('exports its registry as Windows does', () => {
    const registry = companyFiles.find(({ fileName }) => fileName.endsWith('.reg'));
    assert.deepEqual([...(registry?.bytes.subarray(0, 2) ?? [])], [0xff, 0xfe]);
  });
});
