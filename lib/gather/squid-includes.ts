/**
 * The files that a squid.conf includes. It may come from anybody, so a file is looked for beside it alone, as a set of
 * configuration files is handed over, and of what is there only the access rules are kept: nobody can have another file of
 * this user put into evidence.
 */
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { IncludedEvidence } from '../evidence/types.js';
import { squidLines, squidWords } from '../proxy/formats/squid-lines.js';
import { asEvidence, readSource } from './source.js';

/** As deep as Squid itself goes, and more files than any has. */
const maxDepth = 16;
const maxFiles = 128;

/** What is included by the text of the file at `path`, and by that in turn; nothing where it includes nothing. */
export async function gatherIncludes(
  path: string,
  text: string,
  signal?: AbortSignal,
): Promise<IncludedEvidence[]> {
  const found: IncludedEvidence[] = [];
  const known = new Set<string>();
  let patterns = patternsIn(text);
  for (let depth = 0; depth < maxDepth && patterns.length > 0; depth += 1) {
    const next: string[] = [];
    for (const pattern of patterns.filter((one) => !known.has(one))) {
      known.add(pattern);
      for (const file of await filesFor(pattern, dirname(path))) {
        if (found.length >= maxFiles) return found;
        const read = await readSource(file, { signal, pipes: false });
        if (!('bytes' in read)) {
          found.push({ pattern, ...asEvidence(file, read) });
          continue;
        }
        const rules = rulesOf(Buffer.from(read.bytes).toString('utf8'));
        found.push({ pattern, ...asEvidence(file, { bytes: Buffer.from(rules) }) });
        next.push(...patternsIn(rules));
      }
    }
    patterns = next;
  }
  return found;
}

function patternsIn(text: string): string[] {
  return squidLines(text.split('\n')).flatMap((line) => {
    const [directive, ...patterns] = squidWords(line);
    return directive === 'include' ? patterns : [];
  });
}

/** Access rules, each on the lines of before: what else is in the file is nobody's business. */
function rulesOf(text: string): string {
  const lines = text.split(/\r?\n/);
  const kept = lines.map(() => '');
  for (const { text: line, first, last } of squidLines(lines)) {
    if (!/^(?:acl|http_access|include)\s/.test(line)) continue;
    for (let at = first; at <= last; at++) kept[at] = lines[at] ?? '';
  }
  return kept.join('\n');
}

/** The paths below the folder that the pattern means, in the order in which Squid takes them. */
async function filesFor(pattern: string, folder: string): Promise<string[]> {
  for (const place of placesOf(pattern, folder)) {
    const files = await matching(place);
    const inside: string[] = [];
    for (const file of files) if (await isInside(file, folder)) inside.push(file);
    if (inside.length > 0) return inside;
  }
  return [];
}

/** Where it says, if that is below the folder; else with the last folder of its path, or beside the file. */
function placesOf(pattern: string, folder: string): string[] {
  const parts = pattern.split('/');
  const beside = [join(folder, ...parts.slice(-2)), join(folder, basename(pattern))];
  const said = isAbsolute(pattern) ? normalize(pattern) : join(folder, pattern);
  return isBelow(said, folder) ? [said, ...beside] : beside;
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function isInside(file: string, folder: string): Promise<boolean> {
  try {
    return isBelow(await realpath(file), await realpath(folder));
  } catch {
    return false;
  }
}

const isPattern = (part: string): boolean => /[*?[]/.test(part);

/** What a place with wildcards in any part of its path stands for (glob(7), without hidden names), at most `maxFiles`. */
async function matching(place: string): Promise<string[]> {
  const parts = place.split(sep);
  const first = parts.findIndex(isPattern);
  if (first === -1) return [place];
  let found = [parts.slice(0, first).join(sep)];
  for (const part of parts.slice(first)) {
    const next: string[] = [];
    for (const folder of found) {
      const names = isPattern(part) ? (await namesIn(folder)).filter((name) => isNamed(name, part)) : [part];
      next.push(...names.map((name) => join(folder, name)));
    }
    found = next.slice(0, maxFiles);
  }
  return found;
}

/** Whether a name fits a part of a path with `*`, `?` and `[…]`; of a part with many stars none does. */
function isNamed(name: string, part: string): boolean {
  if (name.startsWith('.') !== part.startsWith('.')) return false;
  const pieces = part.split(/(\*+|\?|\[!?[^\]]+\])/);
  if (part.length > 255 || pieces.filter((piece) => piece.startsWith('*')).length > 8) return false;
  const source = pieces.map((piece) => {
    if (piece.startsWith('*')) return '.*';
    if (piece === '?') return '.';
    if (/^\[.+\]$/.test(piece))
      return `[${piece
        .slice(1, -1)
        .replace(/^!/, '^')
        .replace(/[\\[\]]/g, '\\$&')}]`;
    return piece.replace(/[.+^${}()|[\]\\*?]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source.join('')}$`, 's').test(name);
  } catch {
    // A range from a later character to an earlier one.
    return false;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}
