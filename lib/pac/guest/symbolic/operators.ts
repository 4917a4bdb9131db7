/**
 * The operators of the language on boxes. Runs inside the virtual machine; the source of `installOperators` names
 * nothing outside itself.
 */
import type { Box, Fn, Primitive, SymbolicBoxes, SymbolicOperators } from './types.js';

export function installOperators(boxes: SymbolicBoxes): SymbolicOperators {
  const { ask, boxOf, sampled, isPrimitive, make, opaque, table, addressText, example, decided, hooks } =
    boxes;
  const REASONS = boxes.reasons;
  const MOST_VALUES = 4096;

  const OPERATORS: Readonly<Record<string, (a: never, b: never) => unknown>> = {
    '+': (a: number, b: number) => a + b,
    '-': (a: number, b: number) => a - b,
    '*': (a: number, b: number) => a * b,
    '/': (a: number, b: number) => a / b,
    '%': (a: number, b: number) => a % b,
    '**': (a: number, b: number) => a ** b,
    '&': (a: number, b: number) => a & b,
    '|': (a: number, b: number) => a | b,
    '^': (a: number, b: number) => a ^ b,
    '<<': (a: number, b: number) => a << b,
    '>>': (a: number, b: number) => a >> b,
    '>>>': (a: number, b: number) => a >>> b,
    '<': (a: number, b: number) => a < b,
    '>': (a: number, b: number) => a > b,
    '<=': (a: number, b: number) => a <= b,
    '>=': (a: number, b: number) => a >= b,
    '==': (a: unknown, b: unknown) => a == b,
    '!=': (a: unknown, b: unknown) => a != b,
    '===': (a: unknown, b: unknown) => a === b,
    '!==': (a: unknown, b: unknown) => a !== b,
    in: (a: string, b: object) => a in b,
    instanceof: (a: unknown, b: Fn) => a instanceof b,
  };
  const operate = (operator: string, a: unknown, b: unknown): unknown => {
    const native = OPERATORS[operator] as (a: unknown, b: unknown) => unknown;
    return native(a, b);
  };

  /** Applies a pure function to each value of the tables among the arguments, which share one variable. */
  const lift = (args: readonly unknown[], compute: (args: unknown[]) => unknown): unknown => {
    let lead: Box | undefined;
    const ready = args.map((arg) => {
      const box = boxOf(arg);
      if (box === undefined) return arg;
      if (box.kind !== 'table') return arg;
      if (lead === undefined || box.atom === lead.atom) {
        lead ??= box;
        return arg;
      }
      // A second variable: decide it, so that one is left.
      return decided(arg);
    });
    const other = ready.map(boxOf).find((box) => box !== undefined && box.kind !== 'table');
    if (other !== undefined) {
      const reason = other.reason !== '' ? other.reason : REASONS[other.kind];
      let result: unknown;
      try {
        result = compute(ready.map(example));
      } catch (error) {
        sampled(reason);
        throw error;
      }
      // What is inside an object is looked at unnoticed: that it is an example must be said now.
      if (!isPrimitive(result)) sampled(reason);
      return opaque(result, reason);
    }
    if (lead === undefined) return compute(ready);
    const results: Primitive[] = [];
    for (let i = 0; i < lead.values.length; i++) {
      let result: unknown;
      try {
        result = compute(
          ready.map(
            (arg) => boxOf(arg)?.values[i] ?? (boxOf(arg) === undefined ? arg : boxOf(arg)?.values[i]),
          ),
        );
      } catch {
        return compute(ready.map(decided));
      }
      if (!isPrimitive(result)) return compute(ready.map(decided));
      results.push(result);
    }
    return table(lead.atom, results, lead.points);
  };

  const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const matches = (sym: string, source: string, flags: string): boolean => {
    const answer = ask({ q: 'match', sym, source, flags }) as boolean | null;
    if (answer !== null) return answer;
    sampled(`the expression /${source}/ is tried on one address only`);
    return new RegExp(source, flags).test(addressText(sym));
  };

  const equalsText = (box: Box, text: unknown): boolean => {
    if (typeof text !== 'string') return false;
    if (box.kind === 'address') return ask({ q: 'eq', sym: box.sym, text }) as boolean;
    const room = box.to - box.from;
    if (text.length > room) return false;
    // Nothing is left of an address that ends before the part begins.
    if (text === '') return room === 0 || matches(box.sym, `^[^]{0,${box.from}}$`, '');
    const skip = `^[^]{${box.from}}`;
    return matches(box.sym, `${skip}${escape(text)}${text.length < room ? '$' : ''}`, '');
  };

  /** Integers a scaled draw is cut to: a small variable of its own, with a draw for each. */
  const cutRandom = (box: Box, cut: (value: number) => number, name: string): unknown => {
    const low = Math.min(box.offset, box.scale + box.offset);
    const high = Math.max(box.offset, box.scale + box.offset);
    if (!(high - low <= MOST_VALUES)) return opaque(cut(0.5 * box.scale + box.offset), REASONS.random);
    const edges: number[] = [0, 1];
    for (let n = Math.floor(low * 2); n <= Math.ceil(high * 2); n++) {
      const draw = (n / 2 - box.offset) / box.scale;
      if (draw > 0 && draw < 1) edges.push(draw);
    }
    edges.sort((a, b) => a - b);
    const points: number[] = [];
    for (let i = 0; i < edges.length; i++) {
      const edge = edges[i] as number;
      const next = edges[i + 1];
      if (edge < 1) points.push(edge);
      if (next !== undefined && next > edge) points.push((edge + next) / 2);
    }
    const values = points.map((draw) => cut(draw * box.scale + box.offset));
    return table(`${box.sym}:${name}:${box.scale}:${box.offset}`, values, points);
  };
  const compareRandom = (operator: string, box: Box, other: number, flipped: boolean): unknown => {
    const edge = (other - box.offset) / box.scale;
    const points = [0, edge / 2, edge, (edge + 1) / 2]
      .filter((draw) => draw >= 0 && draw < 1)
      .sort((a, b) => a - b);
    const values = points.map((draw) => {
      const value = draw * box.scale + box.offset;
      return operate(operator, flipped ? other : value, flipped ? value : other) as boolean;
    });
    return table(`${box.sym}:edge:${edge}`, values, points);
  };

  const binary = (operator: string, a: unknown, b: unknown): unknown => {
    const left = boxOf(a);
    const right = boxOf(b);
    if (left === undefined && right === undefined) return operate(operator, a, b);
    const box = (left ?? right) as Box;
    const flipped = left === undefined;
    const other = flipped ? a : b;
    const isEquality = operator === '==' || operator === '===' || operator === '!=' || operator === '!==';
    const negated = operator === '!=' || operator === '!==';
    const isNumberless = box.kind === 'address' || box.kind === 'slice';
    if (isEquality && isNumberless && left === right) return !negated;
    if (
      isEquality &&
      (box.kind === 'address' || box.kind === 'slice') &&
      (left === undefined || right === undefined)
    ) {
      if (other === null || other === undefined || typeof other === 'string')
        return equalsText(box, other) !== negated;
      if (operator === '===' || operator === '!==') return negated;
      if (box.kind === 'address' && isPrimitive(other)) return negated;
    }
    if (
      isEquality &&
      box.kind === 'address' &&
      left !== undefined &&
      right?.kind === 'address' &&
      left.sym === right.sym
    ) {
      return !negated;
    }
    // No address is a number.
    if (/^(?:[-*/%&|^]|\*\*|<<|>>>?)$/.test(operator)) {
      if (left?.kind === 'address') return binary(operator, NaN, b);
      if (right?.kind === 'address') return binary(operator, a, NaN);
    }
    if (isEquality && box.kind === 'now' && (other === null || other === undefined)) return negated;
    if (operator === 'instanceof') {
      if (right !== undefined) return operate(operator, a, decided(b));
      return box.kind === 'now' && b === globalThis.Date;
    }
    if (operator === 'in') {
      if (right !== undefined) return operate(operator, decided(a), decided(b));
      const found = hooks.lookup(b as object, box);
      return found === undefined ? operate(operator, decided(a), b) : found.there;
    }
    const isCount = box.kind === 'random' && /^kept/.test(box.sym);
    if (
      isCount &&
      operator === '%' &&
      !flipped &&
      (other as number) > 0 &&
      (other as number) <= MOST_VALUES
    ) {
      const isFromZero = box.scale === 2 ** 40 && box.offset >= 0;
      if (isFromZero && box.offset % 1 === 0 && (other as number) % 1 === 0)
        return table(
          `keptRest${box.sym}:${box.offset}:${other as number}`,
          boxes.upTo(other as number),
          boxes.upTo(other as number),
        );
    }
    if (box.kind === 'random' && typeof other === 'number' && !(isCount && /^[*/]$/.test(operator))) {
      if (operator === '*') return make({ ...box, scale: box.scale * other, offset: box.offset * other });
      if (operator === '+') return make({ ...box, offset: box.offset + other });
      if (operator === '-') {
        return flipped
          ? make({ ...box, scale: -box.scale, offset: other - box.offset })
          : make({ ...box, offset: box.offset - other });
      }
      if (operator === '/' && !flipped)
        return make({ ...box, scale: box.scale / other, offset: box.offset / other });
      if (/^[<>]=?$/.test(operator)) return compareRandom(operator, box, other, flipped);
      if (/^(?:[|^&]|<<|>>>?)$/.test(operator)) {
        const whole = cutRandom(box, Math.trunc, 'trunc');
        return flipped ? binary(operator, a, whole) : binary(operator, whole, b);
      }
    }
    return lift([a, b], ([x, y]) => operate(operator, x, y));
  };

  hooks.binary = binary;
  return { lift, escape, matches, equalsText, cutRandom, binary };
}
