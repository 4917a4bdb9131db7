/** The preflight that headless Chromium sends for the application's request, held against the one that is sent here. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gatherAgent } from '../../lib/gather/agent/index.js';
import { createAuthority } from '../../lib/lab/certificate-authority.js';
import { loadProfile } from '../../lib/profile/index.js';
import { startChromium } from './generate/chromium.js';
import { Scene, eventually } from './generate/support.js';

describe('agent: the preflight', () => {
  const scene = new Scene();
  after(() => scene.end());

  it('asks for the same as Chromium, and Chromium does not ask for private network access', async () => {
    const authority = await createAuthority({ name: 'Lab CA', at: new Date() });
    const base = await loadProfile();
    const { certificate, key } = await authority.issue({ names: [base.name, 'app.example'] });
    const preflights: IncomingHttpHeaders[] = [];
    const server = createServer({ cert: certificate, key }, (request, response) => {
      const { origin = '' } = request.headers;
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Allow-Headers', 'authorization,x-csrf-token');
      if (request.method === 'OPTIONS') preflights.push(request.headers);
      response.setHeader('Content-Type', 'text/html');
      response.end(request.url === '/info' ? '{"t1CInfoAPI":{"version":"3.8.4"}}' : 'program');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    scene.later(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const origin = `https://app.example:${port}`;

    const chromium = await startChromium(scene, '{}', [
      '--ignore-certificate-errors',
      '--host-resolver-rules=MAP * 127.0.0.1',
    ]);
    const page = await chromium.openUnseen(`${origin}/`);
    const request = {
      credentials: 'include',
      headers: { Authorization: 'Bearer x', 'X-CSRF-Token': 't1c-js' },
    };
    const script = `fetch('https://${base.name}:${port}/v3/readers', ${JSON.stringify(request)}).then((r) => r.text(), String)`;
    const answer = await eventually(
      async () => {
        assert.equal(await page.evaluate('location.origin'), origin);
        return page.evaluate(script);
      },
      () => chromium.output,
    );
    assert.equal(answer, 'program');
    const [theirs] = preflights.splice(0);
    assert.ok(theirs !== undefined, 'Chromium sent a preflight');

    await gatherAgent({ ...base, ports: [port], origins: [origin] });
    const [ours] = preflights.filter((headers) => !('access-control-request-private-network' in headers));
    for (const name of [
      'origin',
      'host',
      'accept',
      'access-control-request-method',
      'access-control-request-headers',
    ])
      assert.equal(ours?.[name], theirs[name], name);
    assert.ok(!('access-control-request-private-network' in theirs));
  });
});
