/** How many bytes a file, or all files below a folder, hold. Links are not followed; count and depth are bounded. */
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CollectionError } from '../evidence/types.js';

export interface FolderSize {
  readonly bytes: number;
  readonly files: number;
}

const maxFiles = 200_000;
const maxDepth = 64;

/** Never rejects except by `signal`; `not-found` where there is nothing. */
export async function folderSize(path: string, signal?: AbortSignal): Promise<FolderSize | CollectionError> {
  const sum = { bytes: 0, files: 0 };
  try {
    await add(path, 0, sum, signal);
    return sum;
  } catch (error) {
    signal?.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { code: 'not-found', message: `${path}: there is no such file or folder` };
    return { code: code === 'EACCES' || code === 'EPERM' ? 'not-permitted' : 'unreadable', message };
  }
}

async function add(
  path: string,
  depth: number,
  sum: { bytes: number; files: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted();
  const info = await lstat(path);
  if (info.isFile()) {
    sum.bytes += info.size;
    sum.files += 1;
  }
  if (!info.isDirectory()) return;
  if (sum.files > maxFiles || depth >= maxDepth)
    throw new Error(`${path}: more than ${maxFiles} files, or ${maxDepth} folders deep`);
  for await (const { name } of await opendir(path)) await add(join(path, name), depth + 1, sum, signal);
}
