/** Why a file could not be read or written, in words and without its path: who tells it has named that already. */
import { FileNotRead } from '../bounded-file.js';

/** What the operating system says, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not open it',
  EISDIR: 'it is a folder; name a file',
  ENOTDIR: 'a part of its path is not a folder',
  EEXIST: 'it is there already',
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left for this user',
  EFBIG: 'it is larger than this user may write',
  EROFS: 'it lies on a volume that cannot be written to',
  EMFILE: 'this process has as many files open as it may (ulimit -n)',
  ENFILE: 'this machine has as many files open as it can',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the device failed',
  ENXIO: 'nobody is at its other end',
};

/**
 * Where Node wraps a failure of the system, its code or its words stand at the end of the message: `ERR_WORKER_INIT_FAILED`,
 * and `ERR_INVALID_PACKAGE_CONFIG` from Node 24 on.
 */
function systemCode({ code = '', message }: NodeJS.ErrnoException): string {
  if (!code.startsWith('ERR_')) return code;
  if (message.endsWith(': too many open files.')) return 'EMFILE';
  return /: (E[A-Z]+)$/.exec(message)?.[1] ?? code;
}

/** Of an error of the system: its words; undefined where this is none that has any. */
export function systemReason(error: unknown): string | undefined {
  return error instanceof Error ? reasons[systemCode(error)] : undefined;
}

/** Node's own words where the code is none of those. */
export function fileReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof FileNotRead) return `it ${error.message}`;
  return systemReason(error) ?? error.message.replace(/, \w+(?: '.*)?$/s, '');
}
