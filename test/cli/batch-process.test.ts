/** A batch that is killed, interrupted, or whose reader goes away: nothing is lost and nothing done twice. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { BatchResult } from '../../lib/batch/index.js';
import { scratch } from './scratch.js';

const count = 100;

describe('cli: a batch as a process', () => {
  const files = scratch();
  let input = '';
  before(async () => {
    const pac = await files.write(
      'p.pac',
      'function FindProxyForURL(u, h) { return "PROXY p.example:1"; }\n',
    );
    const settings = await files.write('environment', 'https_proxy=http://p.example:1\n');
    const items = Array.from({ length: count }, (_, index) => ({
      id: String(index),
      ...(index % 2 === 0 ? { pac } : { settings }),
    }));
    input = await files.write('items.ndjson', items.map((item) => `${JSON.stringify(item)}\n`).join(''));
  });

  const start = (journal: string): ChildProcess =>
    spawn(
      process.execPath,
      [
        'dist/bundle/cli.js',
        'batch',
        input,
        '--journal',
        journal,
        '--resolver',
        '192.0.2.1',
        '--concurrency',
        '4',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );

  /** Sends the signal once so many results have come; gives what was told. */
  async function run(
    journal: string,
    signal?: NodeJS.Signals,
  ): Promise<{ results: BatchResult[]; stderr: string; code: unknown }> {
    const child = start(journal);
    const results: BatchResult[] = [];
    let stderr = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const ended = once(child, 'close');
    for await (const line of createInterface({ input: child.stdout! })) {
      results.push(JSON.parse(line) as BatchResult);
      if (results.length === 20 && signal !== undefined) child.kill(signal);
    }
    const [code, by] = (await ended) as [number | null, string | null];
    return { results, stderr, code: code ?? by };
  }

  async function isWhole(journal: string, results: readonly BatchResult[]): Promise<void> {
    assert.deepEqual(
      results.map(({ line }) => line),
      Array.from({ length: count }, (_, index) => index + 1),
    );
    const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n').slice(1);
    const done = lines.map((line) => (JSON.parse(line) as { line: number }).line);
    assert.equal(done.length, count);
    assert.equal(new Set(done).size, count, 'nothing is done twice');
  }

  it('that is killed goes on where it was', async () => {
    const journal = files.path('killed');
    const first = await run(journal, 'SIGKILL');
    assert.equal(first.code, 'SIGKILL');
    assert.ok(first.results.length >= 20);
    const second = await run(journal);
    assert.equal(second.code, 1, second.stderr);
    assert.match(second.stderr, /100 items, \d+ of them from the journal/);
    await isWhole(journal, second.results);
  });

  it('that is interrupted finishes what it began, says how it goes on, and ends with 130', async () => {
    const journal = files.path('interrupted');
    const { code, stderr, results } = await run(journal, 'SIGINT');
    assert.equal(code, 130, stderr);
    assert.ok(results.length < count);
    assert.match(stderr, /interrupted: what was begun is finished/);
    assert.match(stderr, /stopped after \d+ items.*the same command with --journal .* goes on from here/);
    const again = await run(journal);
    await isWhole(journal, again.results);
  });

  it('whose journal was cut in the middle of a line does that line again, and no other', async () => {
    const journal = files.path('cut');
    await run(journal);
    const bytes = await readFile(journal);
    await writeFile(journal, bytes.subarray(0, bytes.length - 5));
    const { results, stderr } = await run(journal);
    assert.match(stderr, /99 of them from the journal/);
    await isWhole(journal, results);
  });
});
