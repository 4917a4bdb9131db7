/**
 * Waiting for a word of shared memory to change. Looking again and again sees it soonest, where both threads have a
 * processor; where they share one, the look itself keeps the other from its work, and sleeping at once is soonest. Which
 * it is changes from moment to moment and cannot be asked, so it is found out by trying.
 */

/** The clock is read once in so many looks. */
const LOOKS = 100;
/** After so many looks in vain it sleeps at once, and tries a look again every so often. */
const VAIN = 2;
const RETRY = 32;

export class SpinThenSleep {
  readonly #header: Int32Array;
  readonly #index: number;
  readonly #lookMs: number;
  #vain = 0;
  #asleep = 0;

  /** `lookMs`: how long it looks before it sleeps. */
  constructor(header: Int32Array, index: number, lookMs: number) {
    this.#header = header;
    this.#index = index;
    this.#lookMs = lookMs;
  }

  /** Returns once the word is no longer `value`, or it was slept for `sleepMs`. */
  waitWhile(value: number, sleepMs: number): void {
    if (this.#vain >= VAIN && ++this.#asleep < RETRY) {
      Atomics.wait(this.#header, this.#index, value, sleepMs);
      return;
    }
    this.#asleep = 0;
    if (this.#seen(value)) this.#vain = 0;
    else {
      this.#vain++;
      Atomics.wait(this.#header, this.#index, value, sleepMs);
    }
  }

  #seen(value: number): boolean {
    let until = 0;
    for (;;) {
      for (let looks = 0; looks < LOOKS; looks++) {
        if (Atomics.load(this.#header, this.#index) !== value) return true;
      }
      const now = performance.now();
      if (until === 0) until = now + this.#lookMs;
      else if (now >= until) return false;
    }
  }
}
