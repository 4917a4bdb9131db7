/**
 * Drawn numbers. What a script makes of one by adding, taking away, multiplying or dividing by a constant goes one way
 * only, rounding included; so where a rounded or compared result changes is found by halving, exactly.
 */
import { LARGEST_DRAW } from '../domain/draws.js';
import type { Primitive } from '../interpreter/values.js';
import { Draw, type Table } from './kinds.js';
import { table } from './tables.js';

const MOST_PIECES = 4096;

const STEPS: Readonly<Record<string, (value: number, other: number) => number>> = {
  '+': (value, other) => value + other,
  '-': (value, other) => value - other,
  '*': (value, other) => value * other,
  '/': (value, other) => value / other,
};

/** The draw after one more step; `null` for an operator that may turn back. */
export function stepped(draw: Draw, operator: string, other: number, isFlipped: boolean): Draw | null {
  const apply = STEPS[operator];
  if (apply === undefined || !Number.isFinite(other) || (isFlipped && operator === '/')) return null;
  if (other === 0 && operator === '/') return null;
  const at = isFlipped ? (x: number) => apply(other, draw.at(x)) : (x: number) => apply(draw.at(x), other);
  // What overflows is no longer a number that halving finds its way by.
  return Number.isFinite(at(0)) && Number.isFinite(at(LARGEST_DRAW)) ? new Draw(draw.name, at) : null;
}

/** The least draw from `low` on for which `test` holds, which once true stays so; 1 where it never does. */
function firstWhere(test: (draw: number) => boolean, low: number): number {
  if (test(low)) return low;
  if (!test(LARGEST_DRAW)) return 1;
  let [before, after] = [low, LARGEST_DRAW];
  for (let turn = 0; turn < 1200; turn++) {
    const middle = before + (after - before) / 2;
    if (middle <= before || middle >= after) break;
    if (test(middle)) after = middle;
    else before = middle;
  }
  return after;
}

/** What a function that changes seldom makes of a draw, as a table; `null` where it changes too often. */
export function inPieces(draw: Draw, compute: (value: number) => Primitive): Table | Primitive | null {
  const cuts: number[] = [];
  const values: Primitive[] = [];
  for (let at = 0; at < 1;) {
    if (cuts.length === MOST_PIECES) return null;
    const value = compute(draw.at(at));
    cuts.push(at);
    values.push(value);
    const begin = at;
    at = firstWhere((x) => !Object.is(compute(draw.at(x)), value), begin);
    if (at <= begin) return null;
  }
  return table(draw.name, values, cuts);
}
