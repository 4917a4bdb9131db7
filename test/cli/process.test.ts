import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { listen } from '../../lib/lab/distribution/listen.js';
import { skip } from '../skip.js';
import { scratch } from './scratch.js';

describe('cli: the process', () => {
  it('ends with its report, though a server leaves a handshake unanswered', async () => {
    const { port, close } = await listen(createServer());
    const argv = ['audit', '--only', 'dns/outage', '--resolver', `https://127.0.0.1:${port}/dns-query`];
    const rest = ['--timeout', '200', '--no-env', '--no-reference', '--no-authoritative', '--quiet'];
    try {
      const ended = await new Promise<{ code: unknown; killed: boolean; stdout: string }>((resolve) => {
        execFile(
          process.execPath,
          ['dist/bundle/cli.js', ...argv, ...rest],
          { timeout: 15_000 },
          (error, stdout) => {
            resolve({ code: error?.code, killed: error?.killed === true, stdout });
          },
        );
      });
      assert.equal(ended.killed, false, 'it hung');
      assert.equal(ended.code, 3);
      assert.match(ended.stdout, /answers nothing at all/);
    } finally {
      await close();
    }
  });

  const files = scratch();
  const start = (
    argv: readonly string[],
    stdio: ('ignore' | 'pipe' | number)[],
    tmp?: string,
  ): ChildProcess =>
    spawn(process.execPath, ['dist/bundle/cli.js', ...argv], {
      stdio: stdio,
      env: { ...process.env, ...(tmp === undefined ? {} : { TMPDIR: tmp }) },
    });
  const textOf = async (stream: ChildProcess['stderr']): Promise<string> => {
    let text = '';
    for await (const chunk of stream ?? []) text += String(chunk);
    return text;
  };

  for (const [argv, fails] of [
    [['audit', '--list'], 'stdout'],
    [['generate', 'dnsmasq', '--quiet'], 'stdout'],
    [['--version'], 'stdout'],
    [['audit', '--help'], 'stdout'],
    [['no-such-command'], 'stderr'],
  ] as const) {
    it(`${argv.join(' ')}: a ${fails} that takes nothing more is an error`, async function () {
      if (process.platform !== 'linux') skip(this, '/dev/full is Linux’s');
      const full = openSync('/dev/full', 'w');
      try {
        const child = start(argv, fails === 'stdout' ? ['ignore', full, 'pipe'] : ['ignore', 'pipe', full]);
        const [said, ended] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
        const code: unknown = ended[0];
        assert.equal(code, 3);
        if (fails === 'stdout')
          assert.equal(said, 'staylocal: the result could not be written: there is no room left.\n');
      } finally {
        closeSync(full);
      }
    });
  }

  it('a reader that has had enough is none', async () => {
    const child = start(['audit', '--list'], ['ignore', 'pipe', 'pipe']);
    child.stdout?.destroy();
    const [said, ended] = await Promise.all([textOf(child.stderr), once(child, 'close')]);
    const code: unknown = ended[0];
    assert.deepEqual([said, code], ['', 0]);
  });

  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`${signal} ends it at once with ${expected}, and nothing of it stays`, async function () {
      if (process.platform === 'win32') skip(this, 'Windows has no signals');
      const folder = files.path(signal);
      await mkdir(folder);
      const child = start(['demo'], ['ignore', 'pipe', 'ignore'], folder);
      // It has its folder by the time that it says where it serves.
      await once(child.stdout ?? child, 'data');
      assert.ok((await readdir(folder)).some((name) => name.startsWith('staylocal-demo-')));
      child.kill(signal);
      const [code, by] = (await once(child, 'exit')) as [number | null, string | null];
      // A shell says the same number of a process that the signal itself ended.
      assert.ok(code === expected || by === signal, `${code} ${by}`);
      // What Node itself keeps for the next start is not of this run.
      assert.deepEqual(
        (await readdir(folder)).filter((name) => name !== 'node-compile-cache'),
        [],
      );
    });

    it(`${signal} has a watch end by itself`, async function () {
      if (process.platform === 'win32') skip(this, 'Windows has no signals');
      const pac = await files.write('watched.pac', 'function FindProxyForURL() { return "DIRECT"; }');
      const argv = ['watch', '--offline', '--no-env', '--only', 'proxy/', '--pac', pac, '--quiet'];
      const child = start(argv, ['ignore', 'pipe', 'ignore']);
      // It says where it begins, and waits.
      await once(child.stdout ?? child, 'data');
      child.kill(signal);
      assert.deepEqual((await once(child, 'exit'))[0], signal === 'SIGTERM' ? 0 : 130);
    });

    it(`${signal} ends it while a pipe gives nothing`, async function () {
      if (process.platform === 'win32') skip(this, 'Windows has no signals');
      const pipe = files.path(`pipe-${signal}`);
      await once(spawn('mkfifo', [pipe]), 'exit');
      const argv = ['audit', '--offline', '--no-env', '--only', 'proxy/', '--proxy', pipe];
      const child = start(argv, ['ignore', 'ignore', 'pipe']);
      // It tells what it is reading.
      await once(child.stderr ?? child, 'data');
      child.kill(signal);
      assert.deepEqual((await once(child, 'exit'))[0], expected);
    });
  }
});
