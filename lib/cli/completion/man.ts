/** The man page, in mdoc (the macros that both groff and mandoc have), out of the program itself. */
import type { Argument, Command, Option } from 'commander';
import { commandsOf, type PlacedCommand } from '../command-tree.js';
import { wrap } from '../../report/wrap.js';
import { examplesOf } from '../examples.js';

export interface ManOptions {
  readonly version: string;
  /** The day that the page bears. */
  readonly at: Date;
  readonly exitCodes: readonly (readonly [code: string, meaning: string])[];
  readonly environment: readonly (readonly [name: string, meaning: string])[];
}

export function manPage(program: Command, options: ManOptions): string {
  const [, ...commands] = commandsOf(program);
  const leaves = commands.filter(({ command }) => command.commands.length === 0);
  const lines = [
    `.Dd ${dateOf(options.at)}`,
    '.Dt STAYLOCAL 1',
    `.Os staylocal ${options.version}`,
    '.Sh NAME',
    '.Nm staylocal',
    '.Nd prove that a name which points at 127.0.0.1 stays on the device',
    '.Sh SYNOPSIS',
    ...leaves.flatMap(({ command, path }) => [
      '.Nm staylocal',
      `.Cm ${escape(path)}`,
      '.Op Ar option ...',
      ...command.registeredArguments.map(argumentMacro),
    ]),
    '.Sh DESCRIPTION',
    ...textLines(program.description()),
    '.Pp',
    'The commands are:',
    '.Bl -tag -width indent',
    ...leaves.flatMap(({ command, path }) => [`.It Cm ${escape(path)}`, ...textLines(command.description())]),
    '.El',
    ...leaves.flatMap(commandLines),
    '.Sh ENVIRONMENT',
    ...listLines('Ev', options.environment),
    '.Sh EXIT STATUS',
    ...listLines('Li', options.exitCodes),
    '.Sh EXAMPLES',
    ...exampleLines(''),
  ];
  return `${lines.join('\n')}\n`;
}

function argumentMacro(argument: Argument): string {
  const macro = `Ar ${escape(argument.name())}${argument.variadic ? ' ...' : ''}`;
  return argument.required ? `.${macro}` : `.Op ${macro}`;
}

function commandLines({ command, path }: PlacedCommand): string[] {
  return [
    `.Ss staylocal ${escape(path)}`,
    ...textLines(command.description()),
    ...(command.registeredArguments.length === 0
      ? []
      : [
          '.Bl -tag -width indent',
          ...command.registeredArguments.flatMap((one) => [
            `.It Ar ${escape(one.name())}`,
            ...textLines(one.description === '' ? 'what is looked at' : one.description),
          ]),
          '.El',
        ]),
    '.Bl -tag -width indent',
    ...command.options.flatMap(optionLines),
    '.El',
    ...exampleLines(path),
  ];
}

function optionLines(option: Option): string[] {
  const choices = option.argChoices === undefined ? '' : ` (one of ${option.argChoices.join(', ')})`;
  const usual =
    typeof option.defaultValue === 'string' || typeof option.defaultValue === 'number'
      ? `; default: ${option.defaultValue}`
      : '';
  const value = /[<[](.*)[>\]]/.exec(option.flags)?.[1];
  const name = (option.long ?? '').replace(/^-/, '');
  return [
    `.It Fl ${escape(name)}${value === undefined ? '' : ` Ar ${escape(value)}`}`,
    ...textLines(`${option.description}${choices}${usual}`),
  ];
}

function exampleLines(path: string): string[] {
  return examplesOf(path).flatMap(({ line, says }, index) => [
    // The section of its own begins with one.
    ...(path === '' && index === 0 ? [] : ['.Pp']),
    ...textLines(`${says}:`),
    `.Dl staylocal ${escape(line)}`,
  ]);
}

function listLines(macro: string, rows: readonly (readonly [string, string])[]): string[] {
  return [
    '.Bl -tag -width indent',
    ...rows.flatMap(([name, meaning]) => [`.It ${macro} ${escape(name)}`, ...textLines(meaning)]),
    '.El',
  ];
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

function dateOf(at: Date): string {
  return `${months[at.getUTCMonth()] ?? ''} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;
}

/** Shorter than mandoc asks for (80): what is escaped grows. */
const lineLength = 60;

/** A line that begins with a dot or an apostrophe would be a request. */
function textLines(text: string): string[] {
  return wrap(text.replace(/\s+/g, ' '), { first: 0, rest: 0 }, lineLength).map((line) =>
    escape(line).replace(/^[.']/, '\\&$&'),
  );
}

const signs: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  '’': '\\(cq',
  '‘': '\\(oq',
  '“': '\\(lq',
  '”': '\\(rq',
  '…': '...',
  '→': '\\(->',
  '×': '\\(mu',
  '–': '\\(en',
  '"': '\\(dq',
};

function escape(text: string): string {
  return text.replace(/[\\’‘“”…→×–"-]/g, (sign) => signs[sign] ?? sign);
}
