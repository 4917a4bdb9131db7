/**
 * The regular files below what a user named, each once, in an order that is the same each time. What is left out is told with
 * its reason: symbolic links that lead back or outside, devices, folders of packages and of version control.
 */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathOnDisk } from '../../bounded-file.js';
import { fileReason } from '../file-reason.js';

export interface Skipped {
  readonly path: string;
  readonly reason: string;
  /** Whether something that was to be looked at was not: then nothing found is no pass. */
  readonly isFailure: boolean;
}

export interface WalkOptions {
  /** Go into `node_modules` as well. */
  readonly nodeModules: boolean;
  readonly signal: AbortSignal;
  readonly skipped: (what: Skipped) => void;
}

/** Deeper than any build output (folders). */
const maxDepth = 64;
const maxFiles = 200_000;
const versionControl = new Set(['.git', '.hg', '.svn']);

export async function* walkFiles(roots: readonly string[], options: WalkOptions): AsyncGenerator<string> {
  const seen = new Set<string>();
  let files = 0;
  for (const root of roots) {
    const top = await resolved(root, options);
    if (top === undefined) continue;
    for await (const file of below(root, { ...options, top, seen, depth: 0 })) {
      files += 1;
      if (files > maxFiles) {
        options.skipped({
          path: root,
          reason: `more than ${maxFiles} files: name a folder further down`,
          isFailure: true,
        });
        return;
      }
      yield file;
    }
  }
}

interface Walk extends WalkOptions {
  /** The real path of what the user named: links that leave it are not followed. */
  readonly top: string;
  /** Real paths of what has been read. */
  readonly seen: Set<string>;
  readonly depth: number;
}

async function* below(path: string, walk: Walk): AsyncGenerator<string> {
  walk.signal.throwIfAborted();
  const skip = (reason: string, isFailure = false): void => {
    walk.skipped({ path, reason, isFailure });
  };
  const real = await resolved(path, walk);
  if (real === undefined) return;
  if (!isWithin(real, walk.top)) {
    skip('a symbolic link that leads outside of what was named');
    return;
  }
  const isLink = (await lstat(await pathOnDisk(path))).isSymbolicLink();
  if (walk.seen.has(real)) {
    skip(isLink ? 'a symbolic link to what is read already, or a loop' : 'read already');
    return;
  }
  walk.seen.add(real);
  const info = await stat(await pathOnDisk(real));
  if (info.isFile()) {
    yield path;
    return;
  }
  if (!info.isDirectory()) {
    // Somebody who names one wants it looked at; in a folder nothing loads it.
    skip('neither a file nor a folder', walk.depth === 0);
    return;
  }
  if (walk.depth >= maxDepth) {
    skip(`more than ${maxDepth} folders deep`, true);
    return;
  }
  for (const name of await names(path, skip)) {
    const inner = join(path, name);
    const reason = leftOut(name, walk);
    if (reason === undefined) yield* below(inner, { ...walk, depth: walk.depth + 1 });
    else walk.skipped({ path: inner, reason, isFailure: false });
  }
}

function leftOut(name: string, { nodeModules }: WalkOptions): string | undefined {
  if (name === 'node_modules' && !nodeModules) return 'packages, not the bundle; --node-modules reads them';
  return versionControl.has(name) ? 'version control' : undefined;
}

function isWithin(path: string, top: string): boolean {
  const way = relative(top, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`));
}

async function names(path: string, skip: (reason: string, isFailure: boolean) => void): Promise<string[]> {
  try {
    return (await readdir(await pathOnDisk(path))).sort();
  } catch (error) {
    skip(fileReason(error), true);
    return [];
  }
}

/** The real path; undefined, told, where there is none. */
async function resolved(path: string, { skipped }: WalkOptions): Promise<string | undefined> {
  try {
    return await realpath(await pathOnDisk(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const isLink = await lstat(path).then(
      (info) => info.isSymbolicLink(),
      () => false,
    );
    // A link to nowhere hides nothing; a loop of links neither.
    if (isLink && (code === 'ELOOP' || code === 'ENOENT')) {
      const reason = code === 'ELOOP' ? 'a loop of symbolic links' : 'a symbolic link to nothing';
      skipped({ path, reason, isFailure: false });
    } else skipped({ path, reason: fileReason(error), isFailure: true });
    return undefined;
  }
}
