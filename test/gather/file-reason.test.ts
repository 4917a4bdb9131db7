import assert from 'node:assert/strict';
import { fileReason } from '../../lib/gather/file-reason.js';

const tooMany = 'this process has as many files open as it may (ulimit -n)';

describe('gather/file-reason', () => {
  for (const [code, message, reason] of [
    ['ENOENT', "ENOENT: no such file or directory, open '/a'", 'there is no such file or folder'],
    ['EACCES', "EACCES: permission denied, open '/a'", 'this user may not open it'],
    ['EPERM', "EPERM: operation not permitted, open '/a'", 'this user may not open it'],
    ['EISDIR', 'EISDIR: illegal operation on a directory, read', 'it is a folder; name a file'],
    ['ENOTDIR', "ENOTDIR: not a directory, open '/a/b'", 'a part of its path is not a folder'],
    ['EEXIST', "EEXIST: file already exists, open '/a'", 'it is there already'],
    ['ENOSPC', 'ENOSPC: no space left on device, write', 'there is no room left'],
    ['EROFS', "EROFS: read-only file system, open '/a'", 'it lies on a volume that cannot be written to'],
    ['EIO', 'EIO: i/o error, read', 'the device failed'],
    ['ERR_WORKER_INIT_FAILED', 'Worker initialization failure: EMFILE', tooMany],
    ['ERR_INVALID_PACKAGE_CONFIG', 'Cannot read package config /package.json: too many open files.', tooMany],
    ['ERR_OTHER', 'of another kind: EX', 'of another kind: EX'],
    ['EX', "EX: one, two words, open '/a, b/c'", 'EX: one, two words'],
    [undefined, 'plain words', 'plain words'],
  ] as const)
    it(`${message} → ${reason}`, () => {
      assert.equal(fileReason(Object.assign(new Error(message), { code })), reason);
    });
});
