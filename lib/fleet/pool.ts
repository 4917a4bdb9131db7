/** Values that come again and again, by number. */
export class Pool<T> {
  readonly #indexes = new Map<string, number>();
  readonly all: T[] = [];

  indexOf(key: string, make: () => T): number {
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.all.length);
    this.all.push(make());
    return this.all.length - 1;
  }
}
