/** Writes a file whole or not at all: who reads it meanwhile, or after a crash, finds the former one or the new one. */
import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import {
  access,
  lstat,
  open,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileNotRead, readBoundedFile } from '../bounded-file.js';
import { fileReason } from '../gather/file-reason.js';
import { CliError, exitCodes } from './io.js';
import { temporary } from './temporary.js';

export interface WriteOptions {
  /** The bytes that the new ones were made from: a file that no longer holds them is left alone. */
  readonly was?: Uint8Array | undefined;
  /** For its owner only, also where the former file was not. */
  readonly isPrivate?: boolean;
}

/**
 * Writes beside the file and puts that in its place; a link stays a link, and mode and owner stay. Throws `CliError` with
 * `what` as the subject of its sentence.
 */
export async function writeWhole(
  what: string,
  path: string,
  bytes: Uint8Array,
  options: WriteOptions = {},
): Promise<void> {
  try {
    const present = await statOrNone(path);
    if (present === undefined ? await isLink(path) : !present.isFile())
      await writeFile(path, bytes, { mode: options.isPrivate === true ? 0o600 : 0o666 });
    else await replace(present === undefined ? path : await realpath(path), present, bytes, options);
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw new CliError(
      exitCodes.couldNotLook,
      `${what} could not be written to ${path}: ${fileReason(cause)}.`,
      cause,
    );
  }
}

async function replace(
  path: string,
  present: Stats | undefined,
  bytes: Uint8Array,
  { was, isPrivate = false }: WriteOptions,
): Promise<void> {
  // A rename asks for the folder's permission alone: a file that is write-protected is to stay as it is.
  if (present !== undefined) await access(path, constants.W_OK);
  const beside = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}`);
  const gone = temporary(beside);
  try {
    const file = await open(beside, 'wx', present === undefined && !isPrivate ? 0o666 : 0o600);
    try {
      await file.writeFile(bytes);
      if (present !== undefined) await takeOver(file, present, isPrivate);
      await file.sync();
    } finally {
      await file.close();
    }
    if (was !== undefined && !(await holds(path, was)))
      throw new CliError(
        exitCodes.couldNotLook,
        `${path} was changed while it was merged with; run it again.`,
      );
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    gone();
  }
}

/** Whether the file is still what it was; one that has grown is not read to its end. */
async function holds(path: string, was: Uint8Array): Promise<boolean> {
  try {
    return (await readBoundedFile(path, { maxBytes: was.length, pipes: false })).bytes.equals(was);
  } catch (error) {
    if (error instanceof FileNotRead) return false;
    throw error;
  }
}

async function takeOver(file: FileHandle, { uid, gid, mode }: Stats, isPrivate: boolean): Promise<void> {
  const own = await file.stat();
  if (own.uid !== uid || own.gid !== gid) await file.chown(uid, gid);
  if (!isPrivate) await file.chmod(mode & 0o7777);
}

/** `undefined`: nothing is there. Throws what the system says otherwise. */
export async function statOrNone(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** One that leads to no file, here: what it names is made. */
async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}
