/**
 * argv → exit code: builds the commands, runs one, and turns whatever went wrong into one sentence on stderr.
 */
import { Command, CommanderError } from 'commander';
import { ParseError } from '../errors.js';
import { GenerateError } from '../generate/index.js';
import { escapeForTerminal } from '../report/index.js';
import { version } from '../version.js';
import { auditCommand } from './commands/audit.js';
import { demoCommand } from './commands/demo.js';
import { dnssecCommand } from './commands/dnssec.js';
import { generateCommand } from './commands/generate.js';
import { pacCommand } from './commands/pac.js';
import { profileCommand } from './commands/profile.js';
import { proxyCommand } from './commands/proxy.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from './io.js';

/** What each command gives back: the exit code. Its result has been written by then. */
export type CommandFactory = (io: CliIo, done: (code: ExitCode) => void) => Command;

const commands: readonly CommandFactory[] = [
  auditCommand,
  dnssecCommand,
  pacCommand,
  proxyCommand,
  generateCommand,
  profileCommand,
  demoCommand,
];

const exitCodeHelp = `
Exit codes:
  0  everything that was looked at passed
  1  findings: something is not as it must be
  2  usage: the command line or a profile is not valid
  3  could not look: no resolver answered, a file could not be read`;

/** Runs one command line (without node and script) and resolves with the exit code. Never rejects. */
export async function run(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  let code: ExitCode = exitCodes.passed;
  const program = new Command('staylocal')
    .description(
      'Proves that a DNS name which points at 127.0.0.1 stays on the device, and writes the exemption where it does not.',
    )
    .version(version)
    .addHelpText('after', exitCodeHelp);
  for (const create of commands) {
    program.addCommand(
      create(io, (result) => {
        code = result;
      }),
    );
  }
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap(({ commands: inner }) => inner),
  ]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, outputError: () => undefined });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return fail(error, io);
  }
}

function fail(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.passed;
  const debug = io.env['DEBUG'] !== undefined && io.env['DEBUG'] !== '';
  if (debug && error instanceof Error) io.stderr(`${error.stack ?? error.message}\n`);
  const { code, message } = explain(error, io);
  if (message !== '') io.stderr(`staylocal: ${message.split('\n').map(escapeForTerminal).join('\n')}\n`);
  return code;
}

function explain(error: unknown, io: CliIo): { code: ExitCode; message: string } {
  if (error instanceof CliError) return { code: error.exitCode, message: error.message };
  if (error instanceof CommanderError) {
    // Without a command commander has already written the help.
    if (error.code === 'commander.help') return { code: exitCodes.usage, message: '' };
    return {
      code: exitCodes.usage,
      message: `${error.message.replace(/^error: /, '').replaceAll('\n', ' ')} (staylocal --help lists what there is)`,
    };
  }
  if (error instanceof GenerateError) {
    // An artefact that does not hold is a finding about what it was merged with; the rest was asked for wrongly.
    return {
      code: error.code === 'read-back' ? exitCodes.findings : exitCodes.usage,
      message: error.message,
    };
  }
  if (error instanceof ParseError) return { code: exitCodes.couldNotLook, message: error.message };
  if (io.signal.aborted) return { code: exitCodes.couldNotLook, message: 'interrupted before it was done' };
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: exitCodes.couldNotLook,
    message: `a fault of staylocal itself: ${what} (run it again with DEBUG=staylocal for where)`,
  };
}
