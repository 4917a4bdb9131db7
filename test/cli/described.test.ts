import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { commandsOf } from '../../lib/cli/command-tree.js';
import {
  commandFrom,
  describe as described,
  describedFile,
  type DescribedCommand,
} from '../../lib/cli/described.js';
import { programOf } from '../../lib/cli/run.js';
import type { CliIo } from '../../lib/cli/io.js';
import { runCli } from './run-cli.js';

const whole = (): Promise<Command> =>
  programOf(
    {} as CliIo,
    () => undefined,
    () => true,
  );

const helpAt = (command: Command, width: number): string =>
  command.configureHelp({ helpWidth: width }).helpInformation();

describe('cli: commands as data', () => {
  it('show the help of the commands that they describe', async () => {
    const program = await whole();
    let compared = 0;
    for (const command of program.commands) {
      const again = new Command('staylocal').addCommand(
        commandFrom(JSON.parse(JSON.stringify(described(command))) as DescribedCommand),
      );
      const [theirs, ours] = [commandsOf(command), again.commands.flatMap((one) => commandsOf(one))];
      assert.deepEqual(
        ours.map(({ path }) => path),
        theirs.map(({ path }) => path),
      );
      for (const [at, one] of theirs.entries())
        for (const width of [60, 80, 200]) {
          const made = ours[at]?.command;
          assert.ok(made !== undefined);
          assert.equal(helpAt(made, width), helpAt(one.command, width), `${command.name()} ${one.path}`);
          compared++;
        }
    }
    assert.ok(compared > 40, String(compared));
  });

  it('do nothing else: a word that only looks like a wish for help is the command’s', async () => {
    const { code, stdout, stderr } = await runCli(['explain', '--', '--help']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /--help/);
  });

  it('are what the build wrote', async () => {
    for (const command of (await whole()).commands) {
      const text = await readFile(describedFile(command.name()), 'utf8');
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(described(command))), command.name());
    }
  });
});
