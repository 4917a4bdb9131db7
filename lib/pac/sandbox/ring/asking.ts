/**
 * The library's side of the ring (`ring.ts`): writes runs, waits for a moment for their answers, reads them.
 */
import {
  BY_MESSAGE,
  ENTRIES,
  fits,
  next,
  NO_NUMBER,
  PLACE,
  Ring,
  SLOTS,
  type ChannelRequest,
} from './ring.js';
import { SpinThenSleep } from './spin-then-sleep.js';
import type { RunAnswer } from '../run.js';

/** How long the asking thread looks for an answer: longer than it takes to wake the worker, so that both are then awake. */
const LOOK_MS = 0.1;

export class AskingChannel {
  readonly #ring: Ring;
  readonly #wait: SpinThenSleep;
  /** Runs answered and read, since the beginning. */
  #read = 0;
  /** Runs asked and not yet read. */
  #open = 0;
  /** Answers by the worker's number. */
  readonly #numbered: string[] = [];

  constructor(memory: SharedArrayBuffer) {
    this.#ring = new Ring(memory);
    this.#wait = new SpinThenSleep(this.#ring.header, PLACE.answered, LOOK_MS);
  }

  /** Asks for one run. False, and nothing was asked, where the worker is not there, or the ring or its slots are too small. */
  ask({ id, url, host, trace }: ChannelRequest): boolean {
    const { header } = this.#ring;
    const asked = Atomics.load(header, PLACE.asked);
    if (asked % 2 === 0 || this.#open === SLOTS || !fits(url, host)) return false;
    const count = (asked - 1) / 2;
    // The worker may leave while this is written; it reads none of it before it is asked.
    this.#ring.write(count, id, trace ? 1 : 0, url, host);
    if (Atomics.compareExchange(header, PLACE.asked, asked, next(count) * 2 + 1) !== asked) return false;
    Atomics.notify(header, PLACE.asked);
    this.#open++;
    return true;
  }

  /** Waits until the oldest run is answered, sleeping no longer than `sleepMs`; whether it is. */
  wait(sleepMs: number): boolean {
    if (this.ready) return true;
    this.#wait.waitWhile(this.#read, sleepMs);
    return this.ready;
  }

  /** The oldest run is answered. */
  get ready(): boolean {
    return this.#open > 0 && this.#ring.load('answered') !== this.#read;
  }

  /** The answer to the oldest run, which must be `ready`; `null` when it comes by message. */
  take(): RunAnswer | null {
    const ring = this.#ring;
    const count = this.#read;
    const entry = ring.word(count, 0);
    const number = ring.word(count, 1);
    const [text, log] = ring.texts(count);
    this.#read = next(count);
    this.#open--;
    if (entry === BY_MESSAGE) return null;
    let result = text;
    if (number !== NO_NUMBER) {
      if (text === '') result = this.#numbered[number] ?? '';
      else this.#numbered[number] = text;
    }
    return { result, failure: null, entryPoint: ENTRIES[entry] ?? null, log };
  }

  /** Asks the worker for a message once everything asked is answered; false where the oldest run is answered by now. */
  leave(): boolean {
    Atomics.store(this.#ring.header, PLACE.left, 1);
    if (this.ready) this.stay();
    return !this.ready;
  }

  /** Takes `leave` back. */
  stay(): void {
    Atomics.store(this.#ring.header, PLACE.left, 0);
  }

  /** Sends the worker to its messages once everything asked is answered. To be called before one is posted. */
  posting(): void {
    Atomics.add(this.#ring.header, PLACE.posted, 1);
    Atomics.notify(this.#ring.header, PLACE.asked);
  }
}
