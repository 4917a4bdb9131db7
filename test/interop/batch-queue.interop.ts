/**
 * A batch through Debian's Redis: two workers, one of which is killed in the middle of its jobs, and Redis restarted, with what it
 * wrote down and without. Each item is in the output exactly once.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import type { BatchResult } from '../../lib/batch/index.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';

const count = 90;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const closed = once(child, 'close');
  child.kill(signal);
  const [code] = (await closed) as [number | null];
  return code;
}

describe('batch: a queue on Redis', () => {
  const password = 'correct-horse';
  let folder = '';
  let port = 0;
  /** Of one test alone. */
  let data = '';
  let redis: ChildProcess;
  const children: ChildProcess[] = [];
  const open: { close(): Promise<void> }[] = [];

  const client = (): Redis => new Redis({ port, password, lazyConnect: true, maxRetriesPerRequest: 0 });

  async function startRedis(persists: boolean): Promise<void> {
    const argv = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      data,
      '--requirepass',
      password,
      '--save',
      '',
    ];
    redis = spawn(
      'redis-server',
      [...argv, '--appendonly', persists ? 'yes' : 'no', '--appendfsync', 'always'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    for await (const line of createInterface({ input: redis.stdout! }))
      if (line.includes('Ready to accept connections')) break;
    redis.stdout?.resume();
  }

  function cli(argv: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(process.execPath, ['dist/bundle/cli.js', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        STAYLOCAL_QUEUE: `redis://127.0.0.1:${port}`,
        STAYLOCAL_QUEUE_PASSWORD: password,
        STAYLOCAL_QUEUE_LOCK_MS: '2000',
        ...env,
      },
    });
    children.push(child);
    return child;
  }

  async function whole(
    child: ChildProcess,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  const worker = (): ChildProcess =>
    cli(['worker', '--queue', '--resolver', '192.0.2.1', '--concurrency', '3']);

  before(async function () {
    this.timeout(60_000);
    folder = await temporaryDirectory();
    port = await freePort();
    const lines = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        // Each of another text, so that each is proven.
        const pac = join(folder, `${index}.pac`);
        await writeFile(pac, `function FindProxyForURL(u, h) { return "PROXY p${index}.example:1"; }\n`);
        return `${JSON.stringify({ id: String(index), pac })}\n`;
      }),
    );
    await writeFile(join(folder, 'items.ndjson'), lines.join(''));
  });
  beforeEach(async () => {
    data = await mkdtemp(join(folder, 'redis-'));
    await startRedis(true);
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    for (const child of children.splice(0)) await end(child, 'SIGKILL');
    await end(redis, 'SIGTERM');
  });
  after(() => removeDirectory(folder));

  for (const persists of [true, false])
    it(`tells each item once, though a worker is killed and Redis restarted ${persists ? 'with' : 'without'} its data`, async function () {
      this.timeout(180_000);
      const [doomed, survivor] = [worker(), worker()];
      doomed.stderr?.resume();
      let said = '';
      survivor.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const journal = join(folder, `journal-${String(persists)}`);
      const batch = cli([
        'batch',
        join(folder, 'items.ndjson'),
        '--queue',
        '--resolver',
        '192.0.2.1',
        '--concurrency',
        '12',
        '--journal',
        journal,
        '--unordered',
      ]);
      let stderr = '';
      batch.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const ended = once(batch, 'close');
      const results: BatchResult[] = [];
      for await (const line of createInterface({ input: batch.stdout! })) {
        results.push(JSON.parse(line) as BatchResult);
        if (results.length === 10) assert.equal(await end(doomed, 'SIGKILL'), null);
        if (results.length === 30) {
          await end(redis, persists ? 'SIGTERM' : 'SIGKILL');
          await startRedis(persists);
        }
      }
      const [code] = (await ended) as [number | null];
      assert.equal(code, 1, stderr);
      assert.deepEqual(
        results.map(({ line }) => line).sort((one, other) => one - other),
        Array.from({ length: count }, (_, index) => index + 1),
      );
      assert.deepEqual(
        results.filter(
          ({ status, task, id, line }) => status !== 'fail' || task !== 'pac' || id !== String(line - 1),
        ),
        [],
      );
      assert.equal((await readFile(journal, 'utf8')).trimEnd().split('\n').length, count + 1);
      assert.equal(await end(survivor, 'SIGTERM'), 0, said);
      for (const text of [said, stderr]) assert.doesNotMatch(text, new RegExp(password));
      const left = await whole(cli(['worker', '--queue', '--status', '--json']));
      assert.deepEqual(JSON.parse(left.stdout), {
        waiting: 0,
        active: 0,
        delayed: 0,
        completed: 0,
        dead: 0,
        workers: 0,
      });
    });

  it('ends with what it has where Redis goes away for good, and does the rest once with another', async function () {
    this.timeout(180_000);
    const journal = join(folder, 'journal-for-good');
    const argv = [
      'batch',
      join(folder, 'items.ndjson'),
      '--queue',
      '--resolver',
      '192.0.2.1',
      '--journal',
      journal,
    ];
    const impatient = { STAYLOCAL_QUEUE_PATIENCE_MS: '1500' };
    const worker = (): ChildProcess =>
      cli(['worker', '--queue', '--resolver', '192.0.2.1', '--concurrency', '3'], impatient);
    const lineNumbers = (text: string): readonly number[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { readonly line?: number }).line ?? 0)
        .sort((one, other) => one - other);

    const first = whole(worker());
    const batch = cli(argv, impatient);
    const told = whole(batch);
    const results = createInterface({ input: batch.stdout! })[Symbol.asyncIterator]();
    for (let seen = 0; seen < 10; seen += 1) assert.notEqual((await results.next()).done, true);
    await end(redis, 'SIGKILL');
    // Both say so and end by themselves.
    for (const one of await Promise.all([told, first])) {
      assert.equal(one.code, 3, one.stderr);
      assert.match(one.stderr, /The queue at .* went away, and did not come back\./);
      assert.doesNotMatch(one.stderr, /unhandled|\n\s+at /i);
      assert.doesNotMatch(one.stderr, new RegExp(password));
    }
    const kept = lineNumbers(await readFile(journal, 'utf8')).slice(1);
    assert.ok(kept.length >= 10 && kept.length < count, `${kept.length} results are kept`);

    // Another, which knows nothing of it.
    data = await mkdtemp(join(folder, 'redis-'));
    await startRedis(false);
    const survivor = worker();
    survivor.stderr?.resume();
    const again = await whole(cli(argv, impatient));
    assert.equal(again.code, 1, again.stderr);
    assert.match(again.stderr, new RegExp(`${kept.length} of them from the journal`));
    const all = Array.from({ length: count }, (_, index) => index + 1);
    assert.deepEqual(lineNumbers(again.stdout), all);
    assert.deepEqual(lineNumbers(await readFile(journal, 'utf8')).slice(1), all);
    assert.equal(await end(survivor, 'SIGTERM'), 0);
  });

  it('says which jobs no worker could do, and what is no job of ours does no harm', async function () {
    this.timeout(60_000);
    const { Queue } = await import('bullmq');
    const queue = new Queue('staylocal-batch', { connection: { port, password } });
    open.push(queue);
    queue.on('error', () => undefined);
    await queue.add('item', {
      line: 1,
      task: 'pac',
      subject: '\u001b[31mx',
      work: { kind: 'audit', profile: {}, evidence: [] },
    });
    await queue.add('item', 'nonsense');
    const one = worker();
    one.stderr?.resume();
    while ((await queue.getCompletedCount()) < 2) await new Promise((resolve) => setImmediate(resolve));
    const results = (await queue.getCompleted()).map(
      ({ returnvalue }) => (returnvalue as BatchResult).status,
    );
    assert.deepEqual(results, ['error', 'error']);
    assert.equal(await end(one, 'SIGTERM'), 0);
    const { Worker } = await import('bullmq');
    await queue.add('item', { line: 7, subject: 'x\u001b[31m' }, { jobId: 'seven' });
    const failing = new Worker('staylocal-batch', () => Promise.reject(new Error('no')), {
      connection: { port, password, maxRetriesPerRequest: null },
    });
    await once(failing, 'failed');
    await failing.close();
    const dead = await whole(cli(['worker', '--queue', '--dead']));
    assert.equal(dead.stdout, 'seven: line 7, x\\u{1b}[31m: no (tried 1 times)\n');
    assert.equal((await whole(cli(['worker', '--queue', '--revive']))).code, 0);
    assert.equal(await queue.getFailedCount(), 0);
  });

  it('refuses a password in an argument, and says where none is right or nobody listens', async () => {
    const inArgument = await whole(
      cli(['worker', '--queue', `redis://:${password}@127.0.0.1:${port}`, '--status']),
    );
    assert.equal(inArgument.code, 2);
    assert.match(inArgument.stderr, /STAYLOCAL_QUEUE_PASSWORD/);
    const wrong = await whole(
      cli(['worker', '--queue', '--status'], { STAYLOCAL_QUEUE_PASSWORD: 'wrong-one' }),
    );
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /WRONGPASS|NOAUTH/);
    assert.doesNotMatch(wrong.stderr, /wrong-one/);
    const nobody = await whole(
      cli(['worker', '--queue', `redis://127.0.0.1:${await freePort()}`, '--status']),
    );
    assert.equal(nobody.code, 3);
    assert.match(nobody.stderr, /cannot be reached: .*ECONNREFUSED/);
    const probe = client();
    await probe.connect();
    assert.equal(await probe.ping(), 'PONG');
    probe.disconnect();
  });
});
