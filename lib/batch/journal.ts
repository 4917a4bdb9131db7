/**
 * The journal of a batch: each result, in a file, before it is told to anybody. Who starts again with the same journal and the
 * same input does only what is not in it, and gets all results. A line that a killed run left unfinished is taken away.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { ParseError } from '../errors.js';
import type { BatchResult } from './types.js';

/** Lines as `lib/cli/lines.ts` has them. */
export interface JournalLine {
  readonly text?: string;
  readonly start: number;
  readonly end: number;
  readonly isWhole: boolean;
}

export type LinesOf = (chunks: AsyncIterable<Uint8Array>, maxBytes: number) => AsyncIterable<JournalLine>;

interface Head {
  readonly journal: 'staylocal batch';
  readonly version: 1;
  /** Of what decides the results beside the lines. */
  readonly options: string;
}

interface Entry {
  readonly line: number;
  readonly sha256: string;
  readonly result: BatchResult;
}

/** Where an entry is, and of which text. */
interface Place {
  readonly start: number;
  readonly length: number;
  readonly digest: string;
}

const maxEntryBytes = 16 * 1024 * 1024;

export class Journal {
  readonly #fd: number;
  readonly #path: string;
  readonly #places = new Map<number, Place>();
  #end: number;

  private constructor(fd: number, path: string, end: number) {
    this.#fd = fd;
    this.#path = path;
    this.#end = end;
  }

  /** Throws `ParseError` where the file is another run's, or no journal; else what the system says. */
  static async open(path: string, options: string, linesOf: LinesOf): Promise<Journal> {
    const fd = openSync(path, 'a+', 0o600);
    const journal = new Journal(fd, path, 0);
    try {
      // A device may be read without an end, and what a pipe holds is gone once it was read.
      if (!fstatSync(fd).isFile())
        throw new ParseError('journal-foreign', `${path} is no file; a journal is one.`);
      await journal.#read(options, linesOf);
      return journal;
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  get path(): string {
    return this.#path;
  }

  /** How many results it holds. */
  get size(): number {
    return this.#places.size;
  }

  /** The result of that line, where it holds one. Throws `ParseError` where it was of another text. */
  get(line: number, text: string): BatchResult | undefined {
    const place = this.#places.get(line);
    if (place === undefined) return undefined;
    if (place.digest !== digestOf(text))
      throw new ParseError(
        'journal-input',
        `Line ${line} of the input is another than the journal ${this.#path} is about; name a new journal.`,
      );
    const bytes = Buffer.alloc(place.length);
    readSync(this.#fd, bytes, 0, place.length, place.start);
    return (JSON.parse(bytes.toString('utf8')) as Entry).result;
  }

  /** It is in the file when this returns. Throws what the system says; the file then holds what it held before. */
  add(text: string, result: BatchResult): void {
    const entry: Entry = { line: result.line, sha256: digestOf(text), result };
    const length = this.#append(entry);
    this.#places.set(result.line, { start: this.#end - length, length, digest: entry.sha256 });
  }

  close(): void {
    fdatasyncSync(this.#fd);
    closeSync(this.#fd);
  }

  #append(value: object): number {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      for (let written = 0; written < bytes.length;)
        written += writeSync(this.#fd, bytes, written, bytes.length - written);
    } catch (error) {
      // What a full disk took of it would run into the next entry.
      ftruncateSync(this.#fd, this.#end);
      throw error;
    }
    this.#end += bytes.length;
    return bytes.length;
  }

  async #read(options: string, linesOf: LinesOf): Promise<void> {
    const head: Head = { journal: 'staylocal batch', version: 1, options };
    let isFirst = true;
    for await (const { text, start, end, isWhole } of linesOf(createReadStream(this.#path), maxEntryBytes)) {
      if (!isWhole) {
        // Of a file of somebody else's nothing is taken away.
        if (isFirst && !JSON.stringify(head).startsWith(text ?? '?')) this.#checkHead('', head);
        break;
      }
      if (isFirst) this.#checkHead(text ?? '', head);
      else this.#keep(text ?? '', start, end);
      isFirst = false;
      this.#end = end;
    }
    ftruncateSync(this.#fd, this.#end);
    if (isFirst) this.#append(head);
  }

  #checkHead(text: string, { journal, version, options }: Head): void {
    const head = parsed(text) as Partial<Head> | undefined;
    if (head?.journal !== journal || head.version !== version)
      throw new ParseError(
        'journal-foreign',
        `${this.#path} is no journal of a batch; name a file of its own.`,
      );
    if (head.options !== options)
      throw new ParseError(
        'journal-options',
        `The journal ${this.#path} is of a batch with other options (profile, resolvers, anchors, time); name a new one.`,
      );
  }

  #keep(text: string, start: number, end: number): void {
    const entry = parsed(text) as Partial<Entry> | undefined;
    if (
      typeof entry?.line !== 'number' ||
      typeof entry.sha256 !== 'string' ||
      entry.result?.line !== entry.line
    )
      throw new ParseError(
        'journal-damaged',
        `${this.#path} is damaged at byte ${start}; name a new journal.`,
      );
    this.#places.set(entry.line, { start, length: end - start, digest: entry.sha256 });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
