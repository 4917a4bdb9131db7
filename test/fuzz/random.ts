/** Draws that are the same for the same seed, on every machine. */
export class Draws {
  #state: number;

  constructor(...seeds: readonly number[]) {
    this.#state = seeds.reduce(
      (state, seed) => Math.imul(state ^ seed, 0x9e3779b1) ^ (state >>> 15),
      0x2545f491,
    );
  }

  /** From 0 up to, and without, `below`. */
  int(below: number): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  chance(share: number): boolean {
    return this.int(1_000_000) < share * 1_000_000;
  }

  pick<T>(list: readonly T[]): T {
    const { length } = list;
    if (length === 0) throw new RangeError('nothing to pick from');
    return list[this.int(length)] as T;
  }

  /** Most often small: a length, a distance. */
  small(most: number): number {
    return this.int(1 + this.int(Math.max(1, Math.min(most, 1 << this.int(12)))));
  }
}
