/**
 * The probes of the program against programs that others wrote: a TLS server of OpenSSL and a web server of Python on its
 * ports, and what `ss` says of who listens.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { audit } from '../../lib/audits/audit.js';
import { gatherAgent } from '../../lib/gather/agent/index.js';
import { createAuthority } from '../../lib/lab/certificate-authority.js';
import { loadProfile } from '../../lib/profile/index.js';
import { evidenceWith } from '../audits/case.js';
import { eventually, freePort, Scene } from './generate/support.js';
import { runOk } from './support/programs.js';

async function listens(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
}

describe('agent: other programs on the ports', () => {
  const scene = new Scene();
  after(() => scene.end());

  it('names a TLS server of OpenSSL and a web server of Python, as ss does', async () => {
    const folder = scene.folder();
    const authority = await createAuthority({ name: 'Other CA', at: new Date() });
    const { certificate, key } = await authority.issue({ names: ['other.example'] });
    writeFileSync(join(folder, 'certificate.pem'), certificate);
    writeFileSync(join(folder, 'key.pem'), key);
    const [tls, http] = [await freePort(), await freePort()];
    const files = ['-cert', join(folder, 'certificate.pem'), '-key', join(folder, 'key.pem')];
    scene.start('openssl', ['s_server', '-accept', `127.0.0.1:${tls}`, '-www', ...files]);
    scene.start('python3', ['-m', 'http.server', '--bind', '127.0.0.1', String(http)], { cwd: folder });
    for (const port of [tls, http])
      await eventually(
        () => listens(port),
        () => `port ${port}`,
      );

    const profile = { ...(await loadProfile()), ports: [tls, http] };
    const agent = await gatherAgent(profile);
    const { findings } = await audit(profile, evidenceWith({ agent }, profile), {
      only: ['agent/port-owner', 'agent/listening'],
    });
    const texts = findings.map(({ id, subject, message }) => `${id} ${subject ?? ''} ${message}`);
    assert.match(texts.join('\n'), /listening:others-only/);
    assert.match(
      texts.join('\n'),
      new RegExp(
        `port-owner:taken 127.0.0.1:${tls} is held by openssl: .*its certificate is for other.example`,
      ),
    );
    assert.match(
      texts.join('\n'),
      new RegExp(
        `port-owner:taken 127.0.0.1:${http} is held by python3?[.0-9]*: what answers does not speak TLS`,
      ),
    );

    const listed = 'value' in agent.listeners ? agent.listeners.value : [];
    const ours = listed.map(({ address, port }) => `${address}:${port}`).sort();
    const lines = (await runOk('ss', ['-Hltn'])).split('\n').map((line) => line.trim().split(/\s+/)[3] ?? '');
    assert.deepEqual(
      ours,
      lines.filter((local) => [tls, http].some((port) => local.endsWith(`:${port}`))).sort(),
    );
  });
});
