/**
 * One HTTPS request to one loopback port, over a connection of its own, under the profile's name. Of the response only
 * what a closed list names is kept; a body is read where it is asked for, within a limit, and goes to the caller alone.
 */
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AgentHttpEvidence } from '../../evidence/agent.js';
import type { Clock } from './clock.js';
import { failureOf, timeoutOf } from './failure.js';
import { elapsed, type Endpoint } from './secure.js';

export interface AgentRequest {
  readonly method: 'GET' | 'OPTIONS';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly readsBody?: boolean;
}

export interface RequestOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly response: AgentHttpEvidence;
  /** Text of the body where it was to be read and came whole. */
  readonly body?: string;
}

/** The information is a few hundred bytes; more than this is none (bytes). */
const maxBodyBytes = 256 * 1024;
const maxHeaderLength = 1000;
const maxCookies = 32;
const keptHeader = /^(access-control-[a-z-]+|content-type|server)$/;

/** Never rejects. */
export function ask(endpoint: Endpoint, asked: AgentRequest, options: RequestOptions): Promise<Answer> {
  const { clock, timeoutMs, signal } = options;
  const start = clock.now();
  return new Promise((resolve) => {
    const request = httpsRequest({
      host: endpoint.address,
      port: endpoint.port,
      servername: endpoint.name,
      method: asked.method,
      path: asked.path,
      headers: { Host: `${endpoint.name}:${endpoint.port}`, Connection: 'close', ...asked.headers },
      // What the certificate is was looked at already; what is asked for here holds no secret.
      rejectUnauthorized: false,
      agent: false,
      ...(signal === undefined ? {} : { signal }),
    });
    const end = (answer: Omit<AgentHttpEvidence, 'ms'>, body?: string): void => {
      cancel();
      request.destroy();
      resolve({
        response: { ms: elapsed(clock, start), ...answer },
        ...(body === undefined ? {} : { body }),
      });
    };
    const cancel = clock.after(timeoutMs, () => {
      end({ error: timeoutOf(timeoutMs) });
    });
    request.on('error', (error) => {
      end({ error: failureOf(error) });
    });
    request.on('response', (response) => {
      const kept = keptOf(response);
      if (asked.readsBody !== true) {
        response.resume();
        end(kept);
        return;
      }
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBodyBytes) end(kept);
        else chunks.push(chunk);
      });
      response.on('end', () => {
        end(kept, Buffer.concat(chunks).toString('utf8'));
      });
      response.on('error', (error) => {
        end({ error: failureOf(error) });
      });
    });
    request.end();
  });
}

function keptOf(response: IncomingMessage): Omit<AgentHttpEvidence, 'ms'> {
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    keptHeader.test(name) && typeof value === 'string' ? [[name, value.slice(0, maxHeaderLength)]] : [],
  );
  const cookies = (response.headers['set-cookie'] ?? [])
    .slice(0, maxCookies)
    .map((cookie) => (cookie.split('=', 1)[0] ?? '').trim().slice(0, 100));
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(cookies.length === 0 ? {} : { cookies }),
  };
}
