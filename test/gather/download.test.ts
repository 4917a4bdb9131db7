import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { classOf, download, type DownloadOptions } from '../../lib/gather/download.js';
import { readSource } from '../../lib/gather/source.js';

/** Names of the test, each with the addresses that its DNS gives. */
const lookup = ((host: string, _options: object, done: (error: Error | null, found: object[]) => void) => {
  const addresses = {
    'here.example': ['127.0.0.1'],
    'inside.example': ['10.0.0.5'],
    'both.example': ['127.0.0.1', '10.0.0.5'],
  }[host];
  done(
    addresses === undefined ? new Error(`${host} is not known`) : null,
    (addresses ?? []).map((address) => ({ address, family: 4 })),
  );
}) as unknown as NonNullable<DownloadOptions['lookup']>;

describe('gather: downloads', () => {
  let answer: RequestListener = (_, response) => response.end();
  let asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  let port = 0;
  before(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const classes: readonly (readonly [address: string, found: string])[] = [
    ['127.0.0.1', 'this machine'],
    ['127.9.9.9', 'this machine'],
    ['::1', 'this machine'],
    ['0.0.0.0', 'this machine'],
    ['::', 'this machine'],
    ['::ffff:127.0.0.1', 'this machine'],
    ['10.1.2.3', 'a private network'],
    ['192.168.1.1', 'a private network'],
    ['172.31.0.1', 'a private network'],
    ['169.254.169.254', 'a private network'],
    ['100.64.0.1', 'a private network'],
    ['fd00::1', 'a private network'],
    ['fe80::1', 'a private network'],
    ['192.0.2.1', 'a private network'],
    ['172.32.0.1', 'the Internet'],
    ['8.8.8.8', 'the Internet'],
    ['2606:4700::1', 'the Internet'],
  ];
  for (const [address, found] of classes) {
    it(`${address} is on ${found}`, () => {
      assert.equal(classOf(address), found);
    });
  }

  const redirects: readonly (readonly [from: string, to: string, refused: RegExp | undefined])[] = [
    ['127.0.0.1', 'http://127.0.0.1:PORT/next', undefined],
    ['127.0.0.1', 'http://here.example:PORT/next', undefined],
    ['here.example', 'http://127.0.0.1:PORT/next', undefined],
    ['127.0.0.1', '/next', undefined],
    ['127.0.0.1', 'http://10.0.0.5/next', /from a host on this machine to 10\.0\.0\.5 on a private network/],
    ['127.0.0.1', 'http://[fd00::1]/next', /to fd00::1 on a private network is not followed/],
    ['127.0.0.1', 'http://8.8.8.8/next', /to 8\.8\.8\.8 on the Internet is not followed/],
    ['127.0.0.1', 'http://0x0a000005/next', /to 10\.0\.0\.5 on a private network/],
    ['here.example', 'http://inside.example/next', /to inside\.example on a private network/],
    // Each address of a name counts, whichever would be connected to.
    ['here.example', 'http://both.example:PORT/next', /to both\.example on a private network/],
  ];
  for (const [from, to, refused] of redirects) {
    it(`${from} redirects to ${to}: ${refused === undefined ? 'followed' : 'refused'}`, async () => {
      answer = (request, response) => {
        if (request.url === '/next') response.end('there');
        else response.writeHead(302, { location: to.replace('PORT', String(port)) }).end();
      };
      const done = download(`http://${from}:${port}/`, { maxBytes: 100, lookup });
      if (refused === undefined) assert.equal(Buffer.from((await done).bytes).toString(), 'there');
      else await assert.rejects(done, { code: 'redirect-refused', message: refused });
      assert.deepEqual(asked, refused === undefined ? ['/', '/next'] : ['/']);
    });
  }

  it('a time that runs out behind the status line is no answer', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('a beginning');
    };
    const failing = download(`http://127.0.0.1:${port}/`, { maxBytes: 100, timeoutMs: 150 });
    await assert.rejects(failing, { code: 'ETIMEDOUT' });
  });

  it('an answer that breaks off is none', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('a beginning');
      setImmediate(() => response.destroy());
    };
    const read = await readSource(`http://127.0.0.1:${port}/`);
    assert.ok('code' in read && !read.message.includes('answered 200'), JSON.stringify(read));
  });

  it('redirects without end are told as such', async () => {
    answer = (_, response) => response.writeHead(302, { location: '/again' }).end();
    const read = await readSource(`http://127.0.0.1:${port}/`);
    assert.ok('code' in read && read.code === 'too-many-redirects', JSON.stringify(read));
  });
});
