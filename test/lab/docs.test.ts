import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { faults } from '../../lib/lab/faults/dns.js';
import { placeFaults } from '../../lib/lab/faults/dns-places.js';

const table = /(\| Fault \| What is broken, and by whom \|\n\|---\|---\|\n)(?:[^\n]+\n)*/;

describe('lab: docs/dns.md', () => {
  it('lists every fault of DNS (UPDATE_DOCS=1 writes the table anew)', async () => {
    const text = await readFile('docs/dns.md', 'utf8');
    const rows = [...faults, ...placeFaults].map(({ id, description }) => `| \`${id}\` | ${description} |\n`);
    const expected = text.replace(table, (_whole, head: string) => `${head}${rows.join('')}`);
    if (process.env['UPDATE_DOCS'] === '1') await writeFile('docs/dns.md', expected);
    assert.equal(await readFile('docs/dns.md', 'utf8'), expected);
    assert.ok(expected.includes(rows.join('')));
  });
});
