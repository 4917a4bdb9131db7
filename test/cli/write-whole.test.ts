import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises';
import { writeWhole } from '../../lib/cli/write-whole.js';
import { runCli } from './run-cli.js';
import { scratch } from './scratch.js';

const text = (words: string): Uint8Array => Buffer.from(words);

describe('cli: write-whole', () => {
  const files = scratch();

  it('leaves the new bytes, the mode and nothing else', async () => {
    await mkdir(files.path('a'));
    const path = await files.write('a/settings', 'old');
    await chmod(path, 0o640);
    await writeWhole('It', path, text('new'));
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o7777, 0o640);
    assert.deepEqual(await readdir(files.path('a')), ['settings']);
  });

  it('keeps what is private from others, also where the file was there, or a link leads to none', async () => {
    await chmod(await files.write('open', 'old'), 0o644);
    await symlink(files.path('behind'), files.path('to-none'));
    for (const [name, at] of [
      ['open', 'open'],
      ['new', 'new'],
      ['to-none', 'behind'],
    ] as const) {
      await writeWhole('It', files.path(name), text('new'), { isPrivate: true });
      assert.equal((await stat(files.path(at))).mode & 0o7777, 0o600, name);
    }
  });

  it('follows a link and leaves it one, also where it leads to no file yet', async () => {
    const path = await files.write('target', 'old');
    for (const [link, target] of [
      ['link', path],
      ['dangling', files.path('made')],
    ] as const) {
      await symlink(target, files.path(link));
      await writeWhole('It', files.path(link), text('new'));
      assert.ok((await lstat(files.path(link))).isSymbolicLink());
      assert.equal(await readFile(target, 'utf8'), 'new');
    }
  });

  it('writes to a device, and does not replace it', async () => {
    await writeWhole('It', '/dev/null', text('new'));
    assert.ok((await stat('/dev/null')).isCharacterDevice());
  });

  it('leaves alone what was changed since it was read, and what is no file', async () => {
    await mkdir(files.path('b'));
    const path = await files.write('b/settings', 'changed');
    await assert.rejects(writeWhole('It', path, text('new'), { was: text('old') }), {
      message: /was changed while it was merged/,
    });
    assert.equal(await readFile(path, 'utf8'), 'changed');
    await writeWhole('It', path, text('new'), { was: text('changed') });
    assert.deepEqual(await readdir(files.path('b')), ['settings']);
    await assert.rejects(writeWhole('It', files.path('b'), text('new')), {
      message: /It could not be written to .*folder/,
    });
    await assert.rejects(writeWhole('It', files.path('none/x'), text('new')), {
      message: /there is no such file or folder/,
    });
  });

  it('merges a file in its place', async () => {
    const path = await files.write('daemon.json', '{"debug":true}');
    for (let times = 0; times < 2; times += 1) {
      const { code, stderr } = await runCli([
        'generate',
        'docker-daemon',
        '--merge',
        path,
        '--out',
        path,
        '--quiet',
      ]);
      assert.equal(code, 0, stderr);
      assert.match(
        await readFile(path, 'utf8'),
        /^\{"debug":true, "proxies": \{"no-proxy":"t1c\.t1t\.io,localhost"\}\}$/,
      );
    }
    const broken = await files.write('broken.json', '{\n"a" 1}');
    const { code, stderr } = await runCli(['generate', 'docker-daemon', '--merge', broken, '--out', broken]);
    assert.deepEqual([code, await readFile(broken, 'utf8')], [2, '{\n"a" 1}']);
    assert.match(stderr, /broken\.json:2: colon expected/);
  });
});
