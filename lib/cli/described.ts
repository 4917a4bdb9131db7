/**
 * Commands as data, made by the build from the program itself, and commands made of that data again: to show a command's
 * help nothing else of it has to be loaded.
 */
import { readFile } from 'node:fs/promises';
import { Argument, Command, Option } from 'commander';
import { inPackage } from '../package-root.js';

interface DescribedValue {
  readonly description: string;
  readonly default?: unknown;
  readonly defaultDescription?: string;
  readonly choices?: readonly string[];
}

interface DescribedOption extends DescribedValue {
  readonly flags: string;
  readonly isHidden: boolean;
}

interface DescribedArgument extends DescribedValue {
  /** `<file>`, `[file...]`. */
  readonly term: string;
}

export interface DescribedCommand {
  readonly name: string;
  readonly description: string;
  readonly arguments: readonly DescribedArgument[];
  readonly options: readonly DescribedOption[];
  readonly commands: readonly DescribedCommand[];
}

/** The file of one command, in the package. */
export const describedFile = (name: string): URL => inPackage(`dist/bundle/help/${name}.json`);

function valueOf(value: Option | Argument): DescribedValue {
  const { description, defaultValueDescription, argChoices } = value;
  const defaultValue: unknown = value.defaultValue;
  return {
    description,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...(defaultValueDescription === undefined ? {} : { defaultDescription: defaultValueDescription }),
    ...(argChoices === undefined ? {} : { choices: argChoices }),
  };
}

function termOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

export function describe(command: Command): DescribedCommand {
  return {
    name: command.name(),
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => ({
      term: termOf(argument),
      ...valueOf(argument),
    })),
    options: command.options.map((option) => ({
      flags: option.flags,
      isHidden: option.hidden,
      ...valueOf(option),
    })),
    commands: command.commands.map(describe),
  };
}

function filled<T extends Option | Argument>(made: T, value: DescribedValue): T {
  if (value.default !== undefined) made.default(value.default, value.defaultDescription);
  if (value.choices !== undefined) made.choices(value.choices);
  return made;
}

/** A command whose help is that of the one that was described, and that does nothing else. */
export function commandFrom(described: DescribedCommand): Command {
  const command = new Command(described.name).description(described.description);
  for (const one of described.arguments)
    command.addArgument(filled(new Argument(one.term, one.description), one));
  for (const one of described.options)
    command.addOption(filled(new Option(one.flags, one.description).hideHelp(one.isHidden), one));
  for (const one of described.commands) command.addCommand(commandFrom(one));
  return command;
}

/** `null`: there is no description of it, as where the build has not come so far. */
export async function readDescribed(name: string): Promise<Command | null> {
  try {
    return commandFrom(JSON.parse(await readFile(describedFile(name), 'utf8')) as DescribedCommand);
  } catch {
    return null;
  }
}
