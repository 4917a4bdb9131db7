/** Servers as bad as they come, on ports of loopback that the system chooses. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttp, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { certificate, privateKey } from '../dns/transport/certificate.js';
import { framed, response, scriptedServer, type Script } from '../dns/transport/scripted-server.js';
import { labInMemory } from '../../lib/lab/index.js';

export interface Served {
  /** What the command line is told. */
  readonly at: string;
  readonly close: () => void;
}

export async function name(script: Script, scheme = ''): Promise<Served> {
  const server = await scriptedServer(script);
  return {
    at: `${scheme}${server.address}`,
    close: () => {
      server.close();
    },
  };
}

const answer = (query: Buffer): Buffer => response(query, '127.0.0.1');

/** An answer comes when the next query is there. */
export function late(): Promise<Served> {
  let held: Buffer | undefined;
  return name({
    udp: (query, send) => {
      if (held !== undefined) send(answer(held));
      held = Buffer.from(query);
    },
  });
}

/** The answer, as good as it may be, comes from another port. */
export async function fromAnotherPort(): Promise<Served> {
  const other = createSocket('udp4');
  const { at, close } = await name({
    udp: (query, _, __, from) => {
      other.send(answer(query), from.port, from.address);
    },
  });
  return {
    at,
    close: () => {
      other.close();
      close();
    },
  };
}

/** A whole world that says everything twice; with its anchors. */
export async function twice(at?: Date): Promise<Served & { readonly anchors: string }> {
  const { exchange, anchors } = labInMemory(at === undefined ? {} : { at });
  const served = await name({
    udp: (query, send) => {
      void exchange(Uint8Array.from(query)).then((message) => {
        send(message);
        send(message);
      });
    },
    tcp: (query, send) => {
      void exchange(Uint8Array.from(query)).then((message) => {
        send(message);
        send(message);
      });
    },
  });
  return { ...served, anchors };
}

export const truncated = (query: Buffer): Buffer => response(query, '127.0.0.1', { flags: 0x0200 });

/** As much as a datagram holds. */
export function oversized(query: Buffer): Buffer {
  return Buffer.concat([
    answer(query).subarray(0, 6),
    Buffer.from([0xff, 0xff, 0, 0, 0, 0]),
    Buffer.alloc(60_000, 0xc0),
  ]);
}

/** An owner that points at itself. */
export function pointerLoop(query: Buffer): Buffer {
  const message = answer(query);
  const owner = message.length - 16;
  message.writeUInt16BE(0xc000 | owner, owner);
  return message;
}

function closing(server: Server): Served['close'] {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}

async function listening(server: Server, at: (port: number) => string): Promise<Served> {
  const close = closing(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { at: at((server.address() as AddressInfo).port), close };
}

/** Octet by octet, and never the last. */
export function drips(): Promise<Served> {
  return name(
    {
      tcp: (query, _, __, socket) => {
        const message = framed(answer(query));
        let sent = 0;
        const drip = setInterval(() => {
          if (sent < message.length - 1) socket.write(message.subarray(sent, ++sent));
        }, 20);
        socket.on('close', () => {
          clearInterval(drip);
        });
      },
    },
    'tcp://',
  );
}

/** Takes the connection, hears the greeting, and says nothing. */
export const halfOpen = (): Promise<Served> => listening(createTcp(), (port) => `tls://127.0.0.1:${port}`);

export type Reply = (response: ServerResponse) => void;

export function https(reply: Reply): Promise<Served> {
  const server = createHttps({ cert: certificate, key: privateKey }, (request, response) => {
    request.resume();
    reply(response);
  });
  return listening(server, (port) => `https://127.0.0.1:${port}/dns-query`);
}

/** The same at no path: the origin of a service. */
export async function service(reply: Reply): Promise<Served> {
  const served = await https(reply);
  return { ...served, at: new URL(served.at).origin };
}

/** Takes the connection, hears the greeting, and says nothing, where a service is said to be. */
export const silentService = (): Promise<Served> =>
  listening(createTcp(), (port) => `https://127.0.0.1:${port}`);

export function file(reply: Reply): Promise<Served> {
  const server = createHttp((_, response) => {
    reply(response);
  });
  return listening(server, (port) => `http://127.0.0.1:${port}/proxy.pac`);
}

/** Without an end, as fast as it is taken. */
export const endless: Reply = (response) => {
  const line = Buffer.from('// and so on\n'.repeat(10_000));
  const more = (): void => {
    while (response.write(line));
  };
  response.on('drain', more);
  more();
};

/** The head of an answer, and nothing after it. */
export const stalls: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).flushHeaders();
};

/** Octet by octet, and no end. */
export const dripping: Reply = (response) => {
  const drip = setInterval(() => response.write('/'), 20);
  response.on('close', () => {
    clearInterval(drip);
  });
};
