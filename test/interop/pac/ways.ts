/** Servers on loopback, each under a name, and one record of who was asked and how. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { freePort, type Scene } from '../generate/support.js';

const ANSWER =
  'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok';

export class Ways {
  readonly #scene: Scene;
  readonly #names = new Map<number, string>();
  #record: string[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** `answers` HTTP with 200, or hangs up on whatever comes. Resolves to its port. */
  async listen(name: string, answers: boolean): Promise<number> {
    const server = createServer((socket) => {
      this.#serve(socket, name, answers);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.#scene.later(() => {
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    this.#names.set(port, name);
    return port;
  }

  /** A port on which no one listens. */
  closed(): Promise<number> {
    return freePort();
  }

  nameOf(port: number | null): string | undefined {
    return port === null ? undefined : this.#names.get(port);
  }

  /** What was asked since the last call; the same again and again counts once. */
  take(): string[] {
    const taken = this.#record;
    this.#record = [];
    return taken.filter((line, index) => line !== taken[index - 1]);
  }

  #serve(socket: Socket, name: string, answers: boolean): void {
    let bytes = Buffer.alloc(0);
    const note = (how: string): void => {
      this.#record.push(`${name} by ${how}`);
    };
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const [first] = bytes;
      if (first === 5 || first === 4 || first === 0x16) {
        note(first === 0x16 ? 'TLS' : `SOCKS${first}`);
        socket.destroy();
        return;
      }
      const head = bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const target = head.split(' ')[1] ?? '';
      note(head.startsWith('CONNECT ') ? 'CONNECT' : target.startsWith('/') ? 'path' : 'URL');
      if (answers && !head.startsWith('CONNECT ')) socket.end(ANSWER);
      else socket.destroy();
    });
  }
}
