/** Writes a kit of artefacts to a folder, each below its team's folder. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readBoundedFile } from '../bounded-file.js';
import { fileReason } from '../gather/file-reason.js';
import { artefactBytes, type Kit } from '../generate/index.js';
import { maxSourceBytes } from '../gather/source-limit.js';
import { CliError, exitCodes } from './io.js';
import { statOrNone, writeWhole } from './write-whole.js';

export interface WrittenKit {
  readonly paths: readonly string[];
  /** Files of the kit that was there before which this one has not: still there, and not made anew. */
  readonly left: readonly string[];
}

/** For stderr. */
export function leftText(path: string): string {
  return `left from the former kit, not made anew: ${path}`;
}

const header = /^staylocal \S+, target kit, profile (\S+)$/m;

/**
 * Files of a former kit of the same profile are replaced; nothing else in the folder is touched. Throws `CliError` before
 * anything is written where a file of one of the names is there that is no such kit's.
 */
export async function writeKit(folder: string, { files }: Kit): Promise<WrittenKit> {
  const former = await formerKit(folder);
  const names = files.map(({ fileName }) => fileName);
  const [readme] = files;
  await refuseOthers(folder, names, former, header.exec(readme?.text ?? '')?.[1]);
  const paths: string[] = [];
  for (const file of files) {
    const path = inFolder(folder, file.fileName);
    try {
      await mkdir(dirname(path), { recursive: true });
    } catch (cause) {
      throw notWritten(dirname(path), cause);
    }
    await writeWhole('The kit', path, artefactBytes(file));
    paths.push(path);
  }
  const left: string[] = [];
  for (const name of former?.names ?? []) {
    if (!names.includes(name) && (await isThere(inFolder(folder, name)))) left.push(inFolder(folder, name));
  }
  return { paths, left };
}

interface FormerKit {
  readonly profile: string;
  readonly names: readonly string[];
}

/** What the README in the folder says of a kit; undefined where there is none. */
async function formerKit(folder: string): Promise<FormerKit | undefined> {
  const path = join(folder, 'README.md');
  if (!(await isThere(path))) return undefined;
  try {
    const { bytes } = await readBoundedFile(path, { maxBytes: maxSourceBytes, pipes: false });
    const text = bytes.toString('utf8');
    const profile = header.exec(text)?.[1];
    const names = [...text.matchAll(/^File `([a-z]+\/[A-Za-z0-9._-]+)` \(target `/gm)].map(
      ([, name = '']) => name,
    );
    return profile === undefined ? undefined : { profile, names };
  } catch (cause) {
    throw notWritten(path, cause);
  }
}

async function refuseOthers(
  folder: string,
  names: readonly string[],
  former: FormerKit | undefined,
  profile: string | undefined,
): Promise<void> {
  if (former !== undefined && former.profile === profile) return;
  for (const name of names) {
    const path = inFolder(folder, name);
    if (!(await isThere(path))) continue;
    const whose =
      former === undefined
        ? 'is there and is not of a kit'
        : `is of the kit of the profile ${former.profile}`;
    throw new CliError(exitCodes.usage, `Nothing was written: ${path} ${whose}; name a folder of its own.`);
  }
}

function inFolder(folder: string, name: string): string {
  return join(folder, ...name.split('/'));
}

async function isThere(path: string): Promise<boolean> {
  try {
    return (await statOrNone(path)) !== undefined;
  } catch (cause) {
    throw notWritten(path, cause);
  }
}

function notWritten(path: string, cause: unknown): CliError {
  return new CliError(
    exitCodes.couldNotLook,
    `The kit could not be written to ${path}: ${fileReason(cause)}.`,
    cause,
  );
}
