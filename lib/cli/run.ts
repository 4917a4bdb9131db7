/**
 * argv → exit code: builds the commands, runs one, and turns whatever went wrong into one sentence on stderr.
 */
import { forTerminal } from './terminal.js';
import { Command, CommanderError } from 'commander';
import { ParseError } from '../errors.js';
import { systemReason } from '../gather/file-reason.js';
import { GenerateError } from '../generate/error.js';
import { escapeForTerminal } from '../report/escape.js';
import { version } from '../version.js';
import { exitCodeHelp } from './exit-code-help.js';
import { commandsOf } from './command-tree.js';
import { readDescribed } from './described.js';
import { examplesText } from './examples.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from './io.js';
import { refuseRepeats } from './repeats.js';

/** What each command gives back: the exit code. Its result has been written by then. */
export type CommandFactory = (
  io: CliIo,
  done: (code: ExitCode) => void,
  /** The program with every command loaded: for what speaks of all of them. */
  whole: () => Promise<Command>,
) => Command;

interface CommandInfo {
  readonly name: string;
  readonly summary: string;
  /** Loads what the command needs, and no more: a command line is not to wait for the PAC engine to validate a name. */
  readonly load: () => Promise<CommandFactory>;
}

const commands: readonly CommandInfo[] = [
  {
    name: 'audit',
    summary: 'audit a name: DNS, DNSSEC, proxies, Distribution Service, the program and this machine',
    load: async () => (await import('./commands/audit.js')).auditCommand,
  },
  {
    name: 'fleet',
    summary: 'what is wrong on how many machines, and which change helps most of them',
    load: async () => (await import('./commands/fleet.js')).fleetCommand,
  },
  {
    name: 'batch',
    summary: 'many names, PACs, settings, evidence and profiles: a line of JSON each, and a line of result',
    load: async () => (await import('./commands/batch.js')).batchCommand,
  },
  {
    name: 'worker',
    summary: 'do the work of batch --queue, on as many machines as there are',
    load: async () => (await import('./commands/worker.js')).workerCommand,
  },
  {
    name: 'diff',
    summary: 'what is new, gone and changed between two reports or files of evidence',
    load: async () => (await import('./commands/diff.js')).diffCommand,
  },
  {
    name: 'watch',
    summary: 'audit again and again, and say what changed',
    load: async () => (await import('./commands/watch.js')).watchCommand,
  },
  {
    name: 'explain',
    summary: 'what an audit or one of its messages is about, with an example and what to do',
    load: async () => (await import('./commands/explain.js')).explainCommand,
  },
  {
    name: 'dnssec',
    summary: 'validate the DNSSEC chain of a name',
    load: async () => (await import('./commands/dnssec.js')).dnssecCommand,
  },
  {
    name: 'pac',
    summary: 'prove what a PAC answers in every environment, or decide in one',
    load: async () => (await import('./commands/pac.js')).pacCommand,
  },
  {
    name: 'proxy',
    summary: 'where each client program sends the profile’s URLs, given proxy settings',
    load: async () => (await import('./commands/proxy.js')).proxyCommand,
  },
  {
    name: 'secrets',
    summary: 'find API keys, their use and tokens in front-end files',
    load: async () => (await import('./commands/secrets.js')).secretsCommand,
  },
  {
    name: 'generate',
    summary: 'write the exemption for one system; --list shows which there are',
    load: async () => (await import('./commands/generate.js')).generateCommand,
  },
  {
    name: 'profile',
    summary: 'make, list, show and check profiles',
    load: async () => (await import('./commands/profile.js')).profileCommand,
  },
  {
    name: 'demo',
    summary: 'audit a company that forgot the exemption, fix it, and audit again; needs no network',
    load: async () => (await import('./commands/demo.js')).demoCommand,
  },
  {
    name: 'completion',
    summary: 'write the script by which a shell completes commands, options and values',
    load: async () => (await import('./commands/completion.js')).completionCommand,
  },
  {
    name: 'man',
    summary: 'write the manual page',
    load: async () => (await import('./commands/man.js')).manCommand,
  },
];

/** Runs one command line (without node and script) and resolves with the exit code. Never rejects. */
export async function run(argv: readonly string[], given: CliIo): Promise<ExitCode> {
  const io: CliIo = {
    ...given,
    stderr: (text) => {
      given.stderr(forTerminal(given, text));
    },
  };
  let code: ExitCode = exitCodes.passed;
  const done = (result: ExitCode): void => {
    code = result;
  };
  if (argv.length === 0) {
    const { welcomeText } = await import('./welcome.js');
    io.stdout(forTerminal(io, welcomeText(io)));
    return exitCodes.passed;
  }
  // `help NAME` names its command second.
  const wanted = argv.find((word) => !word.startsWith('-') && word !== 'help');
  try {
    if (wanted !== undefined && argv.some((word) => HELP.has(word)) && (await showsHelp(argv, wanted, io)))
      return exitCodes.passed;
    const program = await programOf(io, done, (name) => name === wanted);
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    const failed = fail(error, io);
    // To Nagios 2 is CRITICAL; a mistake of the command line is UNKNOWN.
    const isNagios = /(?:^|\0)--exit-codes(?:=|\0)nagios(?:\0|$)/.test(argv.join('\0'));
    return isNagios && failed === exitCodes.usage ? exitCodes.couldNotLook : failed;
  }
}

/** What may ask for help; or be an option's value. */
const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** Shows the help that is asked for, if it is, without loading the command. */
async function showsHelp(argv: readonly string[], name: string, io: CliIo): Promise<boolean> {
  const known = commands.some((one) => one.name === name);
  const described = known ? await readDescribed(name) : null;
  if (described === null) return false;
  const program = programWith(io, new Map([[name, described]]));
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0;
    throw error;
  }
  return false;
}

/** The program; commands that `isLoaded` does not name are there by name only. */
export async function programOf(
  io: CliIo,
  done: (code: ExitCode) => void,
  isLoaded: (name: string) => boolean,
): Promise<Command> {
  const whole = (): Promise<Command> => programOf(io, done, () => true);
  const made = new Map<string, Command>();
  for (const { name, load } of commands) if (isLoaded(name)) made.set(name, (await load())(io, done, whole));
  return programWith(io, made);
}

function programWith(io: CliIo, made: ReadonlyMap<string, Command>): Command {
  const program = new Command('staylocal')
    .description(
      'Proves that a DNS name which points at 127.0.0.1 stays on the device, and writes the exemption where it does not.',
    )
    .version(version);
  for (const { name, summary } of commands)
    program.addCommand((made.get(name) ?? new Command(name)).description(summary));
  for (const { command, path } of commandsOf(program)) {
    refuseRepeats(command);
    command
      .exitOverride()
      .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, outputError: () => undefined })
      .addHelpText('after', examplesText(path));
  }
  return program.addHelpText('after', exitCodeHelp());
}

function fail(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.passed;
  const debug = io.env['DEBUG'] !== undefined && io.env['DEBUG'] !== '';
  if (debug && error instanceof Error) io.stderr(`${printable(error.stack ?? error.message)}\n`);
  const { code, message } = explain(error, io);
  if (message !== '') io.stderr(`staylocal: ${printable(message)}\n`);
  return code;
}

/** Its lines stay; what else a terminal would obey does not. */
function printable(text: string): string {
  return text.split('\n').map(escapeForTerminal).join('\n');
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
  const system = systemReason(error);
  if (system !== undefined) return { code: exitCodes.couldNotLook, message: `${system}.` };
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: exitCodes.couldNotLook,
    message: `a fault of staylocal itself: ${what} (run it again with DEBUG=staylocal for where)`,
  };
}
