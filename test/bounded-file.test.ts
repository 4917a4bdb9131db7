import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, open, truncate, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { readBoundedFile, type BoundedRead } from '../lib/bounded-file.js';
import { scratch } from './cli/scratch.js';
import { skip } from './skip.js';

const few: BoundedRead = { maxBytes: 10, pipes: true };

describe('a file within a bound', () => {
  const files = scratch();
  const read = async (path: string | URL, options: BoundedRead = few): Promise<string> =>
    (await readBoundedFile(path, options)).bytes.toString('latin1');

  it('is read whole up to the bound, by path and by URL', async () => {
    for (const text of ['', 'a', 'x'.repeat(10)]) {
      const path = await files.write('some', text);
      assert.equal(await read(path), text);
      assert.equal(await read(pathToFileURL(path)), text);
    }
  });

  it('is not read where it is larger, and the bound is said', async () => {
    const path = await files.write('more', 'x'.repeat(11));
    await assert.rejects(read(path), {
      code: 'too-large',
      message: 'is 11 bytes; at most 10 bytes are read',
    });
    await truncate(path, 1 << 30);
    const before = process.memoryUsage().rss;
    await assert.rejects(read(path, { maxBytes: 1000, pipes: true }), /is 1073741824 bytes/);
    assert.ok(process.memoryUsage().rss - before < 1 << 28);
  });

  it('is no folder', async () => {
    await mkdir(files.path('folder'));
    await assert.rejects(read(files.path('folder')), { code: 'is-a-directory' });
  });

  it('is there, or the system says why not', async () => {
    await assert.rejects(read(files.path('none')), { code: 'ENOENT' });
  });

  describe('of another kind', () => {
    if (process.platform === 'win32') {
      it('(skipped: Windows has none of these)');
      return;
    }
    const pipe = (name: string): string => {
      execFileSync('mkfifo', [files.path(name)]);
      return files.path(name);
    };

    it('a device that never ends', async () => {
      await assert.rejects(read('/dev/zero'), {
        code: 'too-large',
        message: 'has more than 10 bytes; at most 10 bytes are read',
      });
    });
    it('one that holds nothing', async () => {
      assert.equal(await read('/dev/null'), '');
    });
    it('a pipe, piece by piece', async () => {
      const path = pipe('pieces');
      const reading = read(path);
      // Opening it waits for the reader.
      const end = await open(path, 'w');
      for (const piece of ['a', 'b', 'c', 'd']) await end.write(piece);
      await end.close();
      assert.equal(await reading, 'abcd');
    });
    it('a pipe with more than is read', async () => {
      const path = pipe('much');
      await Promise.all([
        assert.rejects(read(path), { code: 'too-large' }),
        writeFile(path, 'x'.repeat(11)).catch(() => undefined),
      ]);
    });
    it('a pipe that nobody writes to, until there is an end to waiting', async () => {
      const stop = new AbortController();
      const reading = read(pipe('silent'), { ...few, signal: stop.signal });
      setImmediate(() => {
        stop.abort(new Error('enough'));
      });
      await assert.rejects(reading, /enough/);
    });
    it('none of them where a file is asked for', async () => {
      for (const path of [pipe('refused'), '/dev/zero', '/dev/null'])
        await assert.rejects(read(path, { ...few, pipes: false }), {
          code: 'not-a-file',
          message: 'is no regular file',
        });
    });
    it('what the system makes up as it is read', async function () {
      if (process.platform !== 'linux') skip(this, '/proc is Linux’s');
      assert.match(await read('/proc/self/comm', { maxBytes: 100, pipes: false }), /\n$/);
    });
    it('a name that is no UTF-8, as Node writes it, and not one of two', async function () {
      if (process.platform !== 'linux') skip(this, 'other systems have no such names');
      const inBytes = (name: string): Buffer => Buffer.from(`${files.path('')}/${name}`, 'latin1');
      await writeFile(inBytes('caf\xe9.pac'), 'cafe');
      await mkdir(inBytes('d\xfcr'));
      await writeFile(inBytes('d\xfcr/\xfc'), 'deep');
      assert.equal(await read(files.path('caf\ufffd.pac')), 'cafe');
      assert.equal(await read(files.path('d\ufffdr/\ufffd')), 'deep');
      await writeFile(inBytes('caf\xe8.pac'), 'other');
      await assert.rejects(read(files.path('caf\ufffd.pac')), { code: 'ENOENT' });
      await assert.rejects(read(files.path('\ufffd')), { code: 'ENOENT' });
    });
  });
});
