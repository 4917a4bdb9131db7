/**
 * Operators with an unknown on one side or both.
 */
import { exactPower, POWER_REASON } from '../interpreter/power.js';
import { ON_PRIMITIVES } from '../on-primitives.js';
import { isObj, isUnknown, type Primitive, type Value } from '../interpreter/values.js';
import { numberFrom } from './conversions.js';
import { inPieces, stepped } from './draws.js';
import { addInstants, compareInstants, floored } from './instants.js';
import { AddressList, AddressPart, AddressText, Draw, Instant, Table, TermValue } from './kinds.js';
import type { Operations } from './operations.js';

const isComparison = (operator: string): boolean => /^[<>]=?$/.test(operator);
const isArithmetic = (operator: string): boolean => /^(?:[-*/%&|^]|\*\*|<<|>>>?)$/.test(operator);

/** A drawn number beside a known one. `undefined`: not followed. */
function ofDraw(operations: Operations, operator: string, left: Value, right: Value): Value | undefined {
  const isFlipped = !(left instanceof Draw);
  const draw = (isFlipped ? right : left) as Draw;
  const other = isFlipped ? left : right;
  if (typeof other !== 'number') return undefined;
  const compute = ON_PRIMITIVES[operator] as ((a: number, b: number) => Primitive) | undefined;
  if (compute === undefined) return undefined;
  const next = stepped(draw, operator, other, isFlipped);
  if (next !== null) return next;
  if (isComparison(operator)) {
    const pieces = inPieces(draw, (value) => (isFlipped ? compute(other, value) : compute(value, other)));
    return pieces === null ? undefined : pieces;
  }
  if (/^[!=]=/.test(operator)) {
    // Neither below nor above.
    const isBelow = ofDraw(operations, '<', draw, other);
    const isAbove = ofDraw(operations, '>', draw, other);
    const either = operations.lift([isBelow, isAbove], ([a, b]) => a === true || b === true);
    return operations.lift([either], ([is]) => (is === true) === operator.startsWith('!'));
  }
  if (/^(?:[|^&]|<<|>>>?)$/.test(operator)) {
    const ends = [draw.at(0), draw.at(1)];
    if (!ends.every((end) => Math.abs(end) < 2 ** 31)) return undefined;
    const whole = inPieces(draw, Math.trunc);
    if (whole === null) return undefined;
    return operations.lift([whole], ([value]) =>
      isFlipped ? compute(other, value as number) : compute(value as number, other),
    );
  }
  return undefined;
}

/** Moments: sums, and questions about them. `undefined`: not followed. */
function ofInstant(operations: Operations, operator: string, left: Value, right: Value): Value | undefined {
  const { path } = operations;
  if (isComparison(operator)) return compareInstants(path, operator as '<', left, right) ?? undefined;
  if (/^[!=]==?$/.test(operator)) {
    const same = compareInstants(path, '==', left, right);
    return same === null ? undefined : same !== operator.startsWith('!');
  }
  return addInstants(operator, left, right) ?? undefined;
}

/** Texts that an operator makes numbers of, as numbers. */
function asNumber(operations: Operations, value: Value): Value {
  if (value instanceof AddressText || value instanceof AddressList) return NaN;
  if (value instanceof Table && value.values.every((one) => typeof one === 'string'))
    return operations.lift([value], ([one]) => Number(one));
  if (value instanceof AddressPart || (value instanceof TermValue && value.type === 'text'))
    return numberFrom(operations, value);
  return value;
}

/** Whether an operator makes numbers of its sides: of comparisons, where one side is a number. */
function isNumeric(operator: string, sides: readonly Value[]): boolean {
  if (isArithmetic(operator)) return true;
  if (!isComparison(operator) && operator !== '==' && operator !== '!=') return false;
  return sides.some((side) => {
    if (side instanceof Table) return side.values.every((one) => typeof one === 'number');
    return typeof side === 'number' || (side instanceof TermValue && side.type === 'number');
  });
}

/** A power, whose last digits are followed no further than the interpreter does for known sides. */
function powerOf(operations: Operations, left: Value, right: Value): Value {
  const sides = [asNumber(operations, left), asNumber(operations, right)];
  return operations.lift(sides, ([base, exponent]) => {
    const result = exactPower(Number(base), Number(exponent));
    return result ?? operations.obstacle(POWER_REASON);
  });
}

/** At least one side is unknown; neither is an object. */
export function binaryOf(operations: Operations, operator: string, left: Value, right: Value): Value {
  if (!isUnknown(left) && !isUnknown(right))
    return (ON_PRIMITIVES[operator] as (a: unknown, b: unknown) => Primitive)(left, right);
  if (isObj(left) || isObj(right)) return operations.obstacle('an object beside a value of the environment');
  if (operator === '**') return powerOf(operations, left, right);
  const compute = ON_PRIMITIVES[operator];
  if (compute === undefined)
    return operations.obstacle(`${operator} on a value of the environment is not followed`);
  const [a, b] = isNumeric(operator, [left, right])
    ? [asNumber(operations, left), asNumber(operations, right)]
    : [left, right];
  const found =
    a instanceof Draw || b instanceof Draw
      ? ofDraw(operations, operator, a, b)
      : a instanceof Instant || b instanceof Instant
        ? ofInstant(operations, operator, a, b)
        : undefined;
  if (found !== undefined) return found;
  return operations.lift(
    [a, b],
    ([x, y]) => (compute as (p: unknown, q: unknown) => Primitive)(x, y),
    operator,
  );
}

/** Whether two values are equal; at least one is unknown. */
export function equalsOf(operations: Operations, left: Value, right: Value, isStrict: boolean): boolean {
  if (isObj(left) || isObj(right)) return false;
  const isText = (value: Value): value is AddressText | AddressPart | AddressList =>
    value instanceof AddressText || value instanceof AddressPart || value instanceof AddressList;
  const { texts } = operations;
  if (isText(left) && left === right) return true;
  const text = isText(left) ? left : isText(right) ? right : null;
  if (text !== null) {
    const other = text === left ? right : left;
    if (typeof other === 'string') {
      const same = texts.equalsText(text, other);
      if (same !== null) return same;
    } else if (other === null || other === undefined) return false;
    else if (!isUnknown(other) && (isStrict || !(text instanceof AddressPart))) return false;
    if (text instanceof AddressText && other instanceof AddressText) {
      const same = texts.same(text.sym, other.sym);
      if (same !== null) return same;
    }
  }
  const result = operations.binary(isStrict ? '===' : '==', left, right);
  return isUnknown(result) ? operations.truth(result) : result === true;
}

/** `Math.floor` and its like. */
export function roundedOf(
  operations: Operations,
  value: Value,
  name: string,
  round: (value: number) => number,
): Value {
  if (value instanceof Draw) return inPieces(value, round) ?? operations.loosely(name, [value]);
  if (value instanceof Instant && name === 'Math.floor')
    return floored(value) ?? operations.loosely(name, [value]);
  return operations.lift([value], ([one]) => round(Number(one)), name);
}
