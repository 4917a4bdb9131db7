/** A DNS server on one loopback port, UDP and TCP alike, that leaves every answer to a function. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Responder } from './responder.js';

export interface RunningServer {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly host?: string;
  /** Over TCP every connection is ended at once; the port stays taken, so that nobody else answers on it. */
  readonly closesTcp?: boolean;
}

const maxPortTries = 20;
const idleMs = 10_000;

/** Starts the server on a port that the system chooses and both transports have free. */
export async function startServer(
  respond: Responder,
  { host = '127.0.0.1', closesTcp = false }: ServerOptions = {},
): Promise<RunningServer> {
  for (let tries = 1; ; tries++) {
    const tcp = createServer();
    await once(tcp.listen(0, host), 'listening');
    const { port } = tcp.address() as AddressInfo;
    const udp = createSocket('udp4');
    try {
      udp.bind({ port, address: host, exclusive: true });
      await once(udp, 'listening');
    } catch (error) {
      udp.close();
      tcp.close();
      if (tries >= maxPortTries) throw error;
      continue;
    }
    const connections = new Set<Socket>();
    tcp.on('connection', (socket) => {
      if (closesTcp) {
        socket.destroy();
        return;
      }
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
      serveStream(socket, respond);
    });
    udp.on('message', (query: Uint8Array, peer) => {
      const response = respond(query, 'udp');
      if (response !== undefined) udp.send(response, peer.port, peer.address);
    });
    // A client that has gone makes ICMP errors of our answers; the next one is served all the same.
    udp.on('error', () => undefined);
    return {
      address: `${host}:${port}`,
      close: async () => {
        for (const socket of connections) socket.destroy();
        await Promise.all([
          new Promise<void>((resolve) =>
            tcp.close(() => {
              resolve();
            }),
          ),
          new Promise<void>((resolve) => {
            udp.close(resolve);
          }),
        ]);
      },
    };
  }
}

/** RFC 7766: length-prefixed messages, as many as come. */
function serveStream(socket: Socket, respond: Responder): void {
  let received: Buffer = Buffer.alloc(0);
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      const response = respond(received.subarray(2, end), 'tcp');
      received = received.subarray(end);
      if (response !== undefined) {
        const length = Uint8Array.of(response.length >> 8, response.length & 0xff);
        socket.write(Buffer.concat([length, response]));
      }
    }
  });
}
