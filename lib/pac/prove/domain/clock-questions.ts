/**
 * What questions about the client's clock can be answered, and what is known after each answer.
 */
import type { JointTest, PlainSet } from './calendar.js';
import { during, isPossible, narrowed, withJoint, type ClockFacts, type Zone } from './clock.js';
import type { Known } from './known.js';
import { BOTH_WAYS, only, type Option } from './questions.js';

export function calendarOptions(known: Known, set: PlainSet | JointTest): Option<boolean>[] {
  if (set.kind === 'joint')
    return BOTH_WAYS.map((answer) => ({
      answer,
      known: { ...known, clock: withJoint(known.clock, set.test, answer) },
    }));
  return BOTH_WAYS.filter((want) => isPossible(known.clock, set, want)).map((answer) => ({
    answer,
    known: { ...known, clock: narrowed(known.clock, set, answer) },
  }));
}

/** Whether `g` times Greenwich's milliseconds and `l` times the local ones and `c` compare to 0. */
export interface Instant {
  readonly g: number;
  readonly l: number;
  readonly c: number;
  readonly operator: '<' | '<=' | '>' | '>=' | '==';
}
type Bound = readonly [first: number, last: number];

const FLIPPED: Readonly<Record<string, Instant['operator']>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Whole milliseconds at which `moment operator edge` holds. */
function boundOf(operator: Instant['operator'], edge: number): Bound {
  switch (operator) {
    case '<':
      return [-Infinity, Math.ceil(edge) - 1];
    case '<=':
      return [-Infinity, Math.floor(edge)];
    case '>':
      return [Math.floor(edge) + 1, Infinity];
    case '>=':
      return [Math.ceil(edge), Infinity];
    case '==':
      return [Math.ceil(edge), Math.floor(edge)];
  }
}

const COMPARE: Readonly<Record<Instant['operator'], (value: number) => boolean>> = {
  '<': (value) => value < 0,
  '<=': (value) => value <= 0,
  '>': (value) => value > 0,
  '>=': (value) => value >= 0,
  '==': (value) => value === 0,
};

/** Whether `g` times Greenwich's milliseconds and `l` times the local ones and `c` are below, at or above 0. */
export function instantOptions(known: Known, { g, l, c, operator }: Instant): Option<boolean>[] {
  const compare = COMPARE[operator];
  if (g === 0 && l === 0) return only(known, compare(c));
  if (g !== 0 && l !== 0) {
    const test = (local: number, greenwich: number): boolean => compare(g * greenwich + l * local + c);
    return calendarOptions(known, { kind: 'joint', test });
  }
  const zone: Zone = g === 0 ? 'L' : 'G';
  const factor = g === 0 ? l : g;
  const edge = -c / factor;
  const [first, last] = boundOf(factor < 0 ? (FLIPPED[operator] ?? operator) : operator, edge);
  const { clock } = known;
  const options: Option<boolean>[] = [];
  const add = (answer: boolean, now: ClockFacts | null): void => {
    if (now !== null) options.push({ answer, known: { ...known, clock: now } });
  };
  if (first <= last) add(true, during(clock, zone, first, last));
  if (first === last)
    add(false, { ...clock, asked: true, exceptions: [...clock.exceptions, { zone, ms: first }] });
  else if (first > last) add(false, clock);
  else if (first === -Infinity) add(false, during(clock, zone, last + 1, Infinity));
  else add(false, during(clock, zone, -Infinity, first - 1));
  return options;
}
