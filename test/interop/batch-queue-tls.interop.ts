/** A batch through Debian's Redis over TLS, with an authority of one's own: by name and by address, and refused without it. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { createAuthority } from '../../lib/lab/certificate-authority.js';
import { scratch } from '../cli/scratch.js';
import { freePort } from './generate/support.js';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('batch: a queue on Redis, over TLS', () => {
  const files = scratch();
  const password = 'correct-horse';
  let port = 0;
  let trusted: Readonly<Record<string, string>> = {};
  let redis: ChildProcess;

  before(async () => {
    const authority = await createAuthority({ name: 'Queue CA', at: 'any' });
    const { certificate, key } = await authority.issue({ names: ['localhost'], addresses: ['127.0.0.1'] });
    trusted = { NODE_EXTRA_CA_CERTS: await files.write('ca.pem', authority.certificate) };
    await files.write('proxy.pac', 'function FindProxyForURL(u, h) { return "DIRECT"; }\n');
    await files.write('items.ndjson', `${JSON.stringify({ pac: files.path('proxy.pac') })}\n`.repeat(3));
    port = await freePort();
    const options = {
      'tls-port': String(port),
      port: '0',
      'tls-cert-file': await files.write('certificate.pem', certificate),
      'tls-key-file': await files.write('key.pem', key),
      'tls-ca-cert-file': files.path('ca.pem'),
      'tls-auth-clients': 'no',
      bind: '127.0.0.1',
      dir: files.path('.'),
      requirepass: password,
      save: '',
    };
    redis = spawn(
      'redis-server',
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    for await (const line of createInterface({ input: redis.stdout! }))
      if (line.includes('Ready to accept connections')) break;
    redis.stdout?.resume();
  });
  after(async () => {
    const ended = once(redis, 'close');
    redis.kill();
    await ended;
  });

  function start(argv: readonly string[], host: string, env: Readonly<Record<string, string>>): ChildProcess {
    return spawn(process.execPath, ['dist/bundle/cli.js', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        STAYLOCAL_QUEUE: `rediss://${host}:${port}`,
        STAYLOCAL_QUEUE_PASSWORD: password,
        ...env,
      },
    });
  }

  async function ended(child: ChildProcess): Promise<Ended> {
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  }

  for (const host of ['localhost', '127.0.0.1']) {
    it(`works at ${host}`, async () => {
      const worker = start(['worker', '--queue'], host, trusted);
      const worked = ended(worker);
      const batch = await ended(start(['batch', files.path('items.ndjson'), '--queue'], host, trusted));
      worker.kill('SIGTERM');
      const { code, stderr } = await worked;
      assert.equal(batch.stdout.trimEnd().split('\n').length, 3, batch.stderr);
      assert.equal(code, 0, stderr);
      for (const said of [batch.stderr, stderr]) assert.doesNotMatch(said, /correct-horse|Warning/);
    });

    it(`says at ${host} that nobody known vouches for it, and hands out no password`, async () => {
      const { code, stdout, stderr } = await ended(start(['worker', '--queue', '--status'], host, {}));
      assert.equal(code, 3, stdout);
      assert.match(stderr, /cannot be reached: .*certificate/);
    });
  }
});
