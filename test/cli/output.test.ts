import assert from 'node:assert/strict';
import { link, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { formats } from '../../lib/report/formats/index.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const offline = ['audit', '--offline', '--no-env', '--quiet', '--only', 'proxy/'] as const;

describe('cli: --output', () => {
  const files = scratch();

  const mistakes: readonly (readonly [title: string, outputs: readonly string[], words: RegExp])[] = [
    ['an unknown format', ['--output', 'yaml'], /no format "yaml"; .*text, json/],
    ['a slip of the pen', ['--output', 'jsn=x'], /did you mean json or csv\?/],
    [
      'a format of another command',
      ['--output', 'dot'],
      /dot cannot show what this command finds; text, json/,
    ],
    ['a file without a name', ['--output', 'json='], /--output json= names no file; json alone is stdout/],
    ['two on stdout', ['--output', 'json', '--output', 'text=-'], /Two results on stdout/],
    ['two on stdout, one by its old name', ['--json', '--output', 'text'], /Two results on stdout/],
    ['--format beside it', ['--format', 'json', '--output', 'json'], /Two results on stdout/],
  ];
  for (const [title, outputs, words] of mistakes)
    it(`refuses ${title}`, async () => {
      const { code, stdout, stderr } = await runCli([...offline, ...outputs]);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, words);
    });

  it('refuses the same file twice, by whatever name', async () => {
    const folder = files.path('same');
    await mkdir(folder);
    const file = await files.write('same/there.json', 'kept');
    await symlink(file, `${folder}/link`);
    await link(file, `${folder}/hard`);
    await symlink(folder, files.path('way'));
    const pairs = [
      [file, `${folder}/./there.json`],
      [file, `${folder}/link`],
      [file, `${folder}/hard`],
      [`${folder}/new`, `${files.path('way')}/new`],
    ] as const;
    for (const [one, other] of pairs) {
      const result = await runCli([...offline, '--output', `json=${one}`, '--output', `text=${other}`]);
      assert.equal(result.code, 2, `${one} ${other}`);
      assert.match(result.stderr, /are the same file/);
    }
    assert.equal(await readFile(file, 'utf8'), 'kept');
    assert.deepEqual((await readdir(folder)).sort(), ['hard', 'link', 'there.json']);
  });

  it('writes over nothing that the command line names for something else', async () => {
    const settings = await files.write('environment', 'https_proxy=http://p.example:1\n');
    const evidence = files.path('evidence.json');
    for (const argv of [
      [...offline, '--proxy', settings, '--output', `json=${settings}`],
      [...offline, '--save', evidence, '--output', `json=${evidence}`],
      ['proxy', settings, '--output', `json=${settings}`],
      ['pac', settings, '--output', `json=${settings}`],
    ]) {
      const { code, stderr } = await runCli(argv);
      assert.equal(code, 2, argv.join(' '));
      assert.match(stderr, /are the same file/);
    }
    assert.equal(await readFile(settings, 'utf8'), 'https_proxy=http://p.example:1\n');
  });

  it('says before it looks that a folder is not there', async () => {
    const { code, stderr, stdout } = await runCli([...offline, '--output', `json=${files.path('no/such')}`]);
    assert.equal(code, 3);
    assert.match(stderr, /cannot be written: there is no such file or folder/);
    assert.equal(stdout, '');
  });

  it('writes several at once, each whole, and text for whoever sits there', async () => {
    const [json, text] = [files.path('all.json'), files.path('all.txt')];
    const argv = [...offline, '--output', `json=${json}`, '--output', `text=${text}`];
    const { code, stdout } = await runCli(argv);
    assert.equal(await readFile(text, 'utf8'), stdout);
    assert.equal(code, (await runCli([...offline])).code);
    assert.equal(await readFile(json, 'utf8'), (await runCli([...offline, '--json'])).stdout);
    assert.equal((await runCli([...offline, '--output', 'json'])).stdout, await readFile(json, 'utf8'));
    assert.deepEqual(
      (await readdir(files.path('.'))).filter((name) => name.startsWith('.all')),
      [],
    );
  });

  it('has every format of its command in --help', async () => {
    for (const kind of ['audit', 'pac', 'dnssec', 'proxy'] as const) {
      const help = (await runCli([kind, '--help'])).stdout.replaceAll(/\s+/g, ' ');
      for (const { id } of formats.filter(({ kinds }) => kinds.includes(kind)))
        assert.match(help, new RegExp(`write the result as [^;]*\\b${id}\\b`), `${kind} ${id}`);
    }
  });

  it('shows of the demo the company as it is, and with --after as it is then', async () => {
    const [before, after] = [files.path('before.json'), files.path('after.json')];
    const verdict = async (file: string): Promise<string> =>
      (JSON.parse(await readFile(file, 'utf8')) as { verdict: { word: string } }).verdict.word;
    const first = await runCli(['demo', '--quiet', '--output', `json=${before}`]);
    assert.equal(first.code, 0);
    assert.match(first.stdout, /All green/);
    assert.equal(await verdict(before), 'NO');
    const then = await runCli([
      'demo',
      '--quiet',
      '--after',
      '--output',
      'json',
      '--output',
      `text=${after}`,
    ]);
    assert.equal((JSON.parse(then.stdout) as { verdict: { word: string } }).verdict.word, 'YES');
    assert.match(await readFile(after, 'utf8'), /^✔ YES/);
  });
});
