/** A name server on a port of the system's choosing that does what a test tells it to, over UDP and TCP. */
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { encode, type Question } from 'dns-packet';

export interface ScriptedServer {
  readonly address: string;
  readonly port: number;
  /** Queries as they came in, both transports, in order. */
  readonly queries: Uint8Array[];
  /** TCP connections accepted so far. */
  connections(): number;
  close(): void;
}

export interface Script {
  readonly udp?: (query: Buffer, send: (message: Uint8Array) => void, nth: number, from: RemoteInfo) => void;
  readonly tcp?: (query: Buffer, send: (message: Uint8Array) => void, nth: number, socket: Socket) => void;
}

/** Both transports on one port; a transport without a script is not served at all. */
export async function scriptedServer(script: Script): Promise<ScriptedServer> {
  const queries: Uint8Array[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const tcp = createServer((socket) => {
    connections++;
    sockets.add(socket);
    let data: Buffer = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      data = Buffer.concat([data, chunk]);
      while (data.length >= 2 && data.length >= 2 + data.readUInt16BE(0)) {
        const query = data.subarray(2, 2 + data.readUInt16BE(0));
        data = data.subarray(2 + query.length);
        queries.push(query);
        script.tcp?.(query, (message) => socket.write(framed(message)), queries.length, socket);
      }
    });
  });
  const udp: UdpSocket = createSocket('udp4');
  udp.on('message', (query: Buffer, from: RemoteInfo) => {
    queries.push(query);
    script.udp?.(
      query,
      (message) => {
        udp.send(message, from.port, from.address);
      },
      queries.length,
      from,
    );
  });
  const port = await listenOn(
    script.udp === undefined ? undefined : udp,
    script.tcp === undefined ? undefined : tcp,
  );
  return {
    address: `127.0.0.1:${port}`,
    port,
    queries,
    connections: () => connections,
    close: () => {
      if (script.udp !== undefined) udp.close();
      if (script.tcp !== undefined) tcp.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A port that is free for both where both are served: another test's socket may have it for one of them. */
async function listenOn(udp: UdpSocket | undefined, tcp: Server | undefined): Promise<number> {
  for (let tries = 1; ; tries++) {
    if (tcp !== undefined) await once(tcp.listen(0, '127.0.0.1'), 'listening');
    const port = (tcp?.address() as AddressInfo | undefined)?.port ?? 0;
    if (udp === undefined) return port;
    try {
      udp.bind({ port, address: '127.0.0.1', exclusive: true });
      await once(udp, 'listening');
      return udp.address().port;
    } catch (error) {
      tcp?.close();
      if (tries === 20) throw error;
    }
  }
}

export function framed(message: Uint8Array): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

export function query(name: string, id = 4711): Buffer {
  return encode({ type: 'query', id, flags: 0x0100, questions: [{ name, type: 'A' }] });
}

/** A response to `toQuery` with one A record. */
export function response(
  toQuery: Buffer,
  address: string,
  changes: { id?: number; name?: string; flags?: number } = {},
): Buffer {
  const name = changes.name ?? questionName(toQuery);
  const question: Question = { name, type: 'A' };
  return encode({
    type: 'response',
    id: changes.id ?? toQuery.readUInt16BE(0),
    flags: changes.flags ?? 0,
    questions: [question],
    answers: [{ name, type: 'A', ttl: 60, data: address }],
  });
}

export function questionName(message: Buffer): string {
  const labels: string[] = [];
  for (let offset = 12; ;) {
    const length = message.readUInt8(offset);
    if (length === 0) return labels.join('.');
    labels.push(message.toString('latin1', offset + 1, offset + 1 + length));
    offset += length + 1;
  }
}

/** A port where nothing listens: one that the system just gave out and took back. */
export async function deadPort(): Promise<number> {
  const socket = createServer().listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address() as AddressInfo;
  socket.close();
  await once(socket, 'close');
  return port;
}
