/**
 * The operators of the language on boxes. Runs inside the virtual machine; the source of `installOperators` names
 * nothing outside itself.
 */
import type {
  Box,
  Coded,
  CodedArgument,
  Fn,
  Primitive,
  SymbolicBoxes,
  SymbolicInstants,
  SymbolicOperators,
} from './types.js';

export function installOperators(boxes: SymbolicBoxes, instants: SymbolicInstants): SymbolicOperators {
  const {
    ask,
    boxOf,
    sampled,
    isPrimitive,
    make,
    opaque,
    table,
    addressText,
    example,
    decided,
    upTo,
    hooks,
  } = boxes;
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

  // --- terms --------------------------------------------------------------------------------------------------

  const encode = (value: Primitive): Coded | null => {
    if (typeof value === 'bigint') return null;
    if (typeof value === 'number') return ['n', Object.is(value, -0) ? '-0' : String(value)];
    if (typeof value === 'string') return ['s', value];
    if (typeof value === 'boolean') return ['b', String(value)];
    return value === null ? ['z', ''] : ['u', ''];
  };
  const termNumber = (box: Box): number | null => {
    if (box.kind !== 'table' || box.term !== null) return box.term;
    const values = box.values.map(encode);
    if (values.indexOf(null) !== -1) return null;
    const points = box.points === null ? {} : { points: box.points };
    box.term = ask({ q: 'leaf', atom: box.atom, values: values as Coded[], ...points }) as number | null;
    return box.term;
  };
  const termOf = (name: string, args: readonly unknown[]): unknown => {
    const given: CodedArgument[] = [];
    for (const arg of args) {
      const box = boxOf(arg);
      if (box !== undefined && box.kind !== 'table' && box.kind !== 'term') return undefined;
      if (box === undefined && !isPrimitive(arg)) return undefined;
      const term = box === undefined ? null : termNumber(box);
      const value = box === undefined ? encode(arg as Primitive) : null;
      if (term !== null) given.push({ term });
      else if (value !== null) given.push({ value });
      else return undefined;
    }
    const made = ask({ q: 'term', name, args: given }) as { term: number; type: string | null } | null;
    return made === null ? undefined : make({ kind: 'term', term: made.term, value: made.type });
  };

  /** The text of an IPv6 address, of which there are too many to list. */
  const wideText = (sym: string): unknown => {
    const made = ask({ q: 'wide', sym }) as { term: number; type: string };
    return make({ kind: 'term', term: made.term, value: made.type });
  };
  const octets = (sym: string): unknown[] =>
    [0, 1, 2, 3].map((at) =>
      table(
        `${sym}/${at}`,
        upTo(256).map((octet) => String(octet)),
        null,
      ),
    );
  const octetNumbers = (sym: string): unknown[] =>
    [0, 1, 2, 3].map((at) => table(`${sym}/${at}`, upTo(256), null));
  const numberOf = (sym: string): unknown =>
    octetNumbers(sym)
      .map((octet, at) => binary('<<', octet, 24 - 8 * at))
      .reduce((sum, octet) => binary('|', sum, octet));
  const sure = (sym: string, source: string): boolean => ask({ q: 'sure', sym, source }) as boolean;
  /** The octet that begins at a place (`isEnd`: the one before that ends there), -1 where none is certain to. */
  const octetAt = (sym: string, at: number, isEnd: boolean): number => {
    if (at === 0) return isEnd ? -1 : 0;
    for (let octet = 1; octet < 4; octet++) {
      const rest = '[^.]*(?:\\.[^.]*)'.concat(`{${3 - octet}}$`);
      if (sure(sym, `^[^]{${isEnd ? at : at - 1}}\\.${rest}`)) return isEnd ? octet - 1 : octet;
    }
    return -1;
  };
  const dotted = (parts: readonly unknown[]): unknown =>
    parts.reduce((text, part) => binary('+', binary('+', text, '.'), part));
  const textTerm = (box: Box): unknown => {
    if (box.family !== 'v4') return box.kind === 'address' ? wideText(box.sym) : undefined;
    const whole = octets(box.sym);
    if (box.kind === 'address') return dotted(whole);
    const first = octetAt(box.sym, box.from, false);
    if (first === -1) return undefined;
    if (box.to >= 15) return dotted(whole.slice(first));
    const last = octetAt(box.sym, box.to, true);
    if (last >= first) return dotted(whole.slice(first, last + 1));
    // What ends with a dot.
    const before = octetAt(box.sym, box.to - 1, true);
    return before >= first ? binary('+', dotted(whole.slice(first, before + 1)), '.') : undefined;
  };
  /** An address or a part of one as a term, where that can be; anything else as it is. */
  const asTerm = (value: unknown): unknown => {
    const box = boxOf(value);
    if (box?.kind !== 'address' && box?.kind !== 'slice') return value;
    const text = textTerm(box);
    if (text !== undefined) return text;
    return termOf('.substring', [textTerm({ ...box, kind: 'address' }), box.from, box.to]) ?? value;
  };

  /** What arithmetic makes of the texts of a table. */
  const asNumber = (value: unknown): unknown => {
    const box = boxOf(value);
    return box?.kind === 'table' && box.values.every((one) => typeof one === 'string')
      ? table(box.atom, box.values.map(Number), box.points)
      : value;
  };
  /** Whether an operator turns its sides into numbers, whatever they are: of one side, the other decides. */
  const isNumeric = (name: string | undefined, args: readonly unknown[]): boolean => {
    if (name === undefined) return false;
    if (/^(?:[-*/%&|^]|\*\*|<<|>>>?|Math\..*|unary.)$/.test(name)) return true;
    if (!/^(?:[<>]=?|[!=]=)$/.test(name)) return false;
    return args.some((arg) => {
      const box = boxOf(arg);
      if (box?.kind === 'table') return box.values.every((one) => typeof one === 'number');
      return typeof arg === 'number' || (box?.kind === 'term' && box.value === 'number');
    });
  };

  const lift = (given: readonly unknown[], compute: (args: unknown[]) => unknown, name?: string): unknown => {
    const args = given.map(asTerm);
    const isFollowed = (arg: unknown): boolean => {
      const kind = boxOf(arg)?.kind;
      return kind === undefined || kind === 'table' || kind === 'term';
    };
    const atoms = args.map(boxOf).filter((box) => box !== undefined);
    if (args.every(isFollowed) && atoms.some((box) => box.kind === 'term' || box.atom !== atoms[0]?.atom)) {
      // How long an address is depends on its octets: settled first, both can be in one term.
      const settled = args.map((arg) => (/\/length$/.test(boxOf(arg)?.atom ?? '') ? decided(arg) : arg));
      if (settled.some((arg, at) => arg !== args[at])) return lift(settled, compute, name);
      const ready = isNumeric(name, args) ? args.map(asNumber) : args;
      const term = name === undefined ? undefined : termOf(name, ready);
      if (term !== undefined) return term;
    }
    if (atoms.every((box) => box.kind === 'table' && box.atom === atoms[0]?.atom) && args.every(isFollowed))
      given = args;
    let lead: Box | undefined;
    const ready = given.map((arg) => {
      const box = boxOf(arg);
      if (box === undefined) return arg;
      if (box.kind === 'term') return decided(arg);
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
        result = compute(ready.map((arg) => (boxOf(arg) === undefined ? arg : boxOf(arg)?.values[i])));
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

  /** The addresses of a list of several, in boxes. */
  const listed = (box: Box): unknown[] => {
    const sorted = box.value as Box[] | undefined;
    if (sorted !== undefined) return sorted.map(({ sym, family }) => make({ kind: 'address', sym, family }));
    return (
      ask({ q: 'list', sym: box.sym }) as { readonly sym: string; readonly family: Box['family'] }[]
    ).map(({ sym, family }) => make({ kind: 'address', sym, family }));
  };
  const equalsText = (box: Box, text: unknown): boolean => {
    if (typeof text !== 'string') return false;
    if (box.kind === 'list') {
      const parts = text.split(';');
      if (parts.length < 2) return false;
      const list = listed(box);
      return (
        list.length === parts.length && list.every((one, at) => equalsText(boxOf(one) as Box, parts[at]))
      );
    }
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
    const isText = (one: Box | undefined): boolean =>
      one?.kind === 'address' || one?.kind === 'slice' || one?.kind === 'list';
    if (isEquality && isText(left) && left === right) return !negated;
    if (isEquality && isText(box) && (left === undefined || right === undefined)) {
      if (other === null || other === undefined || typeof other === 'string')
        return equalsText(box, other) !== negated;
      if (operator === '===' || operator === '!==') return negated;
      if (box.kind !== 'slice' && isPrimitive(other)) return negated;
    }
    if (isEquality && left?.kind === 'address' && right?.kind === 'address') {
      if (left.sym === right.sym) return !negated;
      if (left.family !== right.family) return negated;
      const numbers =
        left.family === 'v4' ? binary('===', numberOf(left.sym), numberOf(right.sym)) : undefined;
      const term = boxOf(numbers)?.term ?? null;
      const same = ask({ q: 'same', sym: left.sym, other: right.sym, term }) as boolean | null;
      if (same !== null) return same !== negated;
    }
    if (
      left?.kind === 'now' ||
      right?.kind === 'now' ||
      left?.kind === 'instant' ||
      right?.kind === 'instant'
    ) {
      const found = instants.binary(operator, a, b);
      if (found !== undefined) return found;
    }
    // No address is a number.
    if (/^(?:[-*/%&|^]|\*\*|<<|>>>?)$/.test(operator)) {
      if (left?.kind === 'address' || left?.kind === 'list') return binary(operator, NaN, b);
      if (right?.kind === 'address' || right?.kind === 'list') return binary(operator, a, NaN);
    }
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
          upTo(other as number),
          upTo(other as number),
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
      if (/^[<>]=?$/.test(operator)) {
        // What is counted is taken to stay below 2 ** 40, which large steps may pass.
        if (isCount && Math.abs(other - box.offset) > 2 ** 39)
          sampled('a count is compared with a number larger than is followed');
        return compareRandom(operator, box, other, flipped);
      }
      if (/^(?:[|^&]|<<|>>>?)$/.test(operator)) {
        const whole = cutRandom(box, Math.trunc, 'trunc');
        return flipped ? binary(operator, a, whole) : binary(operator, whole, b);
      }
    }
    return lift([a, b], ([x, y]) => operate(operator, x, y), operator);
  };

  hooks.binary = binary;
  return {
    lift,
    termOf,
    textTerm,
    octets,
    octetNumbers,
    numberOf,
    listed,
    escape,
    matches,
    equalsText,
    cutRandom,
    binary,
  };
}
