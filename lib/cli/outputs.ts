/**
 * `--output FORMAT[=FILE]`: where a result goes, and as what. Everything is written out before the first file is touched, and
 * each file whole or not at all. What nobody sends to stdout otherwise is there as text.
 */
import { fstat, type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Option } from 'commander';
import { fileReason } from '../gather/file-reason.js';
import { didYouMean, nearest } from '../nearest.js';
import {
  formats,
  type Document,
  type DocumentKind,
  type Format,
  type WriteContext,
} from '../report/formats/index.js';
import { forTerminal } from './terminal.js';
import { CliError, exitCodes, textStyle, useColor, type CliIo } from './io.js';
import { noteTo, type CommonOptions } from './options.js';
import { writeWhole } from './write-whole.js';

/** One `--output`. */
export interface Output {
  readonly format: Format;
  /** `-` is stdout. */
  readonly file: string;
}

export interface OutputFlags extends CommonOptions {
  readonly output?: readonly Output[];
}

/** The formats that can write a document of this kind. */
export function formatsFor(kind: DocumentKind): readonly Format[] {
  return formats.filter(({ kinds }) => kinds.includes(kind));
}

export function outputOption(kind: DocumentKind): Option {
  const ids = formatsFor(kind).map(({ id }) => id);
  return new Option(
    '--output <format[=file]>',
    `write the result as ${ids.join(', ')}; to a file, or to stdout without one; may be given several times`,
  ).argParser((value: string, previous: readonly Output[] | undefined) => [
    ...(previous ?? []),
    parseOutput(value, kind),
  ]);
}

function parseOutput(value: string, kind: DocumentKind): Output {
  const [, id = '', given] = /^([^=]*)(?:=(.*))?$/s.exec(value) ?? [];
  const format = formats.find((one) => one.id === id);
  const ids = formatsFor(kind).map((one) => one.id);
  if (format === undefined)
    throw new CliError(
      exitCodes.usage,
      `--output: there is no format "${id.slice(0, 80)}"; ${didYouMean(nearest(id, ids), `there are ${ids.join(', ')}`)}.`,
    );
  if (!format.kinds.includes(kind))
    throw new CliError(
      exitCodes.usage,
      `--output: ${id} cannot show what this command finds; ${ids.join(', ')} can.`,
    );
  if (given === '')
    throw new CliError(exitCodes.usage, `--output ${value} names no file; ${id} alone is stdout.`);
  return { format, file: given ?? '-' };
}

/** A file that the command line names for another purpose: no output may take its place. */
export interface NamedFile {
  readonly option: string;
  readonly path: string;
}

/** What the command writes, checked before anything is looked at. Throws `CliError`. */
export class Outputs {
  readonly #all: readonly Output[];
  readonly #isTextAsked: boolean;

  private constructor(asked: readonly Output[]) {
    const hasStdout = asked.some(({ file }) => file === '-');
    const text = formats.filter(({ id }) => id === 'text').map((format) => ({ format, file: '-' }));
    this.#all = hasStdout ? asked : [...text, ...asked];
    this.#isTextAsked = asked.some(({ format, file }) => format.id === 'text' && file === '-');
  }

  /** `alias`: the format that another option sends to stdout, e.g. `--json`. */
  static async from(
    { output = [], json }: OutputFlags,
    { alias, others = [] }: { readonly alias?: string; readonly others?: readonly NamedFile[] } = {},
  ): Promise<Outputs> {
    const id = json === true ? 'json' : alias;
    const aliased = formats.filter((format) => format.id === id).map((format) => ({ format, file: '-' }));
    const all = [...aliased, ...output];
    if (all.filter(({ file }) => file === '-').length > 1)
      throw new CliError(
        exitCodes.usage,
        'Two results on stdout would run into each other; give one a file.',
      );
    await refuseSame(all, others);
    return new Outputs(all);
  }

  /** Whether stdout holds a format that was asked for, and thus nothing else. */
  get stdoutIsFor(): string {
    return this.#all.find(({ file }) => file === '-')?.format.id ?? '';
  }

  /** Whether that is text, and asked for. */
  get isTextAsked(): boolean {
    return this.#isTextAsked;
  }

  has(id: string): boolean {
    return this.#all.some(({ format }) => format.id === id);
  }

  /** Whether anything but text on stdout is asked for. */
  get isAsked(): boolean {
    return this.#all.length > 1 || this.stdoutIsFor !== 'text';
  }

  /** Files first: where one cannot be written nothing on stdout says that all is well. `show`: false leaves stdout alone. */
  async write(
    document: Document,
    flags: OutputFlags,
    io: CliIo,
    { given, show = true }: { readonly given?: WriteContext['given']; readonly show?: boolean } = {},
  ): Promise<void> {
    const texts: { readonly file: string; readonly format: Format; readonly text: string }[] = [];
    for (const { format, file } of this.#all) {
      if (file === '-' && !show) continue;
      const context: WriteContext = {
        ...(file === '-'
          ? textStyle(io, flags.color)
          : { color: flags.color === true && useColor(io, true) }),
        verbose: flags.verbose === true,
        folder: process.cwd(),
        ...(given === undefined ? {} : { given }),
      };
      texts.push({ file, format, text: await format.write(document, context) });
    }
    for (const { file, format, text } of texts)
      if (file !== '-') {
        await writeWhole(`The ${format.id}`, file, Buffer.from(text));
        noteTo(flags, io)(`wrote ${file}`);
      }
    for (const { file, format, text } of texts)
      if (file === '-') io.stdout(format.id === 'text' ? forTerminal(io, text) : text);
  }
}

/** The same file under two names (a link, another way to the folder, another case) is the same file. */
async function refuseSame(outputs: readonly Output[], others: readonly NamedFile[]): Promise<void> {
  const named: NamedFile[] = [
    ...others.filter(({ path }) => path !== '-' && !/^\w{2,}:\/\//.test(path)),
    ...outputs
      .filter(({ file }) => file !== '-')
      .map(({ format, file }) => ({ option: `--output ${format.id}`, path: file })),
  ];
  const seen = new Map<string, NamedFile>();
  const stdout = outputs.some(({ file }) => file === '-') ? await stdoutIdentity() : undefined;
  if (stdout !== undefined) seen.set(stdout, { option: 'stdout', path: '-' });
  for (const one of named) {
    const isOutput = !others.includes(one);
    const identity = await identityOf(one, isOutput);
    const other = seen.get(identity);
    if (other !== undefined && isOutput)
      throw new CliError(
        exitCodes.usage,
        `${one.option} and ${other.option} are the same file, ${one.path}; give each its own.`,
      );
    seen.set(identity, one);
  }
}

async function identityOf({ option, path }: NamedFile, isOutput: boolean): Promise<string> {
  try {
    return statIdentity(await stat(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      if (!isOutput) return resolve(path);
      throw notWritable(option, path, error);
    }
  }
  try {
    return join(await realpath(dirname(resolve(path))), basename(path));
  } catch (error) {
    // What is only read tells its own reason when it is read.
    if (!isOutput) return resolve(path);
    throw notWritable(option, path, error);
  }
}

function notWritable(option: string, path: string, cause: unknown): CliError {
  return new CliError(
    exitCodes.couldNotLook,
    `${option}: ${path} cannot be written: ${fileReason(cause)}.`,
    cause,
  );
}

function statIdentity({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

/** Of the process's own stdout where it is a file or a pipe. */
async function stdoutIdentity(): Promise<string | undefined> {
  try {
    const info = await promisify(fstat)(1);
    return info.isFile() || info.isFIFO() ? statIdentity(info) : undefined;
  } catch {
    return undefined;
  }
}
