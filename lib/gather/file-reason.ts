/** Why a file could not be read or written, in words and without its path: who tells it has named that already. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not open it',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'it is there already',
  ENOSPC: 'there is no room left',
  EROFS: 'it lies on a volume that cannot be written to',
};

/** Node's own words where the code is none of those: `EMFILE: too many open files`. */
export function fileReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  return reasons[code ?? ''] ?? message.replace(/, \w+(?: '.*)?$/s, '');
}
