import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { registry } from '../../lib/audits/registry.js';
import { sections } from '../../lib/audits/sections.js';

/** Folders of lib/audits/ that are no area: what a report says beside findings, and helpers of several areas. */
const others = ['facts', 'shared'];

const files = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

const folders = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

describe('audits: the folder of an area holds its audits and nothing else', () => {
  const ids = new Set(registry.map(({ id }) => id));

  for (const { folder } of sections) {
    for (const file of files(`lib/audits/${folder}`)) {
      it(`lib/audits/${folder}/${file} is a registered audit (a helper goes to lib/audits/${folder}/shared/)`, () => {
        assert.ok(ids.has(`${folder}/${file.replace(/\.ts$/, '')}`), 'no row in lib/audits/registry.ts');
      });
    }

    it(`${folder}: what its audits share is in shared/, in the code and in the tests`, () => {
      for (const root of ['lib', 'test'])
        assert.deepEqual(
          folders(`${root}/audits/${folder}`).filter((name) => name !== 'shared'),
          [],
        );
      assert.deepEqual(
        files(`test/audits/${folder}`).filter(
          (name) => !ids.has(`${folder}/${name.replace(/\.cases\.ts$/, '')}`),
        ),
        [],
        `test/audits/${folder} holds a table of cases for each audit`,
      );
    });
  }

  for (const id of ids) {
    it(`${id} is lib/audits/${id}.ts, and its cases are test/audits/${id}.cases.ts`, () => {
      assert.ok(existsSync(`lib/audits/${id}.ts`), `lib/audits/${id}.ts is not there`);
      assert.ok(existsSync(`test/audits/${id}.cases.ts`), `test/audits/${id}.cases.ts is not there`);
    });
  }

  it('each folder of lib/audits is an area with a section, or one of those named here', () => {
    const known = new Set([...sections.map(({ folder }) => folder), ...others]);
    assert.deepEqual(
      folders('lib/audits').filter((name) => !known.has(name)),
      [],
    );
  });
});
