/** The bundles that the package runs from: they export what the modules do, and find what lies beside those. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type * as Generate from '../../lib/generate/index.js';
import type * as PacRoom from '../../lib/pac/index.js';
import { loadProfile } from '../../lib/profile/index.js';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const folder = new URL('../../../', import.meta.url);

describe('build/bundle', () => {
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    if (typeof target === 'string') continue;
    it(`exports what the modules do: ${subpath}`, async () => {
      const module = target.types.replace('/types/', '/lib/').replace(/\.d\.ts$/, '.js');
      const [bundle, modules] = (await Promise.all(
        [target.default, module].map((path) => import(new URL(path, folder).href)),
      )) as [object, object];
      assert.deepEqual(Object.keys(bundle).sort(), Object.keys(modules).sort());
    });
  }

  it('finds the PAC worker, the engine and the library', async () => {
    const { loadPac } = (await import(new URL('dist/bundle/pac.js', folder).href)) as typeof PacRoom;
    const pac = await loadPac('function FindProxyForURL(url, host) { return "DIRECT"; }');
    const proof = await pac.prove('https://t1c.t1t.io/', { variants: false });
    await pac.close();
    assert.equal(proof.verdict, 'always');
  });

  it('finds templates', async () => {
    const { generate } = (await import(new URL('dist/bundle/generate.js', folder).href)) as typeof Generate;
    const profile = await loadProfile('trust1connector');
    const { text } = await generate('dnsmasq', profile);
    assert.match(text, /t1c\.t1t\.io/);
  });

  it('takes a former report, which needs a compiler of schemas that is no module', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'staylocal-bundle-'));
    try {
      const [pac, report] = [join(folder, 'proxy.pac'), join(folder, 'report.json')];
      await writeFile(pac, 'function FindProxyForURL(url, host) { return "PROXY p:1"; }');
      const argv = ['audit', '--offline', '--no-env', '--only', 'proxy/', '--quiet', '--pac', pac];
      const cli = (...more: string[]): number | null =>
        spawnSync(process.execPath, ['dist/bundle/cli.js', ...more], { stdio: 'ignore' }).status;
      assert.equal(cli(...argv, '--output', `json=${report}`), 1);
      assert.equal(cli(...argv, '--baseline', report), 0);
      assert.equal(cli('diff', report, report), 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('starts the thread that checks signatures', async () => {
    const worker = new Worker(new URL('dist/bundle/check-worker.js', folder));
    await once(worker, 'online');
    await worker.terminate();
  });

  it('brings the licence of every package that it holds', () => {
    const licences = readFileSync(new URL('dist/bundle/LICENSES.txt', folder), 'utf8');
    for (const name of ['commander', 'dns-packet', 'got', 'liquidjs'])
      assert.match(licences, new RegExp(`^${name}$`, 'm'));
  });
});
