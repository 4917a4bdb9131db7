import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { PacEvidence } from '../../lib/evidence/types.js';
import { gatherPac, type FoundSettings } from '../../lib/gather/pac.js';
import { keepSettings } from '../../lib/gather/proxy.js';
import { scratch } from '../cli/scratch.js';

const pac = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('gather: PACs that settings name', () => {
  const files = scratch();

  async function gatherFor(
    from: FoundSettings['from'],
    url: string,
    allowed: { fetch: boolean; fetchNamed?: boolean } = { fetch: false },
  ): Promise<PacEvidence | undefined> {
    const text = `Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoConfigURL"="${url.replaceAll('\\', '\\\\')}"\n`;
    const source = await files.write('internet-settings.reg', text);
    const evidence = { source, bytes: Buffer.from(text).toString('base64') };
    const found = await gatherPac({ sources: [], settings: [{ evidence, from }], ...allowed });
    assert.equal(found.length, 1);
    return found[0];
  }

  it('opens no file of this machine for settings that somebody sent', async () => {
    const secret = await files.write('secret.txt', 'my diary');
    for (const url of [pathToFileURL(secret).href, secret]) {
      for (const from of ['file', 'stdin'] as const) {
        const found = await gatherFor(from, url);
        assert.equal(found?.bytes, undefined);
        assert.equal(found?.error?.code, 'not-this-machine');
        assert.match(found.error.message, /not known to be this machine's own/);
        assert.match(found.namedBy ?? '', /AutoConfigURL/);
      }
    }
  });

  it('opens them for settings of this machine', async () => {
    const path = await files.write('own.pac', pac);
    const found = await gatherFor('machine', pathToFileURL(path).href);
    assert.equal(Buffer.from(found?.bytes ?? '', 'base64').toString(), pac);
  });

  it('takes a PAC that lies beside the settings, and nothing else that does', async () => {
    await files.write('proxy.pac', pac);
    await files.write('id_key', 'a private key');
    assert.ok((await gatherFor('file', 'http://intranet.example/proxy.pac'))?.bytes !== undefined);
    assert.equal((await gatherFor('file', 'http://intranet.example/id_key'))?.error?.code, 'offline');
    assert.equal((await gatherFor('machine', 'http://intranet.example/proxy.pac'))?.error?.code, 'offline');
  });

  it('fetches what settings of this machine name, and what those of another do where that is asked for', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end(pac);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/by-url.pac`;
      for (const from of ['file', 'stdin'] as const) {
        const found = await gatherFor(from, url, { fetch: true });
        assert.equal(found?.error?.code, 'not-asked-for');
        assert.match(found.error.message, /--fetch-pac/);
        assert.match(found.namedBy ?? '', /AutoConfigURL/);
      }
      assert.equal(requests, 0);
      assert.equal(
        (await gatherFor('file', url, { fetch: false, fetchNamed: true }))?.error?.code,
        'offline',
      );
      assert.equal(requests, 0);
      for (const [from, allowed] of [
        ['file', { fetch: true, fetchNamed: true }],
        ['machine', { fetch: true }],
      ] as const) {
        const found = await gatherFor(from, url, allowed);
        assert.equal(Buffer.from(found?.bytes ?? '', 'base64').toString(), pac);
      }
      assert.equal(requests, 2);
    } finally {
      server.close();
    }
  });

  it('logs in nowhere with what stands in place of a redacted password', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(pac);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const registry = `Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings]\n"AutoConfigURL"="http://ann:s3cret@127.0.0.1:${port}/proxy.pac"\n`;
      const evidence = keepSettings('x.reg', { bytes: Buffer.from(registry) }, undefined);
      const [found] = await gatherPac({
        sources: [],
        settings: [{ evidence, from: 'machine' }],
        fetch: true,
      });
      assert.equal(found?.source, `http://127.0.0.1:${port}/proxy.pac`);
      assert.ok(found.bytes !== undefined);
      assert.deepEqual(seen, [undefined]);
    } finally {
      server.close();
    }
  });
});
