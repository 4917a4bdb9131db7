/** unbound as a validating forwarder with one thread, and a client that costs it and us as little as can be. */
import { createSocket } from 'node:dgram';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildQuery } from '../../lib/dns/index.js';
import { answersAt, freePort } from '../../test/interop/support/named.js';
import { startDaemon, type Daemon } from '../../test/interop/support/programs.js';
import type { World } from './world.js';

export async function startUnbound(world: World): Promise<Daemon & { readonly address: string }> {
  const port = await freePort();
  const [host = '', upstreamPort = ''] = world.server.split(':');
  const config = join(world.directory, `unbound-${port}.conf`);
  await writeFile(
    config,
    [
      'server:',
      `  directory: "${world.directory}"`,
      `  interface: 127.0.0.1@${port}`,
      '  username: ""\n  chroot: ""\n  pidfile: ""\n  use-syslog: no\n  verbosity: 0',
      '  do-daemonize: no\n  num-threads: 1\n  do-not-query-localhost: no',
      '  module-config: "validator iterator"',
      `  trust-anchor: "${world.anchor}"`,
      'remote-control:\n  control-enable: no',
      `forward-zone:\n  name: "."\n  forward-addr: ${host}@${upstreamPort}`,
      '',
    ].join('\n'),
  );
  const address = `127.0.0.1:${port}`;
  const daemon = await startDaemon('unbound', ['-d', '-c', config], () => answersAt(address));
  return { ...daemon, address };
}

const authenticData = 0x20;

/** Asks for the A record of every name, so many at once; rejects unless each comes back authenticated. */
export function blast(server: string, names: readonly string[], atOnce: number): Promise<void> {
  const [host = '', port = ''] = server.split(':');
  const socket = createSocket('udp4');
  return new Promise<void>((resolve, reject) => {
    let sent = 0;
    let received = 0;
    const send = (): void => {
      const name = names[sent];
      if (name === undefined) return;
      socket.send(buildQuery({ name, type: 1 }, { id: sent++ }), Number(port), host);
    };
    socket.on('message', (response) => {
      received++;
      if (((response[3] ?? 0) & authenticData) === 0) reject(new Error('unbound found an answer not secure'));
      if (received === names.length) resolve();
      else send();
    });
    for (let index = 0; index < atOnce; index++) send();
  }).finally(() => {
    socket.close();
  });
}
