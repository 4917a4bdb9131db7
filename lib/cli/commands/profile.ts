/** `staylocal profile`: makes, lists, shows and checks profiles. */
import { Command } from 'commander';
import { builtInProfiles, builtInProfileText, loadProfile } from '../../profile/index.js';
import { jsonText } from '../../report/index.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from '../io.js';
import { addCommonOptions, jsonOption, profileFrom } from '../options.js';
import { profileInitCommand } from './profile-init.js';

export function profileCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  const command = new Command('profile');
  command.addCommand(profileInitCommand(io, done));
  addCommonOptions(command.command('list'))
    .description('the built-in profiles')
    .addOption(jsonOption())
    .action(async ({ json }: { json?: boolean }) => {
      const profiles = await Promise.all(builtInProfiles().map((id) => loadProfile(id)));
      const rows = profiles.map(({ id, title, name, kind, description }) => ({
        id,
        title,
        name,
        kind,
        ...(description === undefined ? {} : { description }),
      }));
      const width = Math.max(...rows.map(({ id }) => id.length));
      io.stdout(
        json === true
          ? `${jsonText(rows)}\n`
          : rows
              .map(
                ({ id, title, name, kind }) =>
                  `${id.padEnd(width)}  ${title}: ${name}${kind === 'example' ? ' (example)' : ''}\n`,
              )
              .join(''),
      );
    });
  addCommonOptions(command.command('show'))
    .description('a profile, as it is read (defaults filled in)')
    .argument('[id|file]', 'built-in profile or profile file', 'trust1connector')
    .option('--source', 'the text of a built-in profile with its comments: what a partner copies')
    .action(async (idOrPath: string, { source }: { source?: boolean }) => {
      if (source === true) {
        const text = builtInProfileText(idOrPath);
        if (text === undefined)
          throw new CliError(
            exitCodes.usage,
            `--source shows built-in profiles: ${builtInProfiles().join(', ')}`,
          );
        io.stdout(text);
        return;
      }
      io.stdout(`${jsonText(await profileFrom(idOrPath))}\n`);
    });
  addCommonOptions(command.command('check'))
    .description('whether a profile is valid; every mistake with its line and field')
    .argument('<file>', 'profile file')
    .action(async (path: string) => {
      const { auditMistake } = await import('../../audits/audit.js');
      const { clientMistake } = await import('../../proxy/index.js');
      const profile = await profileFrom(path, { auditMistake, clientMistake });
      io.stdout(`${path}: valid, profile "${profile.id}" for ${profile.name}\n`);
      done(exitCodes.passed);
    });
  return command;
}
