/**
 * What is remembered by a list of texts, such as the arguments of a call.
 */
interface Branch<T> {
  readonly next: Map<string, Branch<T>>;
  value: T | undefined;
}

const branch = <T>(): Branch<T> => ({ next: new Map<string, Branch<T>>(), value: undefined });

/** Holds no more than `most` values, and ignores what comes later. */
export class ByTexts<T> {
  readonly #root = branch<T>();
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(texts: readonly string[]): T | undefined {
    let at: Branch<T> | undefined = this.#root;
    for (const text of texts) at = at?.next.get(text);
    return at?.value;
  }

  /** Of texts that have no value yet. */
  add(texts: readonly string[], value: T): void {
    if (this.#count >= this.#most) return;
    this.#count++;
    let at = this.#root;
    for (const text of texts) {
      let next = at.next.get(text);
      if (next === undefined) at.next.set(text, (next = branch<T>()));
      at = next;
    }
    at.value = value;
  }
}
