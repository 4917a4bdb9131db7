/**
 * Options that several commands share, and the checks that commander does not make.
 */
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { ParseError } from '../errors.js';
import { DEFAULT_GATHER_LIMITS } from '../gather/limits.js';
import type { ParseOptions, Profile } from '../profile/index.js';
import { escapeForTerminal } from '../report/escape.js';
import { CliError, exitCodes, type CliIo } from './io.js';

/** Collects the values of an option that may be given several times. */
export function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

/** A file of proxy settings and the machine that it is of. */
export interface MachineFile {
  readonly machine: string;
  readonly source: string;
}

/** `NAME=FILE`, and further files of the same machine behind it. */
export function collectMachines(value: string, previous: readonly MachineFile[] | undefined): MachineFile[] {
  const [, name, file = ''] = /^([\w .-]{1,100})=(.+)$/s.exec(value) ?? [];
  const machine = name ?? previous?.at(-1)?.machine;
  if (machine === undefined)
    throw new InvalidArgumentError('It must be NAME=FILE, e.g. laptop=settings.reg.');
  return [...(previous ?? []), { machine, source: name === undefined ? value : file }];
}

export function positiveInteger(maximum: number, minimum = 1): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,9}$/.test(value) || number < minimum || number > maximum) {
      throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
    }
    return number;
  };
}

/** ISO 8601 with a zone; a time without one would mean another moment on another machine. */
export function instant(value: string): Date {
  const at = new Date(value);
  if (
    !/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(value) ||
    Number.isNaN(at.getTime())
  ) {
    throw new InvalidArgumentError('It must be a time such as 2026-11-24T08:00:00Z.');
  }
  return at;
}

export function profileOption(): Option {
  return new Option('--profile <id|file>', 'built-in profile or profile file').default('trust1connector');
}

export function jsonOption(): Option {
  return new Option('--json', 'print the result as JSON, and nothing else, on stdout');
}

/** Adds what every command has. */
export function addCommonOptions(command: Command): Command {
  return command
    .option('--quiet', 'no progress and no notes on stderr; warnings and errors stay')
    .option('--verbose', 'the result in full where its text is shortened otherwise')
    .option('--color', 'colour the result')
    .option('--no-color', 'do not colour it');
}

export interface CommonOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
}

/** Tells on stderr what is good to know and no fault; whoever asked for quiet is not told. */
export function noteTo({ quiet }: Pick<CommonOptions, 'quiet'>, io: CliIo): (text: string) => void {
  return (text) => {
    if (quiet !== true) io.stderr(`${escapeForTerminal(text)}\n`);
  };
}

/** The profile that `--profile` names; a mistake in it is a mistake of usage. */
export async function profileFrom(idOrPath: string, options: ParseOptions = {}): Promise<Profile> {
  // Loaded when it is needed: not every command has a profile, and the schema takes its time.
  const { loadProfile } = await import('../profile/index.js');
  try {
    return await loadProfile(idOrPath, options);
  } catch (error) {
    if (error instanceof ParseError) throw new CliError(exitCodes.usage, error.message, error);
    throw error;
  }
}

export function serverTimeoutOption(): Option {
  return new Option(
    '--server-timeout <ms>',
    'how long a server that is no resolver may take for a whole answer, in milliseconds',
  )
    .argParser(positiveInteger(600_000))
    .default(DEFAULT_GATHER_LIMITS.serverMs);
}

export interface ResolverFlags {
  readonly resolver?: readonly string[];
  readonly anchors?: string;
  readonly at?: Date;
  readonly timeout: number;
}

export function addResolverOptions(command: Command): Command {
  return command
    .option(
      '--resolver <server>',
      'resolver to ask: 192.0.2.1, 192.0.2.1:5353, tcp://…, tls://… or https://…/dns-query; may be given several times; default: the system’s',
      collect,
    )
    .option(
      '--anchors <file>',
      'trust anchors (DS or DNSKEY lines, or root-anchors.xml); default: the root’s',
    )
    .option(
      '--timeout <ms>',
      'how long a resolver may take for one answer, in milliseconds',
      positiveInteger(600_000),
      5_000,
    )
    .option(
      '--at <time>',
      'the moment to validate signatures at, e.g. 2026-11-24T08:00:00Z; default: now',
      instant,
    );
}
