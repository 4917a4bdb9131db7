/** The monitoring artefacts as they are written, with the package as npm packs it: nothing is installed, and npx runs it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { builtInProfileText, parseProfile } from '../../lib/profile/index.js';
import { Scene, write } from './generate/support.js';
import { runOk } from './support/programs.js';

const profile = parseProfile(builtInProfileText('trust1connector') ?? '', 'trust1connector.json');
/** Of one's own, beside the script: nothing but files is looked at, so that the network has no say. */
const own = {
  ...(JSON.parse(builtInProfileText('trust1connector') ?? '{}') as object),
  id: 'own',
};

describe('generate: monitoring, from a packed tarball', function () {
  this.timeout(300_000);
  const scene = new Scene();
  let folder = '';
  let tarball = '';
  before(async () => {
    folder = scene.folder();
    const packed = await runOk(
      'npm',
      ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
      process.cwd(),
    );
    const [{ filename } = { filename: '' }] = JSON.parse(packed) as { filename: string }[];
    tarball = join(folder, 'staylocal.tgz');
    copyFileSync(join(folder, filename), tarball);
  });
  after(() => scene.end());

  /** Node and npm are there, and no staylocal. */
  function run(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd = folder,
  ): { code: number | null; output: string } {
    const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
    const ran = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: path,
        HOME: folder,
        npm_config_cache: process.env['npm_config_cache'] ?? join(folder, 'cache'),
        ...npmSettings(),
        ...env,
      },
    });
    return { code: ran.status, output: ran.stdout + ran.stderr };
  }

  /** The registry that this machine uses. */
  function npmSettings(): NodeJS.ProcessEnv {
    const registry = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
    return { npm_config_registry: registry };
  }

  it('Nagios: the first line of the report, and the code of a plug-in', async () => {
    const script = await write(folder, 'nagios', profile);
    const { code, output } = run('/bin/sh', [script], { STAYLOCAL_VERSION: `file:${tarball}` });
    assert.match(output, /^(?:OK|CRITICAL|UNKNOWN): . (?:YES|NO|UNKNOWN) .*t1c\.t1t\.io.*$/m);
    assert.equal(code, { OK: 0, CRITICAL: 2, UNKNOWN: 3 }[output.split(':')[0] ?? '']);
  });

  it('Nagios: a profile of one’s own, by its path', async () => {
    const script = await write(folder, 'nagios', { ...profile, id: 'own' });
    mkdirSync(join(folder, 'profiles'));
    writeFileSync(join(folder, 'profiles', 'own.json'), JSON.stringify(own));
    const { output } = run('/bin/sh', [script, 'profiles/own.json'], {
      STAYLOCAL_VERSION: `file:${tarball}`,
    });
    assert.match(output, /^(?:OK|CRITICAL|UNKNOWN): . (?:YES|NO|UNKNOWN) /m);
    const missing = run('/bin/sh', [script], { STAYLOCAL_VERSION: `file:${tarball}` });
    assert.match(missing.output, /^UNKNOWN: staylocal could not run for t1c\.t1t\.io \(exit code 2\)$/m);
    assert.equal(missing.code, 3);
  });

  it('Prometheus: a metric with the exit code', async () => {
    const script = await write(folder, 'prometheus', profile);
    const { code, output } = run('/bin/sh', [script], { STAYLOCAL_VERSION: `file:${tarball}` });
    assert.equal(code, 0);
    assert.match(output, /^staylocal_audit_exit_code\{name="t1c\.t1t\.io"\} [013]$/m);
  });

  it('GitHub Actions: the step as the runner’s shell takes it', async () => {
    const text = await import('node:fs/promises').then(async ({ readFile }) =>
      readFile(await write(folder, 'github-action', profile), 'utf8'),
    );
    const command = /^ {6}- run: (.*)$/m.exec(text)?.[1] ?? '';
    const env = Object.fromEntries(
      [...text.matchAll(/^ {10}([A-Z_]+): "(.*)"$/gm)].map(([, name = '', value = '']) => [name, value]),
    );
    assert.deepEqual(Object.keys(env), ['TRIED_WITH', 'PROFILE']);
    const { code, output } = run('bash', ['-e', '-c', command], {
      ...env,
      STAYLOCAL_VERSION: 'file:./staylocal.tgz',
    });
    assert.match(output, /^. (?:YES|NO|UNKNOWN) .*t1c\.t1t\.io/m, output);
    assert.ok(code === 0 || code === 1 || code === 3, output);
  });
});
