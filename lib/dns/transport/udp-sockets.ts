/**
 * The UDP sockets to one server. One that heard its answer serves again, a few queries in all, since opening a socket
 * takes longer than many an answer.
 *
 * What an attacker must guess stays what RFC 5452 §4.5 counts, a port of 15 bits and an id of 16: which of the waiting
 * sockets serves next is drawn, there are several to draw from before any serves again, and a port is given up after a
 * few queries. A socket that did not hear its answer never serves again: what comes late would meet another query.
 */
import { randomInt } from 'node:crypto';
import type { ServerAddress } from './server-address.js';
import { UdpSocket, type UdpUse } from './udp-socket.js';

/** Queries that one socket serves. */
const MOST_QUERIES = 16;
/** Fewer waiting sockets are not drawn from: which one serves next would be too easy to tell. */
const LEAST_WAITING = 8;
const MOST_WAITING = 64;
/** Waiting sockets are closed where nothing was asked for so long. */
const IDLE_MS = 5_000;

export class UdpSockets {
  readonly #address: ServerAddress;
  readonly #waiting: UdpSocket[] = [];
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(address: ServerAddress) {
    this.#address = address;
  }

  /**
   * Sends a query from a socket that no other uses until the function it returns is called; `isAnswered`: the socket
   * heard what it was waiting for.
   */
  ask(query: Uint8Array, use: UdpUse): (isAnswered: boolean) => void {
    const socket =
      this.#drawn() ??
      new UdpSocket(this.#address, (lost) => {
        this.#forget(lost);
      });
    socket.ask(query, use);
    return (isAnswered) => {
      const mayServeAgain = isAnswered && socket.queries < MOST_QUERIES && !this.#isClosed;
      if (mayServeAgain && this.#waiting.length < MOST_WAITING) this.#keep(socket);
      else socket.close();
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#closeWaiting();
  }

  /** One of the waiting sockets, by chance. */
  #drawn(): UdpSocket | undefined {
    const { length } = this.#waiting;
    if (length < LEAST_WAITING) return undefined;
    const [drawn] = this.#waiting.splice(randomInt(length), 1);
    return drawn;
  }

  #keep(socket: UdpSocket): void {
    socket.rest();
    this.#waiting.push(socket);
    this.#idle ??= setTimeout(() => {
      this.#closeWaiting();
    }, IDLE_MS).unref();
    this.#idle.refresh();
  }

  #closeWaiting(): void {
    clearTimeout(this.#idle);
    this.#idle = undefined;
    for (const socket of this.#waiting.splice(0)) socket.close();
  }

  #forget(lost: UdpSocket): void {
    const at = this.#waiting.indexOf(lost);
    if (at !== -1) this.#waiting.splice(at, 1);
    lost.close();
  }
}
