/** Files → what the scanner finds in them: reads each within bounds, gives a bundle the source map that lies beside it. */
import { basename, dirname, join } from 'node:path';
import { readBoundedFile } from '../../bounded-file.js';
import { fileReason } from '../file-reason.js';
import {
  scanText,
  sourceMapName,
  type Needle,
  type SecretHit,
  type SecretRule,
} from '../../secrets/index.js';
import { walkFiles, type Skipped } from './walk-files.js';

export interface FileHit extends SecretHit {
  readonly file: string;
}

export interface SecretsScan {
  readonly files: number;
  readonly findings: readonly FileHit[];
  readonly skipped: readonly Skipped[];
  readonly notes: readonly { readonly file: string; readonly note: string }[];
  /** More was found than is told. */
  readonly isCut: boolean;
}

export interface ScanFilesOptions {
  readonly needles: readonly Needle[];
  readonly nodeModules: boolean;
  readonly ignored: ReadonlySet<SecretRule>;
  readonly readStdin: () => Promise<Uint8Array>;
  readonly signal: AbortSignal;
}

/** Larger than any bundle that a browser should be given (bytes). */
export const maxFileBytes: number = 64 * 1024 * 1024;
const maxFindings = 10_000;

export async function scanFiles(paths: readonly string[], options: ScanFilesOptions): Promise<SecretsScan> {
  const { needles, ignored } = options;
  const findings: FileHit[] = [];
  const skipped: Skipped[] = [];
  const notes: { file: string; note: string }[] = [];
  let files = 0;
  let isCut = false;
  const scan = (file: string, text: string, sourceMap: string | undefined): void => {
    files += 1;
    const result = scanText(text, {
      name: file,
      needles,
      ...(sourceMap === undefined ? {} : { sourceMap }),
    });
    const hits = result.hits.filter(({ rule }) => !ignored.has(rule)).map((hit) => ({ file, ...hit }));
    findings.push(...hits.slice(0, maxFindings - findings.length));
    isCut ||= result.isCut || findings.length >= maxFindings;
    if (result.isBroken && !isTyped(file))
      notes.push({ file, note: 'not valid as what its name says; searched all the same' });
  };
  if (paths.includes('-')) scan('stdin.js', decode(await options.readStdin()) ?? '', undefined);
  const walk = walkFiles(
    paths.filter((path) => path !== '-'),
    { ...options, skipped: (what) => skipped.push(what) },
  );
  for await (const file of walk) {
    if (findings.length >= maxFindings) break;
    const text = await readText(file, (what) => skipped.push(what));
    if (text !== undefined) scan(file, text, await mapBeside(file, text));
  }
  return { files, findings, skipped, notes, isCut };
}

/** TypeScript and JSX are more than JavaScript: that acorn does not read them is no note to anybody. */
function isTyped(file: string): boolean {
  return /\.(?:[cm]?tsx?|jsx|vue|svelte|astro|jsonc|json5|php|jspx?|aspx?)$/i.test(file);
}

async function readText(file: string, skip: (what: Skipped) => void): Promise<string | undefined> {
  const bytes = await readFile(file).catch((error: unknown) => error as Error);
  if (bytes instanceof Error) {
    skip({ path: file, reason: bytes.message, isFailure: true });
    return undefined;
  }
  const text = decode(bytes) ?? (isExecutable(file) ? new TextDecoder().decode(bytes) : undefined);
  if (text === undefined) skip({ path: file, reason: 'binary', isFailure: false });
  return text;
}

/** A browser takes these for text whatever is in them: a NUL in a comment must not hide the rest. */
function isExecutable(file: string): boolean {
  return /\.(?:[cm]?jsx?|json|map|x?html?|svg)$/i.test(file);
}

async function readFile(file: string): Promise<Uint8Array> {
  try {
    return (await readBoundedFile(file, { maxBytes: maxFileBytes, pipes: false })).bytes;
  } catch (error) {
    throw new Error(fileReason(error), { cause: error });
  }
}

/** UTF-8, or UTF-16 with its mark; undefined for what is not text. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.subarray(0, 8192).includes(0) ? undefined : new TextDecoder().decode(bytes);
}

/** The map that the bundle names, or `FILE.map`; in the bundle's own folder and nowhere else. */
async function mapBeside(file: string, text: string): Promise<string | undefined> {
  if (!/\.[cm]?js$/i.test(file)) return undefined;
  const named = sourceMapName(text);
  const path =
    named === undefined ? `${file}.map` : join(dirname(file), basename(named.replace(/[?#].*$/, '')));
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? undefined : decode(bytes);
}
