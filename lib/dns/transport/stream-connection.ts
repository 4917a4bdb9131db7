/**
 * One TCP or TLS connection that carries many queries at once (RFC 7766 §6.2.1.1): each goes out under an id
 * of this connection's own, responses come back in any order. Limits: it never reconnects, and a connection
 * that fails rejects all it carries; `stream.ts` opens the next one.
 */
import type { Socket } from 'node:net';
import { randomInt } from 'node:crypto';
import { ExchangeError } from '../exchange.js';
import { answers, uint16, withId, type Question } from './question.js';
import { closedError, socketError } from './transport.js';

interface Pending {
  readonly question: Question;
  readonly resolve: (response: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** Far below the 65,536 ids, so that a random free one is found at once and guessing one stays hard. */
const maxInFlight = 16_384;

export class StreamConnection {
  readonly #socket: Socket;
  readonly #server: string;
  readonly #idleMs: number;
  readonly #pending = new Map<number, Pending>();
  #received: Uint8Array = new Uint8Array(0);
  #idleTimer: NodeJS.Timeout | undefined;
  #unsent: Uint8Array[] = [];
  #isOpen = true;
  /** Whether a response ever came: a connection that dies before its first did not merely idle out. */
  hasAnswered = false;

  constructor(socket: Socket, server: string, idleMs: number) {
    this.#socket = socket;
    this.#server = server;
    this.#idleMs = idleMs;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Uint8Array) => {
      this.#read(chunk);
    });
    socket.on('error', (error) => {
      this.#end(socketError(server, error));
    });
    socket.on('close', () => {
      this.#end(new ExchangeError('closed', server, `${server}: the server closed the connection`));
    });
  }

  get hasRoom(): boolean {
    return this.#isOpen && this.#pending.size < maxInFlight;
  }

  /** Sends a query; settles through the two functions. Returns how to forget it. */
  ask(query: Uint8Array, pending: Pending): () => void {
    const id = this.#freeId();
    this.#pending.set(id, pending);
    clearTimeout(this.#idleTimer);
    this.#socket.ref();
    this.#write(query, id);
    return () => {
      if (this.#pending.get(id) !== pending) return;
      this.#pending.delete(id);
      this.#idle();
    };
  }

  /** No more queries on this connection; it closes once those under way are settled. */
  retire(): void {
    this.#isOpen = false;
    this.#idle();
  }

  close(): void {
    this.#end(closedError(this.#server));
  }

  #freeId(): number {
    for (;;) {
      const id = randomInt(0x1_0000);
      if (!this.#pending.has(id)) return id;
    }
  }

  /** Queries of one turn of the event loop leave in one write. */
  #write(query: Uint8Array, id: number): void {
    const framed = new Uint8Array(query.length + 2);
    framed[0] = query.length >> 8;
    framed[1] = query.length & 0xff;
    framed.set(query, 2);
    framed[2] = id >> 8;
    framed[3] = id & 0xff;
    if (this.#unsent.push(framed) > 1) return;
    setImmediate(() => {
      const together = Buffer.concat(this.#unsent);
      this.#unsent = [];
      if (!this.#socket.destroyed) this.#socket.write(together);
    });
  }

  #read(chunk: Uint8Array): void {
    let data = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    while (data.length >= 2) {
      const end = 2 + uint16(data, 0);
      if (data.length < end) break;
      this.#deliver(data.subarray(2, end));
      data = data.subarray(end);
    }
    this.#received = data.length === 0 ? data : new Uint8Array(data);
  }

  /** A message that answers nothing asked here is dropped: whoever waits keeps waiting until its deadline. */
  #deliver(message: Uint8Array): void {
    const id = uint16(message, 0);
    const pending = this.#pending.get(id);
    if (pending === undefined || !answers(message, id, pending.question)) return;
    this.hasAnswered = true;
    this.#pending.delete(id);
    // A copy: the response outlives the chunk it came in, and must not hold 64 KiB of it in memory.
    pending.resolve(withId(message, pending.question.id));
    this.#idle();
  }

  #idle(): void {
    if (this.#pending.size > 0 || this.#socket.destroyed) return;
    if (!this.#isOpen) {
      this.#socket.destroy();
      return;
    }
    this.#socket.unref();
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      this.close();
    }, this.#idleMs).unref();
  }

  #end(error: ExchangeError): void {
    this.#isOpen = false;
    clearTimeout(this.#idleTimer);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#socket.destroy();
    for (const { reject } of pending) reject(error);
  }
}
