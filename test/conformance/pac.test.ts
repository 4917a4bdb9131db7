import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pacFilesOf, provePacFile } from './pac.js';

const URL = 'https://t1c.t1t.io:51983/';
const DIRECT = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('the conformance suite for PAC files', () => {
  let folder: string;
  let socket: Server;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'staylocal-'));
    mkdirSync(join(folder, 'inner'));
    for (const name of ['b.pac', 'a.js', 'inner/wpad.dat', 'notes.md', 'SOURCES.tsv', 'inner/list.JSON'])
      writeFileSync(join(folder, name), DIRECT);
    socket = createServer().listen(join(folder, 'socket'));
    await new Promise((resolve) => socket.once('listening', resolve));
  });
  after(() => {
    socket.close();
    rmSync(folder, { recursive: true });
  });

  it('takes every file of a folder, its own folders included, and leaves tables and notes', async () => {
    assert.deepEqual(await pacFilesOf(folder), ['a.js', 'b.pac', join('inner', 'wpad.dat'), 'socket']);
  });
  it('takes a file by itself', async () => {
    assert.deepEqual(await pacFilesOf(join(folder, 'b.pac')), ['']);
  });
  it('has a row for each', async () => {
    const { verdict, paths, counterexample, error } = await provePacFile(
      join(folder, 'b.pac'),
      'b.pac',
      URL,
      'chromium',
    );
    assert.deepEqual([verdict, paths, counterexample, error], ['always', 1, '', '']);
  });

  const ERRORS: readonly (readonly [name: string, error: RegExp])[] = [
    ['socket', /^not a file$/],
    ['missing', /^ENOENT/],
    ['inner', /^not a file$/],
  ];
  for (const [name, error] of ERRORS) {
    it(`has a row for what cannot be proven: ${name}`, async () => {
      const row = await provePacFile(join(folder, name), name, URL, 'chromium');
      assert.equal(row.verdict, 'error');
      assert.match(row.error, error);
    });
  }
});
