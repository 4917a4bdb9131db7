/** The lab of the browser tests: an application that comes through the company's proxy, and the program on loopback. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scene } from './support.js';

export const application = 'http://app.acme.example';

export interface Company {
  /** Answers every request with the word "proxy", the application's page among them. */
  readonly proxy: string;
  /** Where the application can be had without the proxy. */
  readonly pagePort: number;
  /** Answers with the word "program". */
  readonly programPort: number;
}

export async function startCompany(scene: Scene): Promise<Company> {
  const listen = async (text: string): Promise<number> => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' };
    const server = createServer((_, response) => response.writeHead(200, headers).end(text)).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    scene.later(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };
  return {
    proxy: `127.0.0.1:${await listen('proxy')}`,
    pagePort: await listen('application'),
    programPort: await listen('program'),
  };
}

/** Calls the program as the application would; the answer's text, or `stopped: ` and the error. */
export function fetchScript(host: string, { programPort }: Company): string {
  const url = JSON.stringify(`http://${host}:${programPort}/info`);
  return `fetch(${url}, { signal: AbortSignal.timeout(4000) }).then((r) => r.text(), (e) => 'stopped: ' + e.name)`;
}
