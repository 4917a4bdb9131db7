/** `staylocal man`: the manual page, `staylocal.1`. */
import { Command } from 'commander';
import { apiKeyVariable } from '../../gather/secret-file.js';
import { version } from '../../version.js';
import { exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions } from '../options.js';
import { exitCodeRows } from '../exit-code-help.js';

const environment = [
  [apiKeyVariable, 'the API key that audit exchanges for a token, and that secrets looks for'],
  ['NO_COLOR', 'where it is set and not empty, nothing is coloured'],
  ['DEBUG', 'where it is set, a fault of the program shows where in it'],
] as const;

export function manCommand(
  io: CliIo,
  done: (code: ExitCode) => void,
  whole: () => Promise<Command>,
): Command {
  return addCommonOptions(new Command('man')).action(async () => {
    const { manPage } = await import('../completion/man.js');
    io.stdout(manPage(await whole(), { version, at: io.now(), environment, exitCodes: exitCodeRows }));
    done(exitCodes.passed);
  });
}
