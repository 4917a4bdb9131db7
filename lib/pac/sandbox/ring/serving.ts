/**
 * The worker's side of the ring (`ring.ts`): takes runs, leaves their answers, and goes back to its messages when
 * nothing was asked for a moment.
 */
import {
  BY_MESSAGE,
  ENTRIES,
  fits,
  MOST_NUMBERED,
  next,
  NO_NUMBER,
  NUMBERED_UNITS,
  PLACE,
  Ring,
  type ChannelRequest,
} from './ring.js';
import { SpinThenSleep } from './spin-then-sleep.js';
import type { RunAnswer } from '../run.js';

/** How long the worker looks for the next request, and how long it then sleeps, before it goes back to its messages. */
const LOOK_MS = 0.05;
const SLEEP_MS = 4;

export interface Serving {
  run(request: ChannelRequest): RunAnswer | Promise<RunAnswer>;
  /** Posts the answer to run `id`, which cannot be left in its slot. */
  post(id: number, answer: RunAnswer): void;
  /** Tells the asking thread, which has gone back to its events, that everything asked is answered. */
  tell(): void;
  /** There is a message to be taken up. */
  wanted(): boolean;
}

export class ServingChannel {
  readonly #ring: Ring;
  readonly #wait: SpinThenSleep;
  /** Runs answered since the beginning. */
  #answered = 0;
  /** Answers the other side knows by number. */
  readonly #numbers = new Map<string, number>();

  constructor(memory: SharedArrayBuffer) {
    this.#ring = new Ring(memory);
    this.#wait = new SpinThenSleep(this.#ring.header, PLACE.asked, LOOK_MS);
  }

  /** A message was taken up. */
  taken(): void {
    Atomics.sub(this.#ring.header, PLACE.posted, 1);
  }

  /** From here on the worker may be asked here: to be called before an answer is posted, and `serve` right after. */
  open(): void {
    Atomics.store(this.#ring.header, PLACE.asked, this.#answered * 2 + 1);
  }

  /** Answers what is asked here, in order, until nothing was for a moment or a message is there. */
  async serve(serving: Serving): Promise<void> {
    const ring = this.#ring;
    const { header } = ring;
    for (;;) {
      const nothing = this.#answered * 2 + 1;
      const wanted = (): boolean => ring.load('posted') > 0 || serving.wanted();
      if (ring.load('asked') === nothing) {
        if (Atomics.exchange(header, PLACE.left, 0) === 1) serving.tell();
        if (!wanted()) this.#wait.waitWhile(nothing, SLEEP_MS);
        if (Atomics.compareExchange(header, PLACE.asked, nothing, nothing - 1) === nothing) return;
      }
      const count = this.#answered;
      const [url, host] = ring.texts(count);
      const id = ring.word(count, 0);
      const run = serving.run({ id, url, host, trace: ring.word(count, 1) === 1 });
      const answer = run instanceof Promise ? await run : run;
      const here = this.#leave(count, answer);
      this.#answered = next(count);
      Atomics.store(header, PLACE.answered, this.#answered);
      if (!here) serving.post(id, answer);
      // One that sleeps is woken once, at the end.
      if (ring.load('asked') === this.#answered * 2 + 1) Atomics.notify(header, PLACE.answered);
    }
  }

  /** Leaves an answer in its slot; false where it must be posted. */
  #leave(count: number, { result, failure, entryPoint, log }: RunAnswer): boolean {
    const ring = this.#ring;
    if (failure !== null || result === null || !fits(result, log)) {
      ring.write(count, BY_MESSAGE, NO_NUMBER, '', '');
      return false;
    }
    const known = this.#numbers.get(result);
    ring.write(
      count,
      ENTRIES.indexOf(entryPoint),
      known ?? this.#number(result),
      known === undefined ? result : '',
      log,
    );
    return true;
  }

  /** A number for an answer that is being given with its text. */
  #number(result: string): number {
    if (result === '' || result.length > NUMBERED_UNITS) return NO_NUMBER;
    if (this.#numbers.size === MOST_NUMBERED) this.#numbers.clear();
    const number = this.#numbers.size;
    this.#numbers.set(result, number);
    return number;
  }
}
