/** What there is to complete, out of the program itself: so that a new option needs nothing here. */
import type { Argument, Command, Option } from 'commander';
import { commandsOf } from '../command-tree.js';
import { valuesOf } from './values.js';

/** What may stand in a place: one of these words, a file or a folder; none of it: something that nobody can list. */
export interface Place {
  readonly words: readonly string[];
  readonly takesFile: boolean;
}

export interface CompletedOption {
  /** With its dashes. */
  readonly long: string;
  readonly short?: string;
  readonly says: string;
  /** Absent: the option takes no value. */
  readonly value?: Place;
  readonly several: boolean;
}

export interface CompletedCommand {
  /** E.g. `profile init`; the program itself is the empty string. */
  readonly path: string;
  readonly says: string;
  readonly inner: readonly { readonly name: string; readonly says: string }[];
  readonly options: readonly CompletedOption[];
  /** Absent: it takes no arguments. */
  readonly argument?: Place;
}

const help: CompletedOption = {
  long: '--help',
  short: '-h',
  says: 'display help for command',
  several: false,
};

export function completionModel(program: Command): readonly CompletedCommand[] {
  return commandsOf(program).map(({ command, path }) => {
    const [argument] = command.registeredArguments;
    return {
      path,
      says: oneLine(command.description()),
      inner: command.commands.map((one) => ({ name: one.name(), says: oneLine(one.description()) })),
      options: [...command.options.map((option) => optionOf(option, path)), help],
      ...(argument === undefined ? {} : { argument: argumentOf(argument, path) }),
    };
  });
}

function optionOf(option: Option, path: string): CompletedOption {
  const long = option.long ?? option.short ?? '';
  const placeholder = /[<[]([^>\]]*)[>\]]/.exec(option.flags)?.[1];
  return {
    long,
    ...(option.short === undefined ? {} : { short: option.short }),
    says: oneLine(option.description),
    several: (option.parseArg?.length ?? 0) > 1 && option.argChoices === undefined,
    ...(placeholder === undefined
      ? {}
      : {
          value: {
            words: option.argChoices ?? valuesOf(path, long),
            takesFile: isFile(placeholder),
          },
        }),
  };
}

function argumentOf(argument: Argument, path: string): Place {
  return {
    words: argument.argChoices ?? valuesOf(path, argument.name()),
    takesFile: isFile(argument.name()),
  };
}

/** By the placeholder's own words: `<file>`, `<id|file>`, `<name=file...>`, `<path>`. */
function isFile(placeholder: string): boolean {
  return /(^|[|=[])(file|folder|path|before|after)\b/.test(placeholder);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
