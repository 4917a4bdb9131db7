/**
 * What stands in a table and what lies in a folder: a file of a kind (CONTRIBUTING.md) that no row names, or a row that the
 * documents leave out, fails here by its name.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { TARGETS } from '../lib/generate/targets/index.js';
import { clients } from '../lib/proxy/index.js';

const read = (path: string): string => readFileSync(path, 'utf8');

/** Files of the folder that export one of a kind, each with whether the folder's table imports it. */
function listed(folder: string, table: string, kind: RegExp): readonly (readonly [string, boolean])[] {
  const rows = read(`${folder}/${table}`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== table && kind.test(read(`${folder}/${file}`)))
    .map((file) => [file, rows.includes(`'./${file.replace(/\.ts$/, '.js')}'`)]);
}

for (const [title, folder, table, kind, least] of [
  ['client program', 'lib/proxy/clients', 'registry.ts', /^export const \w+: ClientModel = /m, 30],
  ['format of reports', 'lib/report/formats', 'index.ts', /^export (?:async )?function write[A-Z]\w*\(/m, 10],
] as const) {
  describe(`steps: a ${title}`, () => {
    const files = listed(folder, table, kind);
    it('is looked for', () => {
      assert.ok(files.length >= least, `${files.length} files`);
    });
    for (const [file, isListed] of files)
      it(`${folder}/${file} has a row in ${table}`, () => {
        assert.ok(isListed, `${folder}/${table} does not import ./${file}`);
      });
  });
}

describe('steps: the documents name', () => {
  const names = (text: string): ReadonlySet<string> =>
    new Set([...text.matchAll(/`([a-z0-9][a-z0-9.-]*)`/g)].map(([, word = '']) => word));
  for (const [file, ids] of [
    ['docs/proxy.md', clients().map(({ id }) => id)],
    ['docs/generate.md', TARGETS.map(({ id }) => id)],
  ] as const) {
    const found = names(read(file));
    for (const id of ids)
      it(`${file}: ${id}`, () => {
        assert.ok(found.has(id), `${file} does not say \`${id}\``);
      });
  }
});
