/**
 * What is known of the numbers that `Math.random` drew along a path: for each, the stretches it can lie in.
 */

/** From `from` on, up to and without `to`; sorted and apart. */
export type Stretch = readonly [from: number, to: number];
export type Stretches = readonly Stretch[];

/** By the draw's name. */
export type Draws = ReadonlyMap<string, Stretches>;

export const ANY_DRAW: Stretches = [[0, 1]];

/** The largest number that a draw can be: engines draw whole multiples of 2 ** -53 at the finest. */
export const LARGEST_DRAW: number = 1 - 2 ** -53;

export function drawOf(draws: Draws, name: string): Stretches {
  return draws.get(name) ?? ANY_DRAW;
}

/** The parts of some stretches that lie between two numbers. */
export function between(stretches: Stretches, low: number, high: number): Stretch[] {
  return stretches.flatMap(([from, to]): Stretch[] => {
    const [begin, end] = [Math.max(from, low), Math.min(to, high)];
    return begin < end ? [[begin, end]] : [];
  });
}

export function withDraw(draws: Draws, name: string, stretches: Stretches): Draws {
  return new Map(draws).set(name, stretches);
}

/** A number to show: a round one where there is one. */
export function someDraw(stretches: Stretches): number | null {
  const [first] = stretches;
  if (first === undefined) return null;
  const [from, to] = first;
  const middle = (from + to) / 2;
  for (const digits of [1, 2, 3]) {
    const round = Number(middle.toFixed(digits));
    if (round >= from && round < to) return round;
  }
  return from;
}
