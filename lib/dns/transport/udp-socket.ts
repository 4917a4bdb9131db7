/**
 * A UDP socket on a random port (RFC 5452 §9.2), connected to one server, so that the system drops what comes from
 * elsewhere. It serves one query at a time, each under an id of its own.
 */
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { withId } from './question.js';
import type { ServerAddress } from './server-address.js';

/** IANA's dynamic ports and Linux's: nothing that listens by custom lives there. */
const SOURCE_PORTS = { from: 32_768, below: 65_536 };
const MOST_PORT_TRIES = 8;

/** Addresses need no look-up, and two for each query are worth leaving out. */
const asItIs: NonNullable<SocketOptions['lookup']> = (address, _options, done) => {
  done(null, address, isIP(address));
};

/** The query that a socket serves. */
export interface UdpUse {
  /** Called with each message, unless it answers a query that the socket served before. */
  readonly onMessage: (message: Uint8Array, id: number) => void;
  readonly onError: (error: unknown) => void;
}

export class UdpSocket {
  readonly #address: ServerAddress;
  /** Called where the socket fails while it serves no query. */
  readonly #onLost: (socket: UdpSocket) => void;
  #socket!: Socket;
  readonly #ids = new Set<number>();
  #id = -1;
  #use: UdpUse | undefined;
  /** What is to be sent once the socket is connected; `null`: it is. */
  #unsent: Uint8Array | undefined | null;
  #isClosed = false;

  constructor(address: ServerAddress, onLost: (socket: UdpSocket) => void) {
    this.#address = address;
    this.#onLost = onLost;
    this.#open(MOST_PORT_TRIES);
  }

  /** Queries served so far. */
  get queries(): number {
    return this.#ids.size;
  }

  ask(query: Uint8Array, use: UdpUse): void {
    this.#use = use;
    do this.#id = randomInt(0x1_0000);
    while (this.#ids.has(this.#id));
    this.#ids.add(this.#id);
    this.#socket.ref();
    const message = withId(query, this.#id);
    if (this.#unsent === null) this.#socket.send(message);
    else this.#unsent = message;
  }

  /** Ends the use: the socket keeps no process alive. */
  rest(): void {
    this.#use = undefined;
    this.#socket.unref();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#use = undefined;
    this.#socket.close();
  }

  #open(portTries: number): void {
    const { host, port } = this.#address;
    const socket = createSocket({ type: isIP(host) === 6 ? 'udp6' : 'udp4', lookup: asItIs });
    // Before it is bound: that may fail at once.
    this.#socket = socket;
    let isBound = false;
    socket.on('message', (message: Uint8Array) => {
      this.#heard(message);
    });
    socket.on('error', (error) => {
      if (isBound || portTries === 0) {
        this.#failed(error);
        return;
      }
      if (this.#isClosed) return;
      socket.close();
      this.#open(portTries - 1);
    });
    // The last try leaves the choice of a port to the system.
    const own = portTries === 0 ? 0 : randomInt(SOURCE_PORTS.from, SOURCE_PORTS.below);
    socket.bind({ port: own, exclusive: true }, () => {
      isBound = true;
      if (this.#isClosed) return;
      // Node hands a failure to connect (no route, not permitted) to this callback, not to 'error'.
      socket.connect(port, host, (error?: Error) => {
        if (this.#isClosed) return;
        if (error !== undefined) {
          this.#failed(error);
          return;
        }
        if (this.#unsent !== undefined && this.#unsent !== null) socket.send(this.#unsent);
        this.#unsent = null;
      });
    });
  }

  #heard(message: Uint8Array): void {
    const id = message.length < 2 ? -1 : ((message[0] ?? 0) << 8) | (message[1] ?? 0);
    // An answer that came twice is nobody's guess.
    if (id === this.#id || !this.#ids.has(id)) this.#use?.onMessage(message, this.#id);
  }

  #failed(error: unknown): void {
    if (this.#use === undefined) this.#onLost(this);
    else this.#use.onError(error);
  }
}
