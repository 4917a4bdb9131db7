/**
 * The environment as the interpreter asks it, along the present path.
 */
import { ANY_DRAW, withDraw } from '../domain/draws.js';
import type { Value } from '../interpreter/values.js';
import type { World } from '../interpreter/world.js';
import { Draw, Instant } from './kinds.js';
import type { Operations } from './operations.js';

/** Draws on one way: a script that draws until it likes the number goes on for ever, each time knowing one number more. */
const MOST_DRAWS = 8;

export class PathWorld implements World {
  readonly #operations: Operations;

  constructor(operations: Operations) {
    this.#operations = operations;
  }

  choose(count: number): number {
    const { path } = this.#operations;
    const taken = path.take('left', count, () =>
      Array.from({ length: count }, (_, answer) => ({ answer, known: path.known })),
    );
    // The first is what the script was loaded with.
    if (taken > 0) path.usesLeft = true;
    return taken;
  }

  now(): Value {
    const { path } = this.#operations;
    path.asked++;
    path.known = { ...path.known, clock: { ...path.known.clock, asked: true } };
    return new Instant(1, 0, 0);
  }

  random(): Value {
    const { path } = this.#operations;
    path.asked++;
    if (path.draws === MOST_DRAWS)
      this.#operations.obstacle(`one answer rests on more than ${MOST_DRAWS} numbers of Math.random`);
    const name = `random${path.draws++}`;
    path.known = { ...path.known, draws: withDraw(path.known.draws, name, ANY_DRAW) };
    return new Draw(name, (draw) => draw);
  }
}
