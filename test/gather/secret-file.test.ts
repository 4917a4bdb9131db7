import assert from 'node:assert/strict';
import { chmod, open } from 'node:fs/promises';
import { fileReason } from '../../lib/gather/file-reason.js';
import { readSecretFile } from '../../lib/gather/secret-file.js';
import { scratch } from '../cli/scratch.js';

describe('gather: a file that holds a secret', () => {
  const files = scratch();

  it('is one line, without blanks and a byte order mark', async () => {
    const path = await files.write('key', '\uFEFF  k3y-of-the-test \n');
    await chmod(path, 0o600);
    assert.deepEqual(await readSecretFile(path), { secret: 'k3y-of-the-test' });
    await chmod(path, 0o644);
    assert.match((await readSecretFile(path)).warning ?? '', /can be read by other users/);
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
    ['too long', 'k'.repeat(20_000), 'secret-unreadable', /it is longer than 16384 bytes\.$/],
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
    assert.equal(fileReason(many), 'EMFILE: too many open files');
    assert.equal(fileReason('odd'), 'odd');
  });
});
