/** What a newcomer sees: `staylocal` alone, and the help of each command with its examples. */
import assert from 'node:assert/strict';
import { commandsOf } from '../../lib/cli/command-tree.js';
import { examplesOf } from '../../lib/cli/examples.js';
import type { CliIo } from '../../lib/cli/io.js';
import { programOf } from '../../lib/cli/run.js';
import { runCli } from './run-cli.js';

const io = { env: {}, stdout: () => undefined, stderr: () => undefined } as unknown as CliIo;
const program = (): ReturnType<typeof programOf> =>
  programOf(
    io,
    () => undefined,
    () => true,
  );
const placed = commandsOf(await program());

describe('cli: staylocal alone', () => {
  it('says in one screen what it can do here, and three ways in', async () => {
    const { code, stdout, stderr } = await runCli([], {
      env: { HTTPS_PROXY: 'http://user:secret@p:1', STAYLOCAL_API_KEY: 'secret' },
    });
    assert.deepEqual([code, stderr], [0, '']);
    const lines = stdout.trimEnd().split('\n');
    assert.ok(lines.length <= 24, `${lines.length} lines`);
    for (const line of lines) assert.ok(line.length <= 80, line);
    for (const way of ['I audit proxies', 'I own a domain', 'I script PACs']) assert.ok(stdout.includes(way));
    assert.match(stdout, /Node\.js \d+\.\d+\.\d+\s+on\s+linux/);
    assert.match(stdout.replace(/\s+/g, ' '), /proxy variables: https_proxy/);
    assert.doesNotMatch(stdout, /secret/);
  });

  it('names commands that there are', async () => {
    const { stdout } = await runCli([]);
    const lines = [...stdout.matchAll(/^ {2}staylocal (.*?)(?: {2}.*)?$/gm)].map(([, line = '']) => line);
    assert.equal(lines.length, 9);
    for (const line of lines) await parses(line.replace(/NAME/g, 't1c.t1t.io'));
  });
});

/** Commander takes it: every option is there and its value is allowed. Nothing is run. */
async function parses(line: string): Promise<void> {
  let ran = false;
  const whole = await program();
  for (const { command } of commandsOf(whole))
    if (command.commands.length === 0)
      command.action(() => {
        ran = true;
      });
  await whole.parseAsync(line.split(' '), { from: 'user' });
  assert.ok(ran, line);
}

describe('cli: help', () => {
  for (const { command, path } of placed) {
    const words = path === '' ? [] : path.split(' ');
    it(`staylocal ${path} --help has examples`, async () => {
      const { code, stdout } = await runCli([...words, '--help']);
      assert.equal(code, 0);
      assert.ok(examplesOf(path).length > 0, 'none in lib/cli/examples.ts');
      for (const { line } of examplesOf(path)) assert.ok(stdout.includes(`\n  staylocal ${line}`), line);
    });

    for (const { line } of examplesOf(path)) it(`example: staylocal ${line}`, () => parses(line));

    if (path !== '' && command.commands.length === 0)
      it(`staylocal ${path} takes --quiet and --verbose, and says the same of them`, async () => {
        const { stdout } = await runCli([...words, '--help']);
        const text = stdout.replace(/\s+/g, ' ');
        assert.ok(text.includes('--quiet no progress and no notes on stderr; warnings and errors stay'));
        assert.ok(text.includes('--verbose the result in full where its text is shortened otherwise'));
      });
  }

  const pac = 'function FindProxyForURL() { return "DIRECT"; }';
  const answers = ['--name', 'a.example.com'];
  for (const [argv, note] of [
    [['profile', 'init', ...answers], /assumed/],
    [['generate', 'dnsmasq'], /apply:/],
    [['proxy', '-', '--format', 'environment', '--client', 'curl'], /./],
    [['audit', '--offline', '--no-env', '--only', 'proxy/', '--pac', '-'], /reading the PAC/],
  ] as const)
    it(`${argv.slice(0, 2).join(' ')} --quiet: nothing on stderr`, async () => {
      const stdin = argv[0] === 'proxy' ? 'http_proxy=http://p:1\nno_proxy=t1c.t1t.io:99\n' : pac;
      const loud = await runCli(argv, { stdin });
      const quiet = await runCli([...argv, '--quiet'], { stdin });
      if (argv[0] !== 'proxy') assert.match(loud.stderr, note);
      assert.deepEqual([quiet.stderr, quiet.stdout, quiet.code], ['', loud.stdout, loud.code]);
    });

  it('pac --verbose names every variant', async () => {
    const short = await runCli(['pac', '-'], { stdin: pac });
    const full = await runCli(['pac', '-', '--verbose'], { stdin: pac });
    assert.match(short.stdout, /the same for \d+ variants/);
    assert.doesNotMatch(full.stdout, /the same for/);
    assert.match(full.stdout, /http:\/\/|ws/);
  });
});
