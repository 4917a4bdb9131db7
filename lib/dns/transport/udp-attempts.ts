/**
 * The datagrams of one exchange over UDP: a socket an attempt, all of them listening until one hears the
 * answer, so that a slow server's late response to the first attempt still counts.
 */
import { ExchangeError } from '../exchange.js';
import { answers, type Question } from './question.js';
import { socketError, timeoutError } from './transport.js';
import type { UdpSockets } from './udp-sockets.js';

/**
 * So many messages that do not match are somebody guessing: the question goes to TCP instead, where guessing
 * an id is not enough.
 */
const maxMismatches = 100;

interface UdpQuery {
  readonly sockets: UdpSockets;
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
  /** Each gives its socket back. */
  readonly #ends = new Set<(isAnswered: boolean) => void>();
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
    for (const end of this.#ends) end(false);
    this.#ends.clear();
  }

  /** What to report when the time is over: silence, or only messages that answered something else. */
  timedOut(timeoutMs: number): ExchangeError {
    const { label } = this.#asked;
    if (this.#mismatches === 0) return timeoutError(label, timeoutMs);
    const message = `${label}: ${this.#mismatches} messages within ${timeoutMs} ms, none answers the question`;
    return new ExchangeError('mismatch', label, message);
  }

  #attempt([waitMs, ...laterWaitsMs]: readonly number[]): void {
    this.#ask();
    if (waitMs === undefined) return;
    this.#waiting = setTimeout(() => {
      this.#attempt(laterWaitsMs);
    }, waitMs);
  }

  #ask(): void {
    const { sockets, label, query, question, exactCase, fits } = this.#asked;
    const end = sockets.ask(query, {
      onMessage: (message, id) => {
        if (answers(message, id, question, exactCase) && fits(message)) {
          end(true);
          this.#ends.delete(end);
          this.#outcome?.resolve(message);
        } else if (++this.#mismatches >= maxMismatches) this.#outcome?.resolve(undefined);
      },
      onError: (error) => this.#outcome?.reject(socketError(label, error)),
    });
    this.#ends.add(end);
  }
}
