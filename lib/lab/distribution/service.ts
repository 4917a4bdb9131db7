/** A Distribution Service: its status as planned, and whatever endpoints others add, over TLS. */
import {
  createServer as createHttp,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type Server } from 'node:net';
import type { IssuedCertificate } from '../certificate-authority.js';
import type { DistributionPlan } from './plan.js';

/** An endpoint besides the status; true where it has answered. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

const statusPath = '/v3_5/system/status';
export const installerPath = '/downloads/lab-installer.bin';

export function serviceServer(
  plan: DistributionPlan,
  identity: IssuedCertificate,
  { at, handlers }: { readonly at: Date; readonly handlers: readonly Handler[] },
): Server {
  switch (plan.port) {
    case 'serves': {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
      return createHttps(
        { cert: identity.certificate, key: identity.key, ...(plan.tls === 'old' ? old : {}) },
        answering(plan, at, handlers),
      );
    }
    case 'plain':
      return createHttp(answering(plan, at, handlers));
    case 'resets':
      return createTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    case 'silent':
    case 'closed':
      return createTcp((socket) => socket.resume());
  }
}

function answering(plan: DistributionPlan, at: Date, handlers: readonly Handler[]): RequestListener {
  const date = new Date(at.getTime() + plan.clockAheadSeconds * 1000).toUTCString();
  return (request, response) => {
    void (async () => {
      response.setHeader('date', date);
      for (const handler of handlers) if (await handler(request, response)) return;
      if (request.url === installerPath && request.method === 'HEAD')
        response
          .writeHead(200, {
            'content-type': 'application/octet-stream',
            'content-length': plan.installerBytes,
          })
          .end();
      else if (request.url !== statusPath) response.writeHead(404).end();
      else {
        setTimeout(() => {
          sendStatus(plan.status, response);
        }, plan.delayMs);
      }
    })();
  };
}

function sendStatus(
  { code, contentType, body, location }: DistributionPlan['status'],
  response: ServerResponse,
): void {
  response.writeHead(code, {
    'content-type': contentType,
    'set-cookie': 'session=of-the-lab',
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}
