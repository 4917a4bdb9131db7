/** The installed package under every Node that it says it supports: its import paths, and its program. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { scratch } from '../cli/scratch.js';
import { install, type Packed } from './installed-package.js';

const run = promisify(execFile);

/** The oldest that `engines` names, and the newest of each line that people have. */
const NODES = ['20.19.0', '20', '22', '24', '26'];

/** Says what each import path exports, and proves a PAC: a worker and the engine's files are found. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
const { exports } = JSON.parse(readFileSync('node_modules/staylocal/package.json', 'utf8'));
for (const path of Object.keys(exports).filter((path) => !path.endsWith('.json')))
  if (Object.keys(await import('staylocal' + path.slice(1))).length === 0) throw new Error(path + ' exports nothing');
const { loadPac } = await import('staylocal/pac');
const pac = await loadPac('function FindProxyForURL(url, host) { return "DIRECT"; }');
console.log((await pac.prove('https://t1c.t1t.io/')).verdict);
await pac.close();
`;

interface Locked {
  readonly packages: Readonly<Record<string, object>>;
}

describe('interop: the installed package, by Node', () => {
  const files = scratch();
  let packed: Packed;
  before(async () => {
    packed = await install(files);
    await files.write('program.js', PROGRAM);
    await files.write(
      'proxy.pac',
      'function FindProxyForURL(url, host) { return "PROXY proxy.example:3128"; }',
    );
  });

  for (const version of NODES) {
    it(`runs under Node ${version}`, async () => {
      const cwd = files.path('.');
      const prefix = files.path(`node-${version}`);
      await run('npm', [
        'install',
        '--prefix',
        prefix,
        '--no-save',
        '--no-audit',
        '--no-fund',
        `node@${version}`,
      ]);
      const node = `${prefix}/node_modules/node/bin/node`;
      assert.match((await run(node, ['--version'])).stdout, new RegExp(`^v${version}\\b`));
      assert.equal((await run(node, ['program.js'], { cwd })).stdout, 'always\n');
      const audited = run(node, ['node_modules/staylocal/dist/bundle/cli.js', 'pac', 'proxy.pac'], { cwd });
      await assert.rejects(audited, ({ code, stdout }: { code: number; stdout: string }) => {
        assert.equal(code, 1);
        assert.match(stdout, /never DIRECT/);
        return true;
      });
    });
  }

  it('brings few packages, and nothing that does not run', async () => {
    const lock = JSON.parse(await readFile(files.path('node_modules/.package-lock.json'), 'utf8')) as Locked;
    const count = Object.keys(lock.packages).length;
    assert.ok(count <= 25, `${count} packages`);
    const strange = packed.files.filter(({ path }) => /\.(map|ts)$/.test(path) && !path.endsWith('.d.ts'));
    assert.deepEqual(strange, []);
    assert.ok(packed.unpackedSize <= 3_000_000, `${packed.unpackedSize} bytes`);
  });
});
