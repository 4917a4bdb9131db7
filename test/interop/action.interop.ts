/** The steps of action.yml as a runner runs them: each `run` by bash, against the packed tarball. And the container, where there is Docker. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { scratch } from '../cli/scratch.js';
import { skip } from '../skip.js';

const run = promisify(execFile);

const text = await readFile('action.yml', 'utf8');

interface Step {
  readonly id: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}

describe('interop: the action', () => {
  const files = scratch();
  const { runs, inputs } = parse(text) as {
    runs: { steps: Step[] };
    inputs: Readonly<Record<string, { default?: string }>>;
  };
  let tarball = '';
  before(async () => {
    const folder = files.path('.');
    const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    tarball = files.path(packed?.filename ?? '');
    await mkdir(files.path('work'));
    await files.write('work/bad.pac', 'function FindProxyForURL(url, host) { return "PROXY p:8080"; }');
    await files.write('work/good.pac', 'function FindProxyForURL(url, host) { return "DIRECT"; }');
  });

  /** As GitHub does: expressions in `env` are replaced, and bash stops at the first failure. */
  async function act(
    given: Readonly<Record<string, string>>,
  ): Promise<{ code: number; outputs: string; summary: string }> {
    const values = Object.fromEntries(
      Object.entries(inputs).map(([name, { default: usual = '' }]) => [
        `inputs.${name}`,
        given[name] ?? usual,
      ]),
    );
    const known: Readonly<Record<string, string>> = { ...values, 'runner.temp': files.path('temp') };
    await mkdir(files.path('temp'), { recursive: true });
    const [outputs, summary] = [await files.write('outputs', ''), await files.write('summary', '')];
    let code = 0;
    for (const step of runs.steps) {
      const env = Object.fromEntries(
        Object.entries(step.env).map(([name, text]) => [
          name,
          text.replace(/\$\{\{ (\S+) \}\}/g, (_, key: string) => known[key] ?? ''),
        ]),
      );
      const script = await files.write('step.sh', step.run);
      const result = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
        cwd: files.path('work'),
        env: { ...process.env, ...env, GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary },
        encoding: 'utf8',
      });
      code = result.status ?? -1;
      if (code !== 0) break;
    }
    return { code, outputs: await readFile(outputs, 'utf8'), summary: await readFile(summary, 'utf8') };
  }

  for (const [pac, code, verdict] of [
    ['good.pac', 0, 'YES'],
    ['bad.pac', 1, 'NO'],
  ] as const)
    it(`says ${verdict} of ${pac}, in outputs, summary and SARIF`, async () => {
      const args = `--offline\n--no-env\n--only\nproxy/\n--pac\n${pac}\n`;
      const result = await act({ package: tarball, args, sarif: 'staylocal.sarif' });
      assert.equal(result.code, code);
      assert.match(result.outputs, new RegExp(`^verdict=${verdict}\nexit-code=${code}\nreport=`, 'm'));
      assert.match(result.summary, /t1c\.t1t\.io/);
      const sarif = JSON.parse(await readFile(files.path('work/staylocal.sarif'), 'utf8')) as {
        version: string;
      };
      assert.equal(sarif.version, '2.1.0');
    });

  it('takes each line for one word, whatever a shell would make of it', async () => {
    const args = '--offline\n--no-env\n--only\nproxy/\n--pac\n$(touch pwned); `touch pwned` \'x "*\n';
    const result = await act({ package: tarball, args });
    assert.match(result.outputs, /^exit-code=3$/m);
    await assert.rejects(readFile(files.path('work/pwned')));
  });

  it('gives the code of a mistake where the command line is one', async () => {
    const result = await act({ package: tarball, args: '--no-such-option\n' });
    assert.equal(result.code, 2);
    assert.match(result.outputs, /^verdict=\nexit-code=2$/m);
  });

  it('the container is built, and runs without rights', async function () {
    const info = spawnSync('docker', ['info'], { encoding: 'utf8' });
    if (info.status !== 0) skip(this, 'no Docker daemon runs here');
    const context = files.path('context');
    await mkdir(context);
    await writeFile(`${context}/${tarball.split('/').at(-1) ?? ''}`, await readFile(tarball));
    const built = spawnSync('docker', ['build', '--quiet', '--file', 'Dockerfile', context], {
      encoding: 'utf8',
    });
    if (/(?:lookup|dial|resolve|timeout)/i.test(built.stderr))
      skip(this, 'the base image cannot be fetched here');
    assert.equal(built.status, 0, built.stderr);
    const image = built.stdout.trim();
    const argv = ['run', '--rm', '--read-only', '--cap-drop=ALL', '--network=none', image, '--version'];
    assert.match(spawnSync('docker', argv, { encoding: 'utf8' }).stdout, /^\d+\.\d+\.\d+\n$/);
  });
});
