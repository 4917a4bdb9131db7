import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, open, writeFile } from 'node:fs/promises';
import { fileReason } from '../../lib/gather/file-reason.js';
import { readSecretFile } from '../../lib/gather/secret-file.js';
import { scratch } from '../cli/scratch.js';
import { skip } from '../skip.js';

describe('gather: a file that holds a secret', () => {
  const files = scratch();

  it('is one line, without blanks and a byte order mark', async () => {
    const path = await files.write('key', '\uFEFF  k3y-of-the-test \n');
    await chmod(path, 0o600);
    assert.deepEqual(await readSecretFile(path), { secret: 'k3y-of-the-test' });
  });

  // Every bit by itself: one that lets a group read gives the key away as much as one that lets everybody.
  for (const [mode, isOpen] of [
    [0o600, false],
    [0o400, false],
    [0o700, false],
    [0o640, true],
    [0o604, true],
    [0o620, true],
    [0o602, true],
    [0o610, true],
    [0o601, true],
    [0o644, true],
  ] as const) {
    it(`with mode ${mode.toString(8)} ${isOpen ? 'is told to be open to others' : 'is nobody else’s'}`, async function () {
      if (process.platform === 'win32') skip(this, 'Windows has no such bits');
      const path = await files.write(`mode-${mode}`, 'k3y-of-the-test');
      await chmod(path, mode);
      const { warning } = await readSecretFile(path);
      assert.equal(warning !== undefined, isOpen);
      if (isOpen) assert.match(warning ?? '', /can be read by other users/);
    });
  }

  it('is read from a pipe as well', async function () {
    if (process.platform === 'win32') skip(this, 'Windows has no such pipes');
    const path = files.path('pipe');
    execFileSync('mkfifo', [path]);
    const [{ secret }] = await Promise.all([readSecretFile(path), writeFile(path, 'k3y-of-the-test\n')]);
    assert.equal(secret, 'k3y-of-the-test');
  });

  const bad: readonly (readonly [
    title: string,
    content: string | undefined,
    code: string,
    message: RegExp,
  ])[] = [
    [
      'none',
      undefined,
      'secret-unreadable',
      /^The API key could not be read from [^:]*: there is no such file or folder\.$/,
    ],
    ['empty', ' \n', 'secret-empty', /is empty/],
    ['two lines', 'a\nb', 'secret-not-a-line', /one line of printable ASCII/],
    [
      'too long',
      'k'.repeat(20_000),
      'secret-unreadable',
      /it is 20000 bytes; at most 16384 bytes are read\.$/,
    ],
  ];
  for (const [title, content, code, message] of bad) {
    it(`${title}: says so once, and nothing of what it holds`, async () => {
      const path = files.path(title.replaceAll(' ', '-'));
      if (content !== undefined) await files.write(title.replaceAll(' ', '-'), content);
      await assert.rejects(readSecretFile(path), (error: Error & { code?: string }) => {
        assert.equal(error.code, code);
        assert.match(error.message, message);
        assert.equal(error.message.split(path).length, 2, 'names the file once');
        return true;
      });
    });
  }

  it('and any other file is spoken of without its path', async () => {
    const error = await open(files.path('nowhere')).catch((cause: unknown) => cause);
    assert.equal(fileReason(error), 'there is no such file or folder');
    const many = Object.assign(new Error("EMFILE: too many open files, open '/a/b'"), { code: 'EMFILE' });
    assert.equal(fileReason(many), 'this process has as many files open as it may (ulimit -n)');
    assert.equal(fileReason('odd'), 'odd');
  });
});
