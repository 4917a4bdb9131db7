/** One `named`, authoritative for a whole tree of zones, on a loopback port that was free a moment ago. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ExchangeError } from '../../../lib/dns/exchange.js';
import { buildQuery } from '../../../lib/dns/query.js';
import { udp } from '../../../lib/dns/transport/udp.js';
import { startDaemon, type Daemon } from './programs.js';

export interface ServedZone {
  readonly apex: string;
  readonly file: string;
}

export interface NameServer extends Daemon {
  readonly address: string;
}

/** `options`: statements for its options block. */
export async function startNamed(
  directory: string,
  zones: readonly ServedZone[],
  options: readonly string[] = [],
): Promise<NameServer> {
  const port = await freePort();
  const config = join(directory, `named-${port}.conf`);
  await writeFile(
    config,
    [
      'options {',
      `  directory "${directory}"; pid-file none; session-keyfile none;`,
      `  listen-on port ${port} { 127.0.0.1; }; listen-on-v6 { none; };`,
      '  recursion no; dnssec-validation no; empty-zones-enable no; notify no;',
      '  allow-transfer { none; }; minimal-responses yes; check-names primary ignore;',
      ...options,
      '};',
      'controls { };',
      'logging { category default { null; }; category general { null; }; };',
      ...zones.map(
        ({ apex, file }) => `zone "${apex}" { type primary; file "${file}"; check-integrity no; };`,
      ),
      '',
    ].join('\n'),
  );
  const address = `127.0.0.1:${port}`;
  const daemon = await startDaemon('named', ['-g', '-n', '1', '-c', config], () => answersAt(address));
  return { ...daemon, address };
}

/** A port that neither transport uses; another process may take it before the server does, rarely. */
export async function freePort(): Promise<number> {
  const host = '127.0.0.1';
  for (;;) {
    const tcp = createServer();
    await once(tcp.listen(0, host), 'listening');
    const { port } = tcp.address() as AddressInfo;
    const socket = createSocket('udp4');
    const isFree = await new Promise<boolean>((resolve) => {
      socket.once('error', () => {
        resolve(false);
      });
      socket.bind(port, host, () => {
        resolve(true);
      });
    });
    socket.close();
    tcp.close();
    if (isFree) return port;
  }
}

/** Whether a DNS server responds there; waits a moment for it. */
export async function answersAt(address: string): Promise<boolean> {
  const exchange = udp(address, { timeoutMs: 200, retries: 0 });
  try {
    await exchange(buildQuery({ name: '.', type: 6 }));
    return true;
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    if (error.code === 'refused') await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  } finally {
    exchange.close();
  }
}
