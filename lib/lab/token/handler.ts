/** The token endpoint and its key set as a handler: for any HTTPS server of the lab. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TokenPlan } from '../faults/token.js';
import { identifier, mintToken, publishedKeys } from './mint.js';

export const jwksPath = '/v3_5/tokens/jwks';

export interface TokenServiceOptions {
  readonly plan: TokenPlan;
  /** The key that the service knows. */
  readonly apiKey: string;
  /** The clock of the service. */
  readonly now: () => Date;
}

export type LabHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Resolves false where the request is for something else: another handler's. */
export function tokenHandler({ plan, apiKey, now }: TokenServiceOptions): LabHandler {
  return async ({ url, headers }, response) => {
    const path = (url ?? '').replace(/\?.*$/, '');
    if (path === jwksPath) {
      await answerKeys(plan, response);
      return true;
    }
    if (path !== plan.path) return false;
    if (headers['apikey'] !== apiKey) json(response, 401, { message: 'No API key found in request' });
    else await answerToken(plan, now(), response);
    return true;
  };
}

async function answerToken(plan: TokenPlan, at: Date, response: ServerResponse): Promise<void> {
  if (plan.status >= 500) {
    json(response, plan.status, { success: false });
    return;
  }
  if (plan.status >= 300) {
    response.writeHead(plan.status, { location: 'https://moved.lab.example/' }).end();
    return;
  }
  switch (plan.answer) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Blocked</title>');
      return;
    case 'text':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('one moment please');
      return;
    case 'not-success':
      json(response, 200, { success: false, data: null });
      return;
    case 'no-data':
      json(response, 200, { success: true });
      return;
    case 'identifier':
      json(response, 200, { success: true, data: identifier() });
      return;
    case 'token':
      json(response, 200, { success: true, data: await mintToken(plan, at) });
  }
}

async function answerKeys({ jwks }: TokenPlan, response: ServerResponse): Promise<void> {
  if (jwks === 'published') json(response, 200, await publishedKeys());
  else if (jwks === 'html') response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
  else json(response, 404, {});
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
