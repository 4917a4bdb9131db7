import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asEvidence, readSource, withoutCredentials } from '../../lib/gather/source.js';
import { maxSourceBytes } from '../../lib/gather/source-limit.js';

describe('gather: one source', () => {
  let folder = '';
  let server: Server | undefined;
  let answer: RequestListener = (_, response) => response.end();
  let base = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'staylocal-'));
    server = createServer((request, response) => {
      answer(request, response);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server?.closeAllConnections();
    server?.close();
    await rm(folder, { recursive: true });
  });

  it('reads a file by path and by URL, byte for byte', async () => {
    const path = join(folder, 'a.pac');
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x0d, 0x0a]);
    await writeFile(path, bytes);
    for (const source of [path, pathToFileURL(path).href]) {
      const read = await readSource(source);
      assert.ok('bytes' in read);
      assert.deepEqual(Buffer.from(read.bytes), bytes);
      assert.equal(asEvidence(source, read).bytes, bytes.toString('base64'));
    }
  });

  it('says why there is nothing', async () => {
    const large = join(folder, 'large');
    await writeFile(large, '');
    await truncate(large, maxSourceBytes + 1);
    for (const [source, code] of [
      [join(folder, 'none'), 'not-found'],
      [join(folder, 'a.pac', 'b'), 'not-found'],
      [folder, 'is-a-directory'],
      [large, 'too-large'],
      ['http://127.0.0.1:1/', 'connection-refused'],
    ] as const) {
      const read = await readSource(source);
      assert.ok(
        'code' in read && read.code === code && read.message.startsWith(source),
        JSON.stringify(read),
      );
      assert.deepEqual(asEvidence(source, read), { source, error: read });
    }
  });

  it('fetches over HTTP and keeps the media type', async () => {
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
    const read = await readSource(`${base}/proxy.pac`);
    assert.ok(
      'bytes' in read && read.mediaType === 'text/html' && Buffer.from(read.bytes).toString() === '<html>',
    );
  });

  it('names the status of a failed download', async () => {
    answer = (_, response) => response.writeHead(404).end('gone');
    const read = await readSource(`${base}/proxy.pac`);
    assert.ok('code' in read && read.code === 'http-status' && read.message.includes('answered 404'));
  });

  it('stops a download that is larger than any PAC', async () => {
    answer = (_, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    const read = await readSource(`${base}/endless`);
    assert.ok('code' in read && read.code === 'too-large', JSON.stringify(read));
  });

  it('stops when told to', async () => {
    answer = () => undefined;
    const stop = new AbortController();
    const reading = readSource(`${base}/never`, { signal: stop.signal });
    stop.abort();
    assert.ok('code' in (await reading));
  });

  for (const [source, shown] of [
    ['http://user:secret@wpad.example/p.pac', 'http://wpad.example/p.pac'],
    ['https://wpad.example/p.pac', 'https://wpad.example/p.pac'],
    ['/etc/http:/x@y', '/etc/http:/x@y'],
  ] as const) {
    it(`shows ${shown}`, () => {
      assert.equal(withoutCredentials(source), shown);
    });
  }
});
