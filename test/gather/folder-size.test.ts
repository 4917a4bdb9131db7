import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderSize } from '../../lib/gather/folder-size.js';
import { scratch } from '../cli/scratch.js';

describe('gather/folder-size', () => {
  const files = scratch();

  it('adds up what lies below, and follows no link', async () => {
    const folder = files.path('program');
    await mkdir(join(folder, 'parts', 'empty'), { recursive: true });
    await writeFile(join(folder, 'a'), 'four');
    await writeFile(join(folder, 'parts', 'b'), Buffer.alloc(1000));
    await symlink(folder, join(folder, 'parts', 'loop'));
    await symlink(join(folder, 'parts', 'b'), join(folder, 'again'));
    assert.deepEqual(await folderSize(folder), { bytes: 1004, files: 2 });
    assert.deepEqual(await folderSize(join(folder, 'a')), { bytes: 4, files: 1 });
  });

  it('says that nothing is there', async () => {
    const found = await folderSize(files.path('none'));
    assert.ok('code' in found && found.code === 'not-found');
  });

  it('ends with its signal', async () => {
    await assert.rejects(folderSize(files.path('.'), AbortSignal.abort()), { name: 'AbortError' });
  });
});
