/**
 * The files that a squid.conf includes. It may come from anybody, so a file is looked for beside it alone, as a set of
 * configuration files is handed over, and of what is there only the access rules are kept: nobody can have another file of
 * this user put into evidence.
 */
import { readdir, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { IncludedEvidence } from '../evidence/types.js';
import { asEvidence, readSource } from './source.js';

/** As deep as Squid itself goes, and more files than any has. */
const maxDepth = 16;
const maxFiles = 128;

const includeLine = /^[ \t]*include[ \t]+(\S.*)$/gm;

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
        const read = await readSource(file, signal, undefined, false);
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
  return [...text.matchAll(includeLine)].flatMap(([, rest = '']) =>
    rest
      .replace(/(?:^|(?<=\s))#.*$/, '')
      .trim()
      .split(/\s+/)
      .filter((one) => one !== ''),
  );
}

/** Access rules, each on its own line of before: what else is in the file is nobody's business. */
function rulesOf(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => (/^\s*(?:acl|http_access|include)\s/.test(line) ? line : ''))
    .join('\n');
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
  const said = isAbsolute(pattern) ? pattern : join(folder, pattern);
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

/** Wildcards count in the last part of the path, as in every configuration that is delivered. */
async function matching(place: string): Promise<string[]> {
  const last = basename(place);
  if (!/[*?]/.test(last) || last.length > 255) return [place];
  const words = last.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*+/g, '*');
  const pattern = new RegExp(`^${words.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  try {
    const names = await readdir(dirname(place));
    return names
      .filter((name) => !name.startsWith('.') && pattern.test(name))
      .sort()
      .map((name) => join(dirname(place), name));
  } catch {
    return [];
  }
}
