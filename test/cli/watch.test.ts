/** `staylocal watch`: no time passes here but what a test lets pass. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { duration, durationText, nextDelay } from '../../lib/cli/watch/duration.js';
import { listenAddress, serve } from '../../lib/cli/watch/server.js';
import { health, type WatchState } from '../../lib/cli/watch/state.js';
import { Interrupted } from '../../lib/cli/signals.js';
import { runCli, type CliResult } from './run-cli.js';
import { scratch } from './scratch.js';
import { isChange } from '../../lib/cli/watch/change.js';
import { found } from '../report/formats/every-status.js';

const proxied = 'function FindProxyForURL(url, host) { return "PROXY p:8080"; }';
const exempt = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('cli: watch', () => {
  const files = scratch();
  const base = ['watch', '--offline', '--no-env', '--no-label', '--only', 'proxy/', '--quiet'];

  /** One round for each content of the PAC; between two of them the file changes. */
  async function rounds(
    pacs: readonly string[],
    argv: readonly string[] = [],
    random = 0,
  ): Promise<CliResult & { readonly waited: readonly number[] }> {
    const pac = await files.write('watched.pac', pacs[0] ?? '');
    const waited: number[] = [];
    const result = await runCli([...base, '--pac', pac, '--rounds', `${pacs.length}`, ...argv], {
      random: () => random,
      wait: async (ms) => {
        waited.push(ms);
        const next = pacs[waited.length];
        await (next === undefined || next === '' ? rm(pac) : writeFile(pac, next));
      },
    });
    return { ...result, waited };
  }

  it('says where it begins, and then only what changed', async () => {
    const { code, stdout, waited } = await rounds([proxied, proxied, exempt, exempt]);
    assert.equal(code, 0);
    assert.deepEqual(waited, [3_600_000, 3_600_000, 3_600_000]);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^2026-11-24T08:00:00\.000Z NO: .*2 open; .*every 1h$/);
    assert.match(lines[1] ?? '', /^NO as of .* → YES as of/);
    assert.match(stdout, /Gone:\n {2}✖ proxy\/pac-bypass/);
    assert.equal(lines.length, 6);
  });

  it('ends with what it saw last', async () => {
    assert.equal((await rounds([exempt, proxied])).code, 1);
  });

  it('waits by the interval and the jitter', async () => {
    const argv = ['--every', '10m', '--jitter', '50'];
    assert.deepEqual((await rounds([exempt, exempt], argv, 0.5)).waited, [750_000]);
    assert.deepEqual((await rounds([exempt, exempt], ['--jitter', '0'], 0.9)).waited, [3_600_000]);
  });

  it('goes on where a file is away for a while', async () => {
    const { stdout, code } = await rounds([exempt, '', exempt]);
    assert.equal(code, 0);
    assert.match(stdout, /New:\n {2}! proxy\/pac-bypass/);
    assert.match(stdout, /→ YES/);
  });

  it('writes its files in each round, whole', async () => {
    const file = files.path('staylocal.prom');
    const { code, stderr } = await rounds([proxied, exempt], ['--output', `prometheus=${file}`]);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(await readFile(file, 'utf8'), /^staylocal_stays_local\{.*\} 1$/m);
  });

  it('compares with a report of before', async () => {
    const report = files.path('before.json');
    await rounds([proxied], ['--output', `json=${report}`]);
    const { stdout } = await rounds([exempt], ['--since', report]);
    assert.match(stdout, /^NO as of .* → YES as of/);
    assert.equal((await rounds([proxied], ['--since', report])).stdout, '');
  });

  it('--json: a line for each change, without what was gathered', async () => {
    const { stdout } = await rounds([proxied, exempt, proxied], ['--json']);
    const changes = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict: { after: string }; new: object[]; gone: object[] });
    assert.deepEqual(
      changes.map(({ verdict }) => verdict.after),
      ['YES', 'NO'],
    );
    assert.deepEqual(Object.keys(changes[1]?.new[0] ?? {}).sort(), [
      'id',
      'key',
      'message',
      'status',
      'subject',
    ]);
  });

  for (const [argv, stderr] of [
    [['--pac', '-'], /stdin can be read once only/],
    [['--at', '2026-11-24T08:00:00Z'], /--at is one moment/],
    [['--hook-arg', 'x'], /--hook-arg is for the program of --hook/],
    [['--output', 'json'], /--output needs a file here/],
    [['--every', '1s'], /a time from 10s to 7d/],
    [['--every', '8d'], /a time from 10s to 7d/],
    [['--jitter', '101'], /from 0 to 100/],
    [['--listen', '0.0.0.0:9464'], /one of loopback/],
    [['--listen', '65536'], /one of loopback/],
    [['--webhook', 'ftp://x/'], /a URL of https or http/],
    [['--webhook', 'https://user:pw@x/'], /without a user/],
    [['--only', 'dns/none'], /No audit/],
  ] as const)
    it(`refuses ${argv.join(' ')}`, async () => {
      const result = await runCli([...base, ...argv, '--rounds', '1']);
      assert.deepEqual([result.code, result.stdout], [2, '']);
      assert.match(result.stderr, stderr);
    });

  it('ends by SIGTERM with 0 and by SIGINT with 130', async () => {
    for (const [signal, expected] of [
      ['SIGTERM', 0],
      ['SIGINT', 130],
    ] as const) {
      const stop = new AbortController();
      const pac = await files.write('watched.pac', proxied);
      const { code } = await runCli([...base, '--pac', pac], {
        signal: stop.signal,
        wait: () => {
          stop.abort(new Interrupted(signal));
          return Promise.resolve();
        },
      });
      assert.equal(code, expected);
    }
  });

  it('serves /metrics and /healthz on loopback while it runs', async () => {
    const pac = await files.write('watched.pac', proxied);
    let url = '';
    const pages: Record<string, string> = {};
    await runCli([...base, '--pac', pac, '--rounds', '2', '--listen', '0'], {
      onStderr: (text) => {
        url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? url;
      },
      wait: async () => {
        for (const path of ['/metrics', '/healthz']) {
          const response = await fetch(url + path);
          pages[path] = `${response.status} ${await response.text()}`;
        }
      },
    });
    assert.match(
      pages['/metrics'] ?? '',
      /^200 [^]*^staylocal_stays_local\{.*\} 0$[^]*^staylocal_watch_rounds_total 1$/m,
    );
    assert.match(pages['/healthz'] ?? '', /^200 \{"status":"ok","rounds":1,/);
    await assert.rejects(fetch(`${url}/metrics`));
  });

  it('hands a hook the change as JSON, and its arguments as they are', async () => {
    const [program, out] = [await files.write('hook.mjs', hookText), files.path('hook.out')];
    const odd = '$(touch pwned); `x` "y" \'z\' %PATH%';
    const argv = ['--hook', process.execPath, ...[program, out, odd].flatMap((arg) => ['--hook-arg', arg])];
    const { stderr } = await rounds([proxied, exempt], argv);
    assert.equal(stderr, '');
    const told = JSON.parse(await readFile(out, 'utf8')) as {
      argv: string[];
      change: { kind: string };
      key?: string;
    };
    assert.deepEqual(told.argv, [odd]);
    assert.equal(told.change.kind, 'watch');
    assert.equal(told.key, undefined);
  });

  it('says of a hook that fails, or that there is none, that it did', async () => {
    const failing = ['--hook', process.execPath, '--hook-arg', '--eval', '--hook-arg', 'process.exit(7)'];
    assert.match((await rounds([proxied, exempt], failing)).stderr, /^the hook .* ended with 7$/m);
    const none = ['--hook', files.path('no-such-program')];
    assert.match((await rounds([proxied, exempt], none)).stderr, /could not be run: there is no such file/);
  });

  it('posts a change to a webhook, and follows no redirect', async () => {
    const bodies: string[] = [];
    let status = 204;
    const server = createServer((asked, response) => {
      let body = '';
      asked.on('data', (chunk) => (body += String(chunk)));
      asked.on('end', () => {
        bodies.push(
          `${asked.method ?? ''} ${asked.url ?? ''} ${asked.headers['content-type'] ?? ''} ${body}`,
        );
        response.writeHead(status, { location: '/elsewhere' }).end();
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const argv = ['--webhook', `${url}/hooks/secret-token`];
      assert.equal((await rounds([proxied, exempt], argv)).stderr, '');
      status = 307;
      const { stderr } = await rounds([proxied, exempt], argv);
      assert.equal(stderr, `the webhook at ${url} answered 307\n`);
      assert.equal(bodies.length, 2);
      assert.match(
        bodies[0] ?? '',
        /^POST \/hooks\/secret-token application\/json \{"schemaVersion":1,"kind":"watch"/,
      );
      // Nothing of the file itself.
      assert.doesNotMatch(bodies[0] ?? '', /FindProxyForURL|bytes/);
    } finally {
      server.close();
    }
    const { stderr } = await rounds([proxied, exempt], ['--webhook', `${url}/hooks/secret-token`]);
    assert.match(stderr, /^the webhook at http:\/\/127\.0\.0\.1:\d+ could not be reached: .*\n$/);
    assert.doesNotMatch(stderr, /secret-token/);
  });
});

const hookText = `
import { writeFileSync } from 'node:fs';
let text = '';
for await (const chunk of process.stdin) text += chunk;
const [out, ...argv] = process.argv.slice(2);
writeFileSync(out, JSON.stringify({ argv, change: JSON.parse(text), key: process.env.STAYLOCAL_API_KEY }));
`;

describe('cli: the parts of watch', () => {
  it('a change: another verdict, or anything new, gone, changed or not looked at any more', () => {
    const end = (verdict: string) => ({ at: '', verdict });
    const one = found('dns/ttl:short', 'fail');
    const none = {
      schemaVersion: 1,
      kind: 'diff',
      tool: { name: 'staylocal', version: '1' },
      from: end('YES'),
      to: end('YES'),
      new: [],
      gone: [],
      changed: [],
      notLookedAt: [],
      same: 1,
    } as const;
    assert.equal(isChange(none), false);
    assert.equal(isChange({ ...none, to: end('NO') }), true);
    for (const field of ['new', 'gone', 'notLookedAt'] as const)
      assert.equal(isChange({ ...none, [field]: [one] }), true, field);
    assert.equal(isChange({ ...none, changed: [{ before: one, after: one }] }), true);
  });

  it('spans of time', () => {
    assert.deepEqual(
      ['10s', '15m', '6h', '1d', '90m', '7d', '604799s'].map((text) => [
        duration(text),
        durationText(duration(text)),
      ]),
      [
        [10_000, '10s'],
        [900_000, '15m'],
        [21_600_000, '6h'],
        [86_400_000, '1d'],
        [5_400_000, '90m'],
        [604_800_000, '7d'],
        [604_799_000, '604799s'],
      ],
    );
    for (const text of [
      '',
      '5',
      '9s',
      '1w',
      '-1h',
      '1.5h',
      '1e3s',
      ' 1h',
      '9999999s',
      '604801s',
      '8d',
      '9999ms',
    ])
      assert.throws(() => duration(text), text);
  });

  it('jitter never shortens a wait', () => {
    assert.deepEqual(
      [0, 0.5, 0.999].map((random) => nextDelay(1_000, 0.1, () => random)),
      [1_000, 1_050, 1_100],
    );
  });

  it('addresses to listen on', () => {
    assert.deepEqual(listenAddress('9464'), { host: '127.0.0.1', port: 9464 });
    assert.deepEqual(listenAddress('[::1]:0'), { host: '::1', port: 0 });
    assert.deepEqual(listenAddress('localhost:1'), { host: '127.0.0.1', port: 1 });
    assert.deepEqual(listenAddress('65535'), { host: '127.0.0.1', port: 65_535 });
    for (const text of [
      '',
      '65536',
      '99999',
      ':1',
      '127.0.0.2:1',
      '::1:1',
      'example.com:1',
      '1:1',
      'localhost',
    ])
      assert.throws(() => listenAddress(text), text);
  });

  it('the server answers loopback only, GET and HEAD only, and what it has', async () => {
    const page = { status: 200, type: 'text/plain', body: 'é\n' };
    const served = await serve({ host: '127.0.0.1', port: 0 }, { '/metrics': () => page });
    const ask = (path: string, method: string, host?: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const asked = request(served.url + path, {
          method,
          ...(host === undefined ? {} : { headers: { host } }),
        });
        asked.once('error', reject).once('response', (response) => {
          let body = '';
          response.on('data', (chunk) => (body += String(chunk)));
          response.on('end', () => {
            resolve(`${response.statusCode ?? 0} ${response.headers['content-length'] ?? ''} ${body}`);
          });
        });
        asked.end();
      });
    try {
      assert.equal(await ask('/metrics?x', 'GET'), '200 3 é\n');
      assert.equal(await ask('/metrics', 'HEAD'), '200 3 ');
      assert.match(await ask('/metrics', 'POST'), /^405 /);
      assert.match(await ask('/', 'GET'), /^404 /);
      assert.match(await ask('/__proto__', 'GET'), /^404 /);
      assert.match(await ask('/metrics', 'GET', 'evil.example'), /^421 /);
      assert.match(await ask('/metrics', 'GET', '127.0.0.1.evil.example'), /^421 /);
      const { port } = new URL(served.url);
      await assert.rejects(serve({ host: '127.0.0.1', port: Number(port) }, {}), /cannot be served/);
    } finally {
      await served.close();
    }
  });

  it('health', () => {
    const state: WatchState = {
      startedMs: 0,
      rounds: 0,
      failures: 0,
      changes: 0,
      nextDueMs: 1_000,
      metrics: '',
    };
    const told = (nowMs: number): string => {
      const { status, body } = health(state, nowMs);
      return `${status} ${(JSON.parse(body) as { status: string }).status}`;
    };
    assert.equal(told(0), '503 starting');
    Object.assign(state, { rounds: 1, lastDoneMs: 500 });
    assert.equal(told(900), '200 ok');
    assert.equal(told(1_000 + 300_001), '503 late');
    Object.assign(state, { lastFailure: 'no resolver' });
    assert.equal(told(900), '503 failing');
  });
});
