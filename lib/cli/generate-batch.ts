/** `generate --batch`: a list of names, as CSV or NDJSON, → a folder with a kit for each. One that is not valid holds up no other. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import { ParseError } from '../errors.js';
import { GenerateError } from '../generate/error.js';
import { generateKit, type KitOptions } from '../generate/index.js';
import { fileReason } from '../gather/file-reason.js';
import { parseBoundedJson } from '../json-depth.js';
import { profileQuestions } from '../profile/init.js';
import { parseProfile, type Profile } from '../profile/index.js';
import { jsonText } from '../report/index.js';
import { stdinOf } from './fleet-files.js';
import { CliError, exitCodes, type CliIo, type ExitCode } from './io.js';
import { linesOf } from './lines.js';
import type { CommonOptions } from './options.js';
import { progressOf } from './progress.js';
import { writeKit } from './write-kit.js';

/** What a row may say; the profile says the rest. */
const fields = ['name', 'id', 'title', 'ports', 'zone', 'proxy', 'ca'] as const;
type Field = (typeof fields)[number];
type Row = Readonly<Partial<Record<Field, string>>>;

interface Numbered {
  /** Of its line, from 1. */
  readonly line: number;
  readonly values: unknown;
}

const maxRowBytes = 64 * 1024;

export interface KitsOptions {
  readonly file: string;
  readonly folder: string;
  readonly base: Profile;
  readonly site: KitOptions;
}

/** Tells each kit on stdout, as a line of JSON. */
export async function generateKits(
  { file, folder, base, site }: KitsOptions,
  flags: CommonOptions,
  io: CliIo,
): Promise<ExitCode> {
  const progress = progressOf(io, flags, 'kits');
  const seen = new Map<string, number>();
  let [written, refused] = [0, 0];
  for await (const { line, values } of rowsOf(file, io)) {
    io.signal.throwIfAborted();
    try {
      const row = rowOf(values);
      const profile = profileOf(row, base);
      const before = seen.get(profile.name);
      if (before !== undefined) throw new ParseError('row', `${profile.name} is on line ${before} already.`);
      seen.set(profile.name, line);
      const kit = await generateKit(profile, { ...site, ...siteOf(row) });
      const { paths } = await writeKit(join(folder, profile.name), kit);
      const told = { line, name: profile.name, folder: join(folder, profile.name), files: paths.length };
      io.stdout(`${jsonText(told).replaceAll(/\n */g, '')}\n`);
      written += 1;
    } catch (error) {
      // A folder that cannot be written is another matter than a name that is none.
      const isOfRow =
        error instanceof ParseError ||
        (error instanceof GenerateError && error.code !== 'read-back') ||
        (error instanceof CliError && error.exitCode === exitCodes.usage);
      if (!isOfRow) throw error;
      refused += 1;
      io.stderr(`line ${line}: ${error.message}\n`);
    }
    progress.step();
  }
  progress.end();
  if (written + refused === 0) throw new CliError(exitCodes.usage, `${file} holds no name.`);
  return refused > 0 ? exitCodes.usage : exitCodes.passed;
}

async function* rowsOf(file: string, io: CliIo): AsyncGenerator<Numbered> {
  try {
    if (/\.csv$/i.test(file)) yield* csvRows(file);
    else yield* jsonRows(file, io);
  } catch (error) {
    if (error instanceof CliError || error instanceof ParseError) throw error;
    throw new CliError(exitCodes.couldNotLook, `${file} could not be read: ${fileReason(error)}.`, error);
  }
}

async function* csvRows(file: string): AsyncGenerator<Numbered> {
  const { parse, CsvError } = await import('csv-parse');
  const options = { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true } as const;
  const parser = parse({ ...options, max_record_size: maxRowBytes });
  // A failure to read is the parser's, which is asked next.
  pipeline(createReadStream(file), parser, () => undefined);
  try {
    for await (const one of parser) {
      const { info, record } = one as { readonly info: { readonly lines: number }; readonly record: unknown };
      yield { line: info.lines, values: record };
    }
  } catch (error) {
    // Where a record ends is then not known, and so not where the next begins.
    if (error instanceof CsvError)
      throw new CliError(exitCodes.usage, `${file} is no CSV: ${error.message}.`, error);
    throw error;
  }
}

async function* jsonRows(file: string, io: CliIo): AsyncGenerator<Numbered> {
  const chunks = file === '-' ? stdinOf(io) : createReadStream(file);
  for await (const { number, text } of linesOf(chunks, maxRowBytes)) {
    yield { line: number, values: text === undefined ? undefined : valueOf(text) };
  }
}

/** Undefined where it is no JSON. */
function valueOf(text: string): unknown {
  try {
    return parseBoundedJson(text);
  } catch {
    return undefined;
  }
}

/** Throws `ParseError`. */
function rowOf(values: unknown): Row {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new ParseError('row', 'It is no JSON object.');
  const row: Partial<Record<Field, string>> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = fields.find((one) => one === key);
    if (field === undefined)
      throw new ParseError('row', `There is no field "${key.slice(0, 60)}"; there are ${fields.join(', ')}.`);
    const text = textOf(value);
    if (text === undefined) throw new ParseError('row', `The field ${field} must be a text.`);
    if (text !== '') row[field] = text;
  }
  if (row.name === undefined) throw new ParseError('row', 'It has no name.');
  return row;
}

/** Ports may be numbers, one or several. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return Array.isArray(value) && value.every((one) => typeof one === 'number') ? value.join(',') : undefined;
}

/** The base with the row's own in place. Throws `ParseError` where that is no profile. */
function profileOf({ name = '', id, title, ports }: Row, base: Profile): Profile {
  const usual = profileQuestions.find(({ field }) => field === 'id')?.fallback({ name }) ?? '';
  const own = {
    ...base,
    name,
    id: id ?? usual,
    title: title ?? name,
    ...(ports === undefined ? {} : { ports: ports.split(/[,; ]+/).map(Number) }),
  };
  return parseProfile(JSON.stringify(own), `the profile of ${name.slice(0, 100)}`);
}

function siteOf({ zone, proxy, ca }: Row): KitOptions {
  return {
    ...(zone === undefined ? {} : { zone }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(ca === undefined ? {} : { certificateAuthority: ca }),
  };
}
