/** Completion scripts and the man page are made from the program. That shells take them is shown by an interop test. */
import assert from 'node:assert/strict';
import { completionModel } from '../../lib/cli/completion/model.js';
import { commandsOf } from '../../lib/cli/command-tree.js';
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
const model = completionModel(await program());
const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

describe('cli: completion', () => {
  for (const shell of shells)
    it(`${shell}: every command and every option is in its script`, async () => {
      const { code, stdout, stderr } = await runCli(['completion', shell]);
      assert.deepEqual([code, stderr], [0, '']);
      for (const { path, options } of model) {
        for (const word of path.split(' ')) assert.ok(stdout.includes(word), path);
        for (const { long } of options)
          assert.ok(stdout.includes(shell === 'fish' ? `-l ${long.slice(2)}` : long), `${path} ${long}`);
      }
      // Nothing of this machine is in it: the script is the same everywhere.
      assert.ok(!stdout.includes(process.cwd()));
    });

  it('knows of each place what may stand there', () => {
    const place = (path: string, long: string): unknown =>
      model.find((one) => one.path === path)?.options.find((one) => one.long === long)?.value;
    assert.deepEqual(place('audit', '--api-key-for'), {
      words: ['production', 'acceptance', 'test'],
      takesFile: false,
    });
    assert.deepEqual(place('audit', '--save'), { words: [], takesFile: true });
    assert.deepEqual(place('dnssec', '--timeout'), { words: [], takesFile: false });
    assert.equal(place('audit', '--offline'), undefined);
    for (const [path, long, word] of [
      ['audit', '--profile', 'trust1connector'],
      ['audit', '--only', 'proxy/'],
      ['audit', '--output', 'sarif'],
      ['dnssec', '--output', 'svg'],
      ['demo', '--fault', 'expired-signature'],
      ['proxy', '--client', 'curl'],
      ['proxy', '--format', 'environment'],
    ] as const)
      assert.ok((place(path, long) as { words: string[] }).words.includes(word), `${path} ${long}`);
  });

  it('offers no word that a shell would read as something else', () => {
    const words = model.flatMap(({ options, argument }) =>
      [argument, ...options.map(({ value }) => value)].flatMap((place) => place?.words ?? []),
    );
    assert.ok(words.length > 300);
    for (const word of words) assert.match(word, /^[\w./@-]+$/);
  });

  it('offers values that the program takes', async () => {
    for (const { path, options } of model)
      for (const { long, value } of options)
        for (const word of value?.words.slice(0, 5) ?? []) {
          const whole = await program();
          for (const { command } of commandsOf(whole))
            if (command.commands.length === 0) command.action(() => undefined);
          const needed = whole.commands.find((one) => one.name() === path)?.registeredArguments ?? [];
          const argv = [...path.split(' '), long, word, ...needed.map(() => 'x')];
          await whole.parseAsync(argv, { from: 'user' });
        }
  });

  it('knows four shells', async () => {
    const { code, stderr } = await runCli(['completion', 'csh']);
    assert.equal(code, 2);
    assert.match(stderr, /Allowed choices are bash, zsh, fish, powershell/);
  });
});

describe('cli: man', () => {
  it('has every command, option, example and exit code', async () => {
    const { code, stdout } = await runCli(['man']);
    assert.equal(code, 0);
    assert.match(stdout, /^\.Dd November 24, 2026\n\.Dt STAYLOCAL 1\n/);
    for (const { path, options } of model.slice(1)) {
      assert.ok(stdout.includes(path), path);
      for (const { long } of options)
        if (long !== '--help')
          assert.ok(stdout.includes(`.It Fl \\-${long.slice(2).replaceAll('-', '\\-')}`), `${path} ${long}`);
    }
    for (const code of ['0', '1', '2', '3', '130']) assert.ok(stdout.includes(`.It Li ${code}\n`), code);
  });

  it('has no line that roff would take for a request by accident', async () => {
    const { stdout } = await runCli(['man']);
    const known = /^\.(Dd|Dt|Os|Sh|Ss|Nm|Nd|Cm|Op|Ar|Pp|Bl|It|El|Dl) ?/;
    for (const line of stdout.split('\n')) if (/^[.']/.test(line)) assert.match(line, known);
  });
});
