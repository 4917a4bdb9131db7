/**
 * Values that earlier calls may have left, as unknowns of their own: the client may have moved since, names may have
 * been answered otherwise, and draws are drawn anew.
 */
import { ANY_DRAW, withDraw } from './domain/draws.js';
import { constant, range } from './domain/abstract-value.js';
import type { Value } from './interpreter/values.js';
import type { LeftoverMaker } from './state/leftovers.js';
import { Draw, Loose } from './unknown/kinds.js';
import type { Operations } from './unknown/operations.js';
import { askSource } from './unknown/sources.js';

export class Leftovers implements LeftoverMaker {
  readonly #operations: Operations;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  #name(): string {
    return `left${this.#operations.path.lefts++}`;
  }

  clientAddress(): Value {
    return askSource(this.#operations, { name: null, all: false, left: this.#name() });
  }

  answerOf(name: string): Value {
    return askSource(this.#operations, { name, all: false, left: this.#name() });
  }

  numberIn(low: number, high: number, isWhole: boolean): Value {
    const abstract = low === high ? constant(low) : range(low, high, isWhole);
    return new Loose(
      abstract,
      'a number that earlier calls counted to is used in a way that is not followed',
    );
  }

  draw(): Value {
    const { path } = this.#operations;
    const name = this.#name();
    path.known = { ...path.known, draws: withDraw(path.known.draws, name, ANY_DRAW) };
    return new Draw(name, (draw) => draw);
  }
}
