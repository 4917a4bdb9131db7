import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { writeKit } from '../../lib/cli/write-kit.js';
import { generateKit } from '../../lib/generate/index.js';
import { fullProfile, profileWith } from '../generate/profile.js';
import { scratch } from './scratch.js';

describe('cli: write-kit', () => {
  const files = scratch();
  const kit = (targets: string[], id = 'acme'): ReturnType<typeof generateKit> =>
    generateKit(id === 'acme' ? fullProfile : profileWith({ id }), { targets });

  it('makes a kit anew in its place, and names what the former one leaves', async () => {
    const folder = files.path('kit');
    const first = await writeKit(folder, await kit(['unbound', 'npm']));
    assert.deepEqual(first.left, []);
    const second = await writeKit(folder, await kit(['unbound']));
    assert.deepEqual(second.left, [files.path('kit/developers/npmrc')]);
    assert.deepEqual((await readdir(folder, { recursive: true })).sort(), [
      'README.md',
      'developers',
      'developers/npmrc',
      'dns',
      'dns/staylocal-unbound.conf',
    ]);
  });

  it('replaces no README or other file that is not of a kit, and writes nothing then', async () => {
    await mkdir(files.path('project'));
    await files.write('project/README.md', '# Mine\n');
    const folder = files.path('project');
    await assert.rejects(
      kit(['unbound']).then((made) => writeKit(folder, made)),
      {
        exitCode: 2,
        message:
          /^Nothing was written: .*README\.md is there and is not of a kit; name a folder of its own\.$/,
      },
    );
    assert.equal(await readFile(files.path('project/README.md'), 'utf8'), '# Mine\n');
    assert.deepEqual(await readdir(folder), ['README.md']);
  });

  it('replaces no kit of another profile', async () => {
    const folder = files.path('other');
    await writeKit(folder, await kit(['unbound']));
    await assert.rejects(
      kit(['unbound'], 'else').then((made) => writeKit(folder, made)),
      {
        message: /is of the kit of the profile acme; name a folder of its own/,
      },
    );
  });

  it('says where the folder is a file', async () => {
    const path = await files.write('file', '');
    await assert.rejects(
      kit(['unbound']).then((made) => writeKit(path, made)),
      { message: /not a folder/ },
    );
  });
});
