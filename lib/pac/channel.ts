/**
 * One run asked and answered through memory that both threads share: a message costs several times what most runs
 * do. The worker lingers for a moment after each answer; while it does, a run is written here, and the asking thread
 * looks for the answer for a moment before it waits for a message instead. Everything else goes by message.
 */
import type { EntryPoint, RunAnswer } from './runs.js';

/** For the request and then its answer, as text of two bytes a unit. What does not fit goes by message. */
const TEXT_BYTES = 64 * 1024;
/**
 * How long the asking thread looks for an answer (longer than it takes to wake the worker, so that both are then awake),
 * and how long it then sleeps, before it goes back to its events.
 */
const ASKED_LOOK_MS = 0.1;
const ASKED_SLEEP_MS = 1;
/** How long the worker looks for the next request, and how long it then sleeps, before it goes back to its messages. */
const IDLE_LOOK_MS = 0.03;
const IDLE_SLEEP_MS = 4;
/** The clock is read once in so many looks. */
const LOOKS = 50;

/** `away`: the worker is at its messages. `there`: it looks here. `asked`. `left`: asked, and answered by message. */
const STATE: Readonly<Record<'away' | 'there' | 'asked' | 'left', number>> = {
  away: 0,
  there: 1,
  asked: 2,
  left: 3,
};
/** Places of the header. `posted`: messages the worker has yet to take up. */
const PLACE: Readonly<Record<'state' | 'posted' | 'id' | 'trace' | 'first' | 'second' | 'entry', number>> = {
  state: 0,
  posted: 1,
  id: 2,
  trace: 3,
  first: 4,
  second: 5,
  entry: 6,
};
const HEADER_BYTES = 32;
const ENTRIES: readonly (EntryPoint | null)[] = [null, 'FindProxyForURL', 'FindProxyForURLEx'];
const BY_MESSAGE = -1;

export const CHANNEL_BYTES: number = HEADER_BYTES + TEXT_BYTES;

export interface ChannelRequest {
  readonly id: number;
  readonly url: string;
  readonly host: string;
  readonly trace: boolean;
}

class Channel {
  protected readonly header: Int32Array;
  readonly #text: Buffer;

  constructor(memory: SharedArrayBuffer) {
    this.header = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.#text = Buffer.from(memory, HEADER_BYTES, TEXT_BYTES);
  }

  protected place(name: keyof typeof PLACE): number {
    return this.header[PLACE[name]] ?? 0;
  }

  protected put(name: keyof typeof PLACE, value: number): void {
    this.header[PLACE[name]] = value;
  }

  protected writeTexts(first: string, second: string): void {
    this.put('first', this.#text.write(first, 0, 'utf16le'));
    this.put('second', this.#text.write(second, first.length * 2, 'utf16le'));
  }

  protected readTexts(): [string, string] {
    const middle = this.place('first');
    const end = middle + this.place('second');
    return [
      this.#text.toString('utf16le', 0, middle),
      end === middle ? '' : this.#text.toString('utf16le', middle, end),
    ];
  }

  /**
   * Returns once the state is no longer `state`, or the time is over: looks, which is soonest where both threads have
   * a processor, then sleeps.
   */
  protected waitWhile(state: number, lookMs: number, sleepMs: number): void {
    const until = performance.now() + lookMs;
    do {
      for (let looks = 0; looks < LOOKS; looks++) {
        if (Atomics.load(this.header, 0) !== state) return;
      }
    } while (performance.now() < until);
    Atomics.wait(this.header, 0, state, sleepMs);
  }
}

const fits = (first: string, second: string): boolean => (first.length + second.length) * 2 <= TEXT_BYTES;

/** The library's side. */
export class AskingChannel extends Channel {
  /** The answer; `later` when it will come as a message; `null` when the worker is not there and nothing was asked. */
  ask({ id, url, host, trace }: ChannelRequest): RunAnswer | 'later' | null {
    if (Atomics.load(this.header, 0) !== STATE.there || !fits(url, host)) return null;
    // The worker may leave while this is written; it reads none of it before it is asked.
    this.put('id', id);
    this.put('trace', trace ? 1 : 0);
    this.writeTexts(url, host);
    if (!this.#change('there', 'asked')) return null;
    Atomics.notify(this.header, 0);
    this.waitWhile(STATE.asked, ASKED_LOOK_MS, ASKED_SLEEP_MS);
    if (this.#change('asked', 'left')) return 'later';
    const entry = this.place('entry');
    if (entry === BY_MESSAGE) return 'later';
    const [result, log] = this.readTexts();
    return { result, failure: null, entryPoint: ENTRIES[entry] ?? null, log };
  }

  #change(from: keyof typeof STATE, to: keyof typeof STATE): boolean {
    const expected = STATE[from];
    return Atomics.compareExchange(this.header, 0, expected, STATE[to]) === expected;
  }

  /** Sends the worker to its messages. To be called before one is posted. */
  posting(): void {
    Atomics.add(this.header, PLACE.posted, 1);
    if (this.#change('there', 'away')) Atomics.notify(this.header, 0);
  }
}

/** The worker's side. */
export class ServingChannel extends Channel {
  /** A message was taken up. */
  taken(): void {
    Atomics.sub(this.header, PLACE.posted, 1);
  }

  /** From here on the worker may be asked here: to be called before an answer is posted, and `serve` right after. */
  open(): void {
    Atomics.store(this.header, 0, STATE.there);
  }

  /**
   * Answers what is asked here until nothing was for a moment or a message is there. `run` may answer `null` for what
   * must be done as for a message; `post` is given each answer that cannot be left here.
   */
  serve(
    run: (request: ChannelRequest) => RunAnswer | null,
    post: (request: ChannelRequest, answer: RunAnswer | null) => void,
  ): void {
    const { header } = this;
    for (;;) {
      if (Atomics.load(header, PLACE.posted) === 0) this.waitWhile(STATE.there, IDLE_LOOK_MS, IDLE_SLEEP_MS);
      const state = Atomics.compareExchange(header, 0, STATE.there, STATE.away);
      if (state === STATE.there || state === STATE.away) return;
      const [url, host] = this.readTexts();
      const request = { id: this.place('id'), url, host, trace: this.place('trace') === 1 };
      const answer = run(request);
      const here = answer !== null && this.#leave(answer);
      if (!here) this.put('entry', BY_MESSAGE);
      // What `run` could not do is done before anything else is taken up.
      const was = Atomics.exchange(header, 0, answer === null ? STATE.away : STATE.there);
      Atomics.notify(header, 0);
      if (was === STATE.left || !here) post(request, answer);
      if (answer === null) return;
    }
  }

  #leave({ result, failure, entryPoint, log }: RunAnswer): boolean {
    if (failure !== null || result === null || !fits(result, log)) return false;
    this.put('entry', ENTRIES.indexOf(entryPoint));
    this.writeTexts(result, log);
    return true;
  }
}
