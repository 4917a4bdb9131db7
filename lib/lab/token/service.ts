/** The token endpoint over TLS on loopback, with a certificate of the lab's own authority. */
import { once } from 'node:events';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pinOf } from '../../evidence/chain.js';
import { createAuthority } from '../certificate-authority.js';
import { jwksPath, tokenHandler, type TokenServiceOptions } from './handler.js';

export interface TokenService {
  readonly origin: string;
  readonly jwksUrl: string;
  /** PEM of the root that a client is to trust. */
  readonly root: string;
  /** What the profile pins for it. */
  readonly pins?: readonly string[];
  close(): Promise<void>;
}

export async function startTokenService(options: TokenServiceOptions): Promise<TokenService> {
  // TLS is verified by the machine's own clock, whatever the present of the lab is.
  const [authority, other] = await Promise.all(
    ['Lab root', 'Another root'].map((name) => createAuthority({ name, at: 'any' })),
  );
  if (authority === undefined || other === undefined) throw new Error('no authority');
  const issuer = options.plan.isTrusted ? authority : other;
  const { certificate, key } = await issuer.issue({ names: ['localhost'], addresses: ['127.0.0.1'] });
  const handler = tokenHandler(options);
  const server = createServer({ cert: certificate, key }, (request, response) => {
    void handler(request, response).then((taken) => {
      if (!taken) response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pinned = { none: undefined, right: authority, wrong: other }[options.plan.pins];
  return {
    origin,
    ...(pinned === undefined ? {} : { pins: [pinOf(new X509Certificate(pinned.certificate))] }),
    jwksUrl: `${origin}${jwksPath}`,
    root: authority.certificate,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
