/**
 * `npm run conformance -- pac DIR [URL]`: proves every PAC file of a folder and prints a row for each: verdict, paths
 * run, the smallest counterexample, milliseconds, and what went wrong.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { DIALECT_NAMES, loadPac, type DialectName, type Proof } from '../../lib/pac/index.js';

const DEFAULT_URL = 'https://t1c.t1t.io:51983/';
/** Tables and notes that lie beside PAC files. */
const NOTES = /\.(?:tsv|csv|md|json)$/i;
const COLUMNS = ['file', 'verdict', 'paths', 'ms', 'counterexample', 'error'] as const;

export interface PacRow {
  readonly file: string;
  readonly verdict: string;
  readonly paths: number;
  readonly ms: number;
  readonly counterexample: string;
  readonly error: string;
  readonly proof: Proof | null;
}

const oneLine = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- what a hostile file says must not reach the terminal as control codes
  text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').trim();

function errorOf(proof: Proof): string {
  if (proof.failure !== null) {
    const { code, message, line } = proof.failure;
    return `${code}: ${message}${line === undefined ? '' : ` (line ${line})`}`;
  }
  return '';
}

/** A pipe or a device would never end, so it is not read. Throws `Error`. */
async function contentOf(path: string): Promise<Uint8Array> {
  if (!(await stat(path)).isFile()) throw new Error('not a file');
  return readFile(path);
}

/** Proves one file. Never throws: what cannot be proven is a row too. */
export async function provePacFile(
  path: string,
  file: string,
  url: string,
  dialect: DialectName,
): Promise<PacRow> {
  const began = performance.now();
  const empty = { file, paths: 0, counterexample: '', proof: null };
  try {
    const pac = await loadPac(await contentOf(path), { dialect });
    try {
      const proof = await pac.prove(url, { variants: false });
      const error = errorOf(proof);
      const obstacles = proof.obstacles.map(
        ({ reason, line }) => reason + (line === null ? '' : ` (line ${line})`),
      );
      return {
        file,
        verdict: error !== '' && proof.verdict === 'unknown' ? 'error' : proof.verdict,
        paths: proof.paths,
        ms: Math.round(performance.now() - began),
        counterexample: proof.counterexamples[0]?.words ?? '',
        error: error !== '' ? error : obstacles.join('; '),
        proof,
      };
    } finally {
      await pac.close();
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    return { ...empty, verdict: 'error', ms: Math.round(performance.now() - began), error };
  }
}

const isDialect = (name: string): name is DialectName => DIALECT_NAMES.some((known) => known === name);

/** The files that are proven, by their paths from `place`, in order; of a `place` that is a file, that one. */
export async function pacFilesOf(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [''];
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !NOTES.test(entry.name))
    .map((entry) => relative(place, join(entry.parentPath, entry.name)))
    .sort();
}

export async function pac(args: readonly string[]): Promise<void> {
  const [place, url = DEFAULT_URL, dialect = 'chromium'] = args;
  if (place === undefined || !URL.canParse(url) || !isDialect(dialect)) {
    console.error(`usage: npm run conformance -- pac DIR [URL] [${DIALECT_NAMES.join('|')}]`);
    process.exitCode = 2;
    return;
  }
  const files = await pacFilesOf(place);
  console.log(COLUMNS.join('\t'));
  const counts: Record<string, number> = {};
  for (const file of files) {
    const row = await provePacFile(join(place, file), file || basename(place), url, dialect);
    counts[row.verdict] = (counts[row.verdict] ?? 0) + 1;
    console.log(COLUMNS.map((column) => oneLine(String(row[column])).slice(0, 300)).join('\t'));
  }
  const decided = (counts['always'] ?? 0) + (counts['never'] ?? 0) + (counts['sometimes'] ?? 0);
  const parts = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(
    `${decided} decided, ${counts['unknown'] ?? 0} unknown, ${counts['error'] ?? 0} errors (${parts.join(', ')})`,
  );
}
