import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HereSource } from '../../lib/gather/here-sources.js';
import { hereSources } from '../../lib/gather/here-sources.js';
import { gatherHere } from '../../lib/gather/here.js';
import { systemReaders } from '../../lib/gather/readers.js';
import { scratch } from '../cli/scratch.js';

const script = (program: string): readonly string[] => ['-e', program];

describe('gather: here', () => {
  const files = scratch();
  const read = (sources: readonly HereSource[], env = {}): ReturnType<typeof gatherHere> =>
    gatherHere({ sources, readers: systemReaders({ env, home: files.path('home') }) });
  before(async () => {
    for (const [name, text] of [
      ['home/.curlrc', 'proxy = http://ann:s3cret@p:1\n'],
      ['home/profiles/b/prefs.js', 'b'],
      ['home/profiles/a/prefs.js', 'a'],
      ['home/profiles/a/other.js', 'o'],
    ] as const) {
      await mkdir(dirname(files.path(name)), { recursive: true });
      await files.write(name, text);
    }
  });
  const text = (bytes: string | undefined): string => Buffer.from(bytes ?? '', 'base64').toString();

  it('reads a file below the home, without its password and the name of the user', async () => {
    const [curlrc] = await read([{ kind: 'file', path: '~/.curlrc', format: 'curlrc' }]);
    assert.equal(curlrc?.source, '~/.curlrc');
    assert.equal(curlrc.format, 'curlrc');
    assert.equal(text(curlrc.bytes), 'proxy = http://***:***@p:1\n');
  });

  it('reads every file of a pattern, in order', async () => {
    const found = await read([{ kind: 'file', path: '~/profiles/*/prefs.js' }]);
    assert.deepEqual(
      found.map(({ bytes }) => text(bytes)),
      ['a', 'b'],
    );
  });

  it('passes over what is not there', async () => {
    assert.deepEqual(
      await read([
        { kind: 'file', path: '~/.none' },
        { kind: 'file', path: '~/none/*/x' },
        { kind: 'file', path: '%NOWHERE%/x' },
        { kind: 'command', program: 'staylocal-no-such-program', args: [] },
        { kind: 'command', program: process.execPath, args: script('') },
      ]),
      [],
    );
  });

  it('follows an environment variable', async () => {
    const found = await read([{ kind: 'file', path: '%BASE%/prefs.js' }], {
      BASE: files.path('home/profiles/a'),
    });
    assert.equal(found.length, 1);
  });

  it('keeps what a command prints', async () => {
    const [found] = await read([
      {
        kind: 'command',
        program: process.execPath,
        args: script('console.log("HTTPEnable : 1")'),
        format: 'scutil',
      },
    ]);
    assert.equal(text(found?.bytes), 'HTTPEnable : 1\n');
    assert.equal(found?.format, 'scutil');
  });

  it('keeps why a command failed', async () => {
    const [found] = await read([
      { kind: 'command', program: process.execPath, args: script('process.exit(7)') },
    ]);
    assert.equal(found?.error?.code, 'command-failed');
    assert.match(found.error.message, /exit code 7/);
  });

  it('keeps that a file may not be read', async () => {
    await chmod(files.path('home/.curlrc'), 0);
    // Root may read every file, so that the test becomes somebody else for a moment.
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65534);
    try {
      const [found] = await read([{ kind: 'file', path: '~/.curlrc' }]);
      assert.equal(found?.error?.code, 'not-permitted');
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    it(`names no source twice on ${platform}`, () => {
      const keys = (hereSources[platform] ?? []).map((source) => JSON.stringify(source));
      assert.ok(keys.length > 10);
      assert.equal(new Set(keys).size, keys.length);
    });
  }
});
