/** A file system of a few kilobytes, which Linux fills in earnest: what was written is whole, and goes on when there is room. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { skip } from '../skip.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';

const run = promisify(execFile);
const items = 60;

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function cli(argv: readonly string[]): Promise<Ended> {
  try {
    return { code: 0, ...(await run(process.execPath, ['dist/bundle/cli.js', ...argv])) };
  } catch (error) {
    return error as Ended;
  }
}

const lines = (text: string): readonly { readonly line?: number }[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly line?: number });

describe('a file system without room', () => {
  let folder = '';
  let small = '';
  let isMounted = false;

  before(async function () {
    folder = await temporaryDirectory();
    small = join(folder, 'small');
    await mkdir(small);
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', small]);
      isMounted = true;
    } catch {
      skip(this, 'only root mounts a file system');
    }
    const pac = join(folder, 'p.pac');
    await writeFile(pac, 'function FindProxyForURL(url, host) { return "PROXY p.example:1"; }\n');
    await writeFile(join(folder, 'items.ndjson'), `${JSON.stringify({ pac })}\n`.repeat(items));
    const large = `function FindProxyForURL(url, host) { return "DIRECT"; }\n${'// and so on\n'.repeat(2000)}`;
    await writeFile(join(folder, 'large.pac'), large);
  });
  after(async () => {
    if (isMounted) await run('umount', [small]);
    await removeDirectory(folder);
  });

  it('keeps of a batch what found room, and goes on once there is more', async () => {
    const journal = join(small, 'journal');
    const argv = ['batch', join(folder, 'items.ndjson'), '--journal', journal];
    const first = await cli(argv);
    assert.equal(first.code, 3, first.stderr);
    assert.match(first.stderr, /The journal .* could not be written: there is no room left\./);
    const kept = lines(await readFile(journal, 'utf8')).length - 1;
    assert.ok(kept > 0 && kept < items, `${kept} results are kept`);
    await run('mount', ['-o', 'remount,size=1m', small]);
    const again = await cli(argv);
    assert.equal(again.code, 1, again.stderr);
    assert.match(again.stderr, new RegExp(`${kept} of them from the journal`));
    assert.deepEqual(
      lines(again.stdout).map(({ line }) => line),
      Array.from({ length: items }, (_, index) => index + 1),
    );
    assert.equal(lines(await readFile(journal, 'utf8')).length, items + 1);
    await run('mount', ['-o', 'remount,size=64k', small]);
  });

  for (const [what, argvOf] of [
    ['evidence', (file: string) => ['audit', '--offline', '--no-env', '--save', file]],
    ['a report', (file: string) => ['audit', '--offline', '--no-env', '--output', `html=${file}`]],
  ] as const)
    it(`leaves ${what} that was there as it was, and nothing beside it`, async () => {
      const file = join(small, 'kept');
      await writeFile(file, 'the former one');
      const before = await readdir(small);
      const { code, stderr } = await cli([...argvOf(file), '--pac', join(folder, 'large.pac')]);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /could not be written to .*: there is no room left/);
      assert.equal(await readFile(file, 'utf8'), 'the former one');
      assert.deepEqual(await readdir(small), before);
    });
});
