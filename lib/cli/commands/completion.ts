/** `staylocal completion SHELL`: the script by which that shell completes commands, options and their values. */
import { Argument, Command } from 'commander';
import type { CompletedCommand } from '../completion/model.js';
import { exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions } from '../options.js';

type Writer = (commands: readonly CompletedCommand[]) => string;

const shells: Readonly<Record<string, () => Promise<Writer>>> = {
  bash: async () => (await import('../completion/bash.js')).bashScript,
  zsh: async () => (await import('../completion/zsh.js')).zshScript,
  fish: async () => (await import('../completion/fish.js')).fishScript,
  powershell: async () => (await import('../completion/powershell.js')).powershellScript,
};

export function completionCommand(
  io: CliIo,
  done: (code: ExitCode) => void,
  whole: () => Promise<Command>,
): Command {
  const command = new Command('completion').addArgument(
    new Argument('<shell>', 'whose script to write').choices(Object.keys(shells)),
  );
  addCommonOptions(command);
  return command.action(async (shell: string) => {
    const { completionModel } = await import('../completion/model.js');
    const write = await shells[shell]?.();
    if (write !== undefined) io.stdout(write(completionModel(await whole())));
    done(exitCodes.passed);
  });
}
