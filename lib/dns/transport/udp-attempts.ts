/**
 * The datagrams of one exchange over UDP: a socket an attempt, all of them listening until one hears the
 * answer, so that a slow server's late response to the first attempt still counts.
 */
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { isIP } from 'node:net';
import { ExchangeError } from '../exchange.js';
import { answers, withId, type Question } from './question.js';
import type { ServerAddress } from './server-address.js';
import { socketError, timeoutError } from './transport.js';

/**
 * So many messages that do not match are somebody guessing: the question goes to TCP instead, where guessing
 * an id is not enough.
 */
const maxMismatches = 100;
/** IANA's dynamic ports and Linux's: nothing that listens by custom lives there. */
const sourcePorts = { from: 32_768, below: 65_536 };
const maxPortTries = 8;

/** Addresses need no look-up, and two for each query are worth leaving out. */
const asItIs: NonNullable<SocketOptions['lookup']> = (address, _options, done) => {
  done(null, address, isIP(address));
};

interface UdpQuery {
  readonly address: ServerAddress;
  readonly label: string;
  readonly query: Uint8Array;
  readonly question: Question;
  readonly exactCase: boolean;
  /** What else a response has to fulfil. */
  readonly fits: (response: Uint8Array) => boolean;
}

interface UdpOutcome {
  /** Waits before the second attempt, the third, …; milliseconds. */
  readonly waitsMs: readonly number[];
  /** `undefined`: too many messages that do not match, ask over TCP. */
  readonly resolve: (response: Uint8Array | undefined) => void;
  readonly reject: (error: Error) => void;
}

export class UdpAttempts {
  readonly #asked: UdpQuery;
  readonly #sockets = new Set<Socket>();
  #outcome: UdpOutcome | undefined;
  #waiting: NodeJS.Timeout | undefined;
  #mismatches = 0;

  constructor(asked: UdpQuery) {
    this.#asked = asked;
  }

  start(outcome: UdpOutcome): void {
    this.#outcome = outcome;
    this.#attempt(outcome.waitsMs);
  }

  stop(): void {
    this.#outcome = undefined;
    clearTimeout(this.#waiting);
    for (const socket of this.#sockets) socket.close();
    this.#sockets.clear();
  }

  /** What to report when the time is over: silence, or only messages that answered something else. */
  timedOut(timeoutMs: number): ExchangeError {
    const { label } = this.#asked;
    if (this.#mismatches === 0) return timeoutError(label, timeoutMs);
    const message = `${label}: ${this.#mismatches} messages within ${timeoutMs} ms, none answers the question`;
    return new ExchangeError('mismatch', label, message);
  }

  #attempt([waitMs, ...laterWaitsMs]: readonly number[]): void {
    this.#open(maxPortTries);
    if (waitMs === undefined) return;
    this.#waiting = setTimeout(() => {
      this.#attempt(laterWaitsMs);
    }, waitMs);
  }

  #open(portTries: number): void {
    const { address, label, query, question, exactCase, fits } = this.#asked;
    const id = randomInt(0x1_0000);
    const socket = createSocket({ type: isIP(address.host) === 6 ? 'udp6' : 'udp4', lookup: asItIs });
    this.#sockets.add(socket);
    let isBound = false;

    socket.on('message', (message: Uint8Array) => {
      if (answers(message, id, question, exactCase) && fits(message)) this.#outcome?.resolve(message);
      else if (++this.#mismatches >= maxMismatches) this.#outcome?.resolve(undefined);
    });
    socket.on('error', (error) => {
      if (!isBound && portTries > 0 && this.#sockets.delete(socket)) {
        socket.close();
        this.#open(portTries - 1);
      } else {
        this.#outcome?.reject(socketError(label, error));
      }
    });
    // The last try leaves the choice of a port to the system.
    const port = portTries === 0 ? 0 : randomInt(sourcePorts.from, sourcePorts.below);
    socket.bind({ port, exclusive: true }, () => {
      isBound = true;
      if (!this.#sockets.has(socket)) return;
      // Node hands a failure to connect (no route, not permitted) to this callback, not to 'error'.
      socket.connect(address.port, address.host, (error?: Error) => {
        if (error !== undefined) this.#outcome?.reject(socketError(label, error));
        else if (this.#sockets.has(socket)) socket.send(withId(query, id));
      });
    });
  }
}
