/**
 * A proxy on loopback that answers 502 to everything and keeps what it was asked for: `host:port` of each CONNECT and of
 * each absolute request, and the markers that a driver sends between two rules.
 */
import { createServer, type Server, type Socket } from 'node:net';

export interface Recorder {
  /** `127.0.0.1:port`. */
  readonly address: string;
  /** What was asked since the last call. */
  take(): string[];
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  let asked: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    let head = '';
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      head += chunk.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      asked.push(targetOf(head));
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    address: `127.0.0.1:${port}`,
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** `host:port` in lower case, or `MARK n`. */
function targetOf(head: string): string {
  const [method = '', target = ''] = head.split(' ');
  if (method === 'MARK') return `MARK ${target.trim()}`;
  return method === 'CONNECT' ? target.toLowerCase() : hostAndPort(target);
}

/** The same key for a URL. */
export function hostAndPort(url: string): string {
  const parsed = new URL(url);
  const port = parsed.port === '' ? (parsed.protocol === 'https:' ? '443' : '80') : parsed.port;
  return `${parsed.hostname}:${port}`;
}

/** A port on which nothing listens: one that was free a moment ago. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 1;
}
