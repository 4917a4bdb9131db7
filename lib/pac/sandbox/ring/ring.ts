/**
 * Runs asked and answered through memory that both threads share: a message costs several times what most runs do.
 * A ring of slots, each for one run and then its answer. The worker lingers at the ring for a moment after each answer;
 * while it does, runs are written there, and it works on the first while the next are still being written. Everything
 * else goes by message. This file is what both sides agree on; `asking.ts` and `serving.ts` are the sides.
 */
import type { EntryPoint } from '../run.js';

/** Runs that may be under way at once, and the room for the text of each, two bytes a unit. What does not fit goes by message. */
export const SLOTS = 128;
const SLOT_BYTES = 8 * 1024;

/**
 * Words of the header, each on a cache line of its own. `asked`: twice the number of runs asked since the beginning,
 * and one more while the worker is there. `answered`: the number of runs answered. `left`: 1 when the asking thread has
 * gone back to its events and is to be told by message. `posted`: messages the worker has yet to take up.
 */
export const PLACE: Readonly<Record<'asked' | 'answered' | 'left' | 'posted', number>> = {
  asked: 0,
  answered: 16,
  left: 32,
  posted: 48,
};
const HEADER_BYTES = 256;
/** Words at the start of a slot: two of its own for the run or the answer, and how long its two texts are. */
const SLOT_HEADER_BYTES = 16;
const TEXT_UNITS = (SLOT_BYTES - SLOT_HEADER_BYTES) / 2;

/** Counters go round: runs are told apart by their number modulo this, a multiple of `SLOTS`. */
const TURNS: number = 2 ** 30;
export const next = (count: number): number => (count + 1) % TURNS;

export const ENTRIES: readonly (EntryPoint | null)[] = [null, 'FindProxyForURL', 'FindProxyForURLEx'];
/** In the place of an entry point: the answer comes by message. */
export const BY_MESSAGE = -1;
/** In the place of an answer's number: it has none. */
export const NO_NUMBER = -1;
/** Answers that are known to both sides by number: so many, and short ones. */
export const MOST_NUMBERED = 500;
export const NUMBERED_UNITS = 1000;
export const CHANNEL_BYTES: number = HEADER_BYTES + SLOTS * SLOT_BYTES;

export interface ChannelRequest {
  readonly id: number;
  readonly url: string;
  readonly host: string;
  readonly trace: boolean;
}

export const fits = (first: string, second: string): boolean => first.length + second.length <= TEXT_UNITS;

/** The memory, as both sides see it. */
export class Ring {
  readonly header: Int32Array;
  readonly #words: Int32Array;
  readonly #text: Buffer;

  constructor(memory: SharedArrayBuffer) {
    this.header = new Int32Array(memory, 0, HEADER_BYTES / 4);
    this.#words = new Int32Array(memory, HEADER_BYTES);
    this.#text = Buffer.from(memory, HEADER_BYTES);
  }

  load(place: keyof typeof PLACE): number {
    return Atomics.load(this.header, PLACE[place]);
  }

  /** Word 0 or 1 of the slot of run `count`. */
  word(count: number, which: 0 | 1): number {
    return this.#words[((count % SLOTS) * SLOT_BYTES) / 4 + which] ?? 0;
  }

  /** Fills the slot of run `count`. The texts must fit. */
  write(count: number, first: number, second: number, text: string, more: string): void {
    const at = (count % SLOTS) * SLOT_BYTES;
    const words = this.#words;
    words[at / 4] = first;
    words[at / 4 + 1] = second;
    words[at / 4 + 2] = text.length;
    words[at / 4 + 3] = more.length;
    const both = more === '' ? text : text + more;
    if (both !== '') this.#text.write(both, at + SLOT_HEADER_BYTES, 'utf16le');
  }

  /** The two texts in the slot of run `count`. */
  texts(count: number): readonly [string, string] {
    const at = (count % SLOTS) * SLOT_BYTES;
    const middle = this.#words[at / 4 + 2] ?? 0;
    const length = middle + (this.#words[at / 4 + 3] ?? 0);
    if (length === 0) return ['', ''];
    const start = at + SLOT_HEADER_BYTES;
    const both = this.#text.toString('utf16le', start, start + length * 2);
    return middle === length ? [both, ''] : [both.slice(0, middle), both.slice(middle)];
  }
}
