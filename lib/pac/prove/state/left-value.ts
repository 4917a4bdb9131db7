/**
 * What earlier calls can have left in one cell, as values that our call can follow.
 */
import type { LeftValue } from '../interpreter/left-cells.js';
import { isUnknown, type Obj, type Value } from '../interpreter/values.js';
import type { LeftoverMaker } from './leftovers.js';
import type { AbstractValue } from './value.js';

/** Values that are followed one by one. */
const MOST_OPTIONS = 40;

interface About {
  readonly name: string;
  /** Where it is written. */
  readonly line: number | null;
  readonly make: LeftoverMaker;
  /** What it holds when no call has written it, which needs no option of its own. */
  readonly loaded: unknown;
}

export function leftValue(value: AbstractValue, about: About): LeftValue {
  const options = optionsOf(value, about);
  const where = about.line === null ? 'the script' : `line ${String(about.line)}`;
  const isTooMany = options !== null && options.length > MOST_OPTIONS;
  return {
    options: isTooMany ? null : options,
    reason: `${where} keeps ${whatOf(value)} of an earlier call in \`${about.name}\``,
  };
}

function whatOf(value: AbstractValue): string {
  if (value.isText) return 'a text';
  if (value.objects.size > 0) return 'an object';
  return 'a value';
}

function optionsOf(value: AbstractValue, { make, loaded }: About): (() => Value)[] | null {
  const { numbers } = value;
  if (value.anything !== null || value.isText || value.isSymbol) return null;
  const options: (() => Value)[] = [];
  for (const one of value.known) if (!Object.is(one, loaded) || isUnknown(one)) options.push(() => one);
  if (numbers !== null) {
    if (numbers.low === -Infinity && numbers.high === Infinity) return null;
    const { low, high, isWhole } = numbers;
    if (low <= high) options.push(() => make.numberIn(low, high, isWhole));
    if (numbers.hasNaN) options.push(() => NaN);
    if (numbers.hasMinusZero) options.push(() => -0);
  }
  if (value.isClient) options.push(() => make.clientAddress());
  if (value.isDraw) options.push(() => make.draw());
  for (const name of value.answers) options.push(() => make.answerOf(name));
  for (const { concrete } of value.objects) {
    if (concrete === null) return null;
    const kept: Obj = concrete;
    if (kept !== loaded) options.push(() => kept);
  }
  return options;
}
