/** An HTTPS server of the test's own, and what `gatherToken` needs to reach it. */
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { OutboundOptions } from '../../../lib/gather/index.js';
import { createAuthority } from '../../../lib/lab/certificate-authority.js';

export interface TestServer {
  readonly origin: string;
  readonly outbound: OutboundOptions;
  readonly root: string;
  close(): Promise<void>;
}

export async function startServer(listener: RequestListener): Promise<TestServer> {
  const authority = await createAuthority({ name: 'Test root', at: 'any' });
  const { certificate, key } = await authority.issue({ names: ['localhost'], addresses: ['127.0.0.1'] });
  const server = createServer({ cert: certificate, key }, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const roots = { public: [], system: [], named: [authority.certificate] };
  return {
    origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    root: authority.certificate,
    outbound: { route: 'direct', machineSettings: [], trust: { roots, systemSource: 'the test' } },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
