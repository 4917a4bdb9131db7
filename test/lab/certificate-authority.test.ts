import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { connect, createServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAuthority } from '../../lib/lab/certificate-authority.js';

const at = new Date('2026-11-24T08:00:00.000Z');

describe('lab: the certificate authority', () => {
  it('issues certificates that OpenSSL checks against its root', async () => {
    const authority = await createAuthority({ name: 'Lab, root', at });
    const { certificate, key } = await authority.issue({ names: ['a.example'], addresses: ['127.0.0.1'] });
    const root = new X509Certificate(authority.certificate);
    const leaf = new X509Certificate(certificate);
    assert.ok(leaf.checkIssued(root) && leaf.verify(root.publicKey));
    assert.ok(root.ca && !leaf.ca);
    assert.equal(leaf.checkHost('a.example'), 'a.example');
    assert.equal(leaf.checkIP('127.0.0.1'), '127.0.0.1');
    assert.ok(leaf.checkPrivateKey(createPrivateKey(key)));
    assert.match(root.subject, /Lab\\, root/);
  });

  it('serves a session that a client trusts by the root, and by nothing else', async () => {
    // The session's check is against the present, as a real client has no other clock: so they hold at any time.
    const authority = await createAuthority({ name: 'Lab', at: 'any' });
    const { certificate, key } = await authority.issue({ names: ['a.example'] });
    const server = createServer({ cert: certificate, key }, (socket) => socket.end());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      for (const [ca, authorized] of [
        [authority.certificate, true],
        [undefined, false],
      ] as const) {
        const socket = connect({
          port: (server.address() as AddressInfo).port,
          host: '127.0.0.1',
          servername: 'a.example',
          rejectUnauthorized: false,
          ...(ca === undefined ? {} : { ca }),
        });
        await once(socket, 'secureConnect');
        assert.equal(socket.authorized, authorized);
        socket.destroy();
      }
    } finally {
      server.close();
    }
  });
});
