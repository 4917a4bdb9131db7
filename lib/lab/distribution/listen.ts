/** Servers of the lab: on loopback, on a port that the system chooses, closed with everything that hangs on them. */
import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export async function listen(server: Server): Promise<Listening> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket);
    // A client that hangs up in the middle is what half of the lab is about.
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A port on which nothing listens any more. */
export async function closedPort(server: Server): Promise<number> {
  const { port, close } = await listen(server);
  await close();
  return port;
}
