/**
 * Values that stand for many environments, inside the virtual machine. The source of `installSymbolic` runs there and
 * names nothing outside itself.
 *
 * A box is a proxy, so that code which is not rewritten (`../prove/instrument.ts`) cannot look at one unnoticed. Kinds:
 * - `table`: one primitive for each value of one small variable (an octet, the hour, a drawn index)
 * - `address`, `slice`: a client's or name's address, and a part of its text
 * - `random`: a number drawn from [0, 1), scaled and shifted; `now`: the client's clock
 * - `opaque`: something computed from those in a way that is not followed; deciding on one is sampling, and is reported
 *
 * What a decision needs to know is asked of the host (`../prove/oracle.ts`), which answers each question every way the
 * environment allows, one way a run.
 */
import type { DriverConfig } from './driver.js';

export type Question =
  | { readonly q: 'source'; readonly kind: 'me' | 'meEx' | 'dns' | 'dnsEx'; readonly name: string }
  | { readonly q: 'eq'; readonly sym: string; readonly text: string }
  | { readonly q: 'match'; readonly sym: string; readonly source: string; readonly flags: string }
  | { readonly q: 'net'; readonly sym: string; readonly pattern: string; readonly mask: string }
  | { readonly q: 'netEx'; readonly sym: string; readonly prefix: string }
  | {
      readonly q: 'split';
      readonly atom: string;
      readonly classes: readonly number[];
      readonly points?: readonly number[];
    }
  | { readonly q: 'calendar'; readonly fn: string; readonly args: readonly (string | number | null)[] }
  | { readonly q: 'text'; readonly sym: string }
  | { readonly q: 'index'; readonly atom: string; readonly size: number; readonly points?: readonly number[] }
  | { readonly q: 'position'; readonly sym: string; readonly needle: string; readonly last: boolean }
  | { readonly q: 'now' }
  | { readonly q: 'clock' }
  | { readonly q: 'sampled'; readonly reason: string; readonly block: number }
  | { readonly q: 'kept'; readonly variable: number };

/** What `source` answers. */
export interface SourceAnswer {
  readonly family: 'v4' | 'v6' | 'none' | 'several' | 'text';
  readonly sym: string;
  readonly text: string;
}

type Primitive = string | number | boolean | null | undefined | bigint;
type Fn = (...args: unknown[]) => unknown;

interface Box {
  kind: 'table' | 'address' | 'slice' | 'random' | 'now' | 'opaque';
  atom: string;
  values: Primitive[];
  /** Where the variable is a drawn number: a draw for each value. */
  points: number[] | null;
  sym: string;
  family: 'v4' | 'v6';
  from: number;
  to: number;
  scale: number;
  offset: number;
  value: unknown;
  reason: string;
}

export interface SymbolicRun {
  /** Markers reached, as a comma-separated list. */
  hits(): string;
  /** Line of the last `return` that ran. */
  line(): string;
  begin(): void;
  /** The entry point's own result, decided. */
  finish(result: unknown): unknown;
}

export function installSymbolic(
  global: Record<string, unknown>,
  runtimeName: string,
  configJson: string,
  askHost: (json: string) => string,
): SymbolicRun {
  const config = JSON.parse(configJson) as DriverConfig;
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const apply = Reflect.apply;
  const construct = Reflect.construct;
  const NativeDate = global['Date'] as DateConstructor;
  const isArray = Array.isArray;
  const boxes = new WeakMap<object, Box>();
  const userFunctions = new WeakMap<object, boolean>();
  const aware = new WeakSet<object>();
  const getBox = WeakMap.prototype.get;
  const setBox = WeakMap.prototype.set;
  const functionText = Function.prototype.toString;
  const textIncludes = String.prototype.includes;
  const MOST_VALUES = 4096;

  let boxCount = 0;
  let lastBlock = -1;
  let lastLine = 0;
  let draws = 0;
  let hits: Record<number, true> = {};
  let written: Record<number, true> = {};
  let calling = false;
  let returned = false;

  const ask = (question: Question): unknown => parse(askHost(stringify(question)));
  const boxOf = (value: unknown): Box | undefined =>
    boxCount > 0 && ((typeof value === 'object' && value !== null) || typeof value === 'function')
      ? (apply(getBox, boxes, [value]) as Box | undefined)
      : undefined;
  const sampled = (reason: string): void => {
    ask({ q: 'sampled', reason, block: lastBlock });
  };
  const isPrimitive = (value: unknown): value is Primitive =>
    value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol');

  // --- making boxes -------------------------------------------------------------------------------------------

  const make = (part: Partial<Box>): unknown => {
    const box: Box = {
      kind: 'opaque',
      atom: '',
      values: [],
      points: null,
      sym: '',
      family: 'v4',
      from: 0,
      to: 0,
      scale: 1,
      offset: 0,
      value: undefined,
      reason: '',
      ...part,
    };
    const proxy: object = new Proxy(
      {},
      {
        get: (_target, key) => {
          if (key === Symbol.toPrimitive) return () => decided(proxy);
          if (box.kind === 'now' && key === 'constructor') return global['Date'];
          return member(proxy, box, key as string);
        },
        has: (_target, key) => Reflect.has(Object(decided(proxy)) as object, key),
        set: () => {
          sampled('a property is set on a value of the environment');
          return true;
        },
        ownKeys: () => Reflect.ownKeys(Object(decided(proxy)) as object),
        getOwnPropertyDescriptor: (_target, key) => {
          const descriptor = Reflect.getOwnPropertyDescriptor(Object(decided(proxy)) as object, key);
          return descriptor === undefined ? undefined : { ...descriptor, configurable: true };
        },
        getPrototypeOf: (): object | null => Reflect.getPrototypeOf(Object(decided(proxy)) as object),
      },
    );
    apply(setBox, boxes, [proxy, box]);
    boxCount++;
    return proxy;
  };
  const opaque = (value: unknown, reason: string): unknown =>
    isPrimitive(value) ? make({ kind: 'opaque', value, reason }) : value;
  const table = (atom: string, values: Primitive[], points: number[] | null): unknown => {
    const [first] = values;
    for (const value of values)
      if (!Object.is(value, first)) return make({ kind: 'table', atom, values, points });
    return first;
  };

  // --- looking at boxes ---------------------------------------------------------------------------------------

  const addressText = (sym: string): string => ask({ q: 'text', sym }) as string;
  const indexOf = (box: Box): number => {
    const points = box.points === null ? {} : { points: box.points };
    return ask({ q: 'index', atom: box.atom, size: box.values.length, ...points }) as number;
  };
  /** A value the box has in some environment still possible, without deciding anything. */
  const example = (value: unknown): unknown => {
    const box = boxOf(value);
    if (box === undefined) return value;
    switch (box.kind) {
      case 'table':
        return box.values[indexOf(box)];
      case 'address':
        return addressText(box.sym);
      case 'slice':
        return addressText(box.sym).slice(box.from, box.to);
      case 'random':
        return 0.5 * box.scale + box.offset;
      case 'now':
        return new NativeDate(ask({ q: 'now' }) as number);
      default:
        return box.value;
    }
  };
  /** Which of several groups of a table's values holds; the host takes each in turn. */
  const group = (box: Box, keys: readonly unknown[]): unknown => {
    const distinct: unknown[] = [];
    const classes = keys.map((key) => {
      let at = distinct.findIndex((other) => Object.is(other, key));
      if (at === -1) at = distinct.push(key) - 1;
      return at;
    });
    const points = box.points === null ? {} : { points: box.points };
    return distinct[ask({ q: 'split', atom: box.atom, classes, ...points }) as number];
  };
  const REASONS: Readonly<Record<Box['kind'], string>> = {
    table: '',
    address: 'the text of an address is taken apart in a way that is not followed',
    slice: 'a part of an address is used in a way that is not followed',
    random: 'a drawn number is used in a way that is not followed',
    now: 'the clock is used in a way that is not followed',
    opaque: '',
  };
  /** One concrete value: exact for a table, a reported sample for everything else. */
  const decided = (value: unknown): unknown => {
    const box = boxOf(value);
    if (box === undefined) return value;
    if (box.kind === 'table') return group(box, box.values);
    sampled(box.reason !== '' ? box.reason : REASONS[box.kind]);
    return example(value);
  };
  const truth = (value: unknown): boolean => {
    const box = boxOf(value);
    if (box === undefined) return Boolean(value);
    if (box.kind === 'table') return group(box, box.values.map(Boolean)) as boolean;
    if (box.kind === 'address' || box.kind === 'now') return true;
    return Boolean(decided(value));
  };

  // --- operators ----------------------------------------------------------------------------------------------

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
      return opaque(compute(ready.map(example)), other.reason !== '' ? other.reason : REASONS[other.kind]);
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
    if (isEquality && left !== undefined && right !== undefined && left === right) return !negated;
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
    if (isEquality && box.kind === 'now' && (other === null || other === undefined)) return negated;
    if (operator === 'instanceof') {
      if (right !== undefined) return operate(operator, a, decided(b));
      return box.kind === 'now' && b === global['Date'];
    }
    if (operator === 'in') {
      if (right !== undefined) return operate(operator, decided(a), decided(b));
      const found = lookup(b as object, a, box);
      return found === undefined ? operate(operator, decided(a), b) : found.there;
    }
    if (box.kind === 'random' && typeof other === 'number') {
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

  // --- members and methods ------------------------------------------------------------------------------------

  /** Looks an address or a table up in an object's keys, exactly; `undefined` where that cannot be done. */
  const lookup = (object: object, key: unknown, box: Box): { there: boolean; value: unknown } | undefined => {
    if (box.kind !== 'address') return undefined;
    const names = Object.keys(object).filter((name) => /^[0-9a-fA-F.:]+$/.test(name));
    if (names.length > 400) return undefined;
    for (const name of names) {
      if (equalsText(box, name)) return { there: true, value: (object as Record<string, unknown>)[name] };
    }
    void key;
    return { there: false, value: undefined };
  };

  const getMember = (object: unknown, key: unknown): unknown => {
    const holder = boxOf(object);
    const index = boxOf(key);
    if (holder === undefined && index === undefined)
      return (object as Record<PropertyKey, unknown>)[key as PropertyKey];
    if (holder !== undefined) {
      const name = decided(key) as PropertyKey;
      if (holder.kind === 'address' && /^\d+$/.test(String(name))) {
        return make({
          kind: 'slice',
          sym: holder.sym,
          family: holder.family,
          from: Number(name),
          to: Number(name) + 1,
        });
      }
      return member(object, holder, name);
    }
    if (index?.kind === 'table') {
      return lift([key], ([one]) => (object as Record<PropertyKey, unknown>)[one as PropertyKey]);
    }
    const found = index === undefined ? undefined : lookup(object as object, key, index);
    return found === undefined
      ? (object as Record<PropertyKey, unknown>)[decided(key) as PropertyKey]
      : found.value;
  };

  const member = (value: unknown, box: Box, key: PropertyKey): unknown => {
    if (box.kind === 'table' && key === 'length') return lift([value], ([one]) => (one as string).length);
    if ((box.kind === 'address' || box.kind === 'slice') && key === 'length') {
      return opaque((example(value) as string).length, REASONS.address);
    }
    const inner = example(value) as Record<PropertyKey, unknown> | null | undefined;
    if (box.kind === 'table') {
      const plain = decided(value) as Record<PropertyKey, unknown>;
      return plain[key];
    }
    sampled(box.reason !== '' ? box.reason : REASONS[box.kind]);
    const found = (inner as Record<PropertyKey, unknown>)[key];
    return typeof found === 'function' ? (found as Fn).bind(inner) : found;
  };

  const upTo = (count: number, from = 0): number[] =>
    Array.from({ length: count }, (_, index) => index + from);
  const octets = (box: Box): unknown[] =>
    [0, 1, 2, 3].map((at) =>
      table(
        `${box.sym}/${at}`,
        Array.from({ length: 256 }, (_, octet) => String(octet)),
        null,
      ),
    );

  const wholeNumber = (value: unknown): value is number =>
    typeof value === 'number' && value >= 0 && value % 1 === 0;

  /** Position of a text in an address. */
  const positionIn = (box: Box, needle: string, last: boolean): unknown => {
    if (needle === '') return 0;
    if (box.family === 'v4') return ask({ q: 'position', sym: box.sym, needle, last });
    if (!matches(box.sym, escape(needle), '')) return -1;
    // Where in an IPv6 address it stands is not followed: any position will do, and one that is wrong is found out
    // when the path is replayed.
    return table(`v6:${box.sym}:${needle}`, upTo(38), upTo(38));
  };

  type AddressMethod = (box: Box, self: unknown, args: readonly unknown[]) => unknown;
  const NOT_HANDLED = {};
  const sliceOf = (box: Box, from: number, to: number): unknown =>
    make({
      kind: 'slice',
      sym: box.sym,
      family: box.family,
      from: Math.min(from, to),
      to: Math.max(from, to),
    });
  const ADDRESS_METHODS: Readonly<Record<string, AddressMethod>> = {
    split: (box, self, [separator, limit]) => {
      if (limit !== undefined || typeof separator !== 'string') return NOT_HANDLED;
      if (separator === '.' && box.family === 'v4') return octets(box);
      if (separator === '.' || separator === ';' || separator === ',' || separator === ' ') return [self];
      return NOT_HANDLED;
    },
    indexOf: (box, _self, [needle, from]) =>
      typeof needle === 'string' && from === undefined ? positionIn(box, needle, false) : NOT_HANDLED,
    lastIndexOf: (box, _self, [needle, from]) => {
      if (typeof needle !== 'string' || needle === '') return NOT_HANDLED;
      if (from === 0) return matches(box.sym, `^${escape(needle)}`, '') ? 0 : -1;
      return needle.length === 1 && from === undefined ? positionIn(box, needle, true) : NOT_HANDLED;
    },
    startsWith: (box, _self, [needle, from]) =>
      typeof needle === 'string' && from === undefined
        ? matches(box.sym, `^${escape(needle)}`, '')
        : NOT_HANDLED,
    endsWith: (box, _self, [needle, from]) =>
      typeof needle === 'string' && from === undefined
        ? matches(box.sym, `${escape(needle)}$`, '')
        : NOT_HANDLED,
    includes: (box, _self, [needle, from]) =>
      typeof needle === 'string' && from === undefined ? matches(box.sym, escape(needle), '') : NOT_HANDLED,
    substring: (box, _self, [from, to]) =>
      wholeNumber(from) && (to === undefined || wholeNumber(to)) ? sliceOf(box, from, to ?? 99) : NOT_HANDLED,
    slice: (box, _self, [from, to]) =>
      wholeNumber(from) && (to === undefined || (wholeNumber(to) && to >= from))
        ? sliceOf(box, from, to ?? 99)
        : NOT_HANDLED,
    substr: (box, _self, [from, count]) =>
      wholeNumber(from) && (count === undefined || wholeNumber(count))
        ? sliceOf(box, from, count === undefined ? 99 : from + count)
        : NOT_HANDLED,
    charAt: (box, _self, [at]) => (wholeNumber(at) ? sliceOf(box, at, at + 1) : NOT_HANDLED),
    search: (box, _self, [expression]) => {
      const { source, flags } = asExpression(expression);
      if (!matches(box.sym, source, flags)) return -1;
      return opaque(addressText(box.sym).search(new RegExp(source, flags)), REASONS.address);
    },
    match: (box, _self, [expression]) => {
      const { source, flags } = asExpression(expression);
      if (!matches(box.sym, source, flags.replace('g', ''))) return null;
      const found = addressText(box.sym).match(new RegExp(source, flags));
      return found === null ? null : Array.from(found, (part) => opaque(part, REASONS.address));
    },
    toString: (_box: Box, self: unknown) => self,
    valueOf: (_box: Box, self: unknown) => self,
    trim: (_box, self) => self,
    toLowerCase: (_box, self) => self,
    toUpperCase: (box, self) => (box.family === 'v4' ? self : NOT_HANDLED),
  };
  const asExpression = (value: unknown): { source: string; flags: string } => {
    const plain = decided(value);
    const expression = plain instanceof RegExp ? plain : new RegExp(plain as string);
    return { source: expression.source, flags: expression.flags };
  };

  // Fields of the clock: name of the variable, and what the method answers for each of its values.
  const CLOCK_FIELDS: Readonly<Record<string, readonly [string, number[]]>> = {
    Hours: ['hour', upTo(24)],
    Minutes: ['minute', upTo(60)],
    Seconds: ['second', upTo(60)],
    Day: ['weekday', upTo(7)],
    Date: ['day', upTo(31, 1)],
    Month: ['month', upTo(12)],
    FullYear: ['year', upTo(130, 1970)],
  };
  const clockMethod = (name: string): unknown => {
    const match = /^get(UTC)?(\w+)$/.exec(name);
    const zone = match?.[1] === undefined ? 'L' : 'G';
    if (match?.[2] === 'Milliseconds') return 0;
    if (match?.[2] === 'Year') return table('L:year', upTo(130, 70), null);
    const field = CLOCK_FIELDS[match?.[2] ?? ''];
    return field === undefined ? NOT_HANDLED : table(`${zone}:${field[0]}`, field[1], null);
  };

  const boxedMethod = (self: unknown, box: Box, name: string, args: readonly unknown[]): unknown => {
    if (box.kind === 'address') {
      const plain = args.map((arg) => (arg instanceof RegExp ? arg : decided(arg)));
      const result = Object.hasOwn(ADDRESS_METHODS, name)
        ? ADDRESS_METHODS[name]?.(box, self, plain)
        : NOT_HANDLED;
      if (result !== NOT_HANDLED && result !== undefined) return result;
    }
    if (box.kind === 'now') {
      const result = clockMethod(name);
      if (result !== NOT_HANDLED) return result;
      const date = example(self) as unknown as Record<string, Fn>;
      if (/^set/.test(name)) {
        sampled('the clock is turned by the script');
        return (date[name] as Fn)(...args.map(decided));
      }
      return opaque((date[name] as Fn)(...args.map(decided)), REASONS.now);
    }
    if (
      (box.kind === 'slice' || box.kind === 'random') &&
      (name === 'toString' || name === 'valueOf' || name === 'trim')
    ) {
      if (box.kind === 'slice') return self;
    }
    return lift([self, ...args], ([one, ...rest]) => {
      const fn = (one as Record<string, unknown>)[name];
      if (typeof fn !== 'function') throw new TypeError(`${name} is not a function`);
      return apply(fn, one, rest) as unknown;
    });
  };

  // --- calls --------------------------------------------------------------------------------------------------

  const isUser = (fn: object): boolean => {
    let user = apply(getBox, userFunctions, [fn]) as boolean | undefined;
    if (user === undefined) {
      const text = apply(functionText, fn, []) as string;
      user = (apply(textIncludes, text, [`${runtimeName}.h(`]) as boolean) || aware.has(fn);
      apply(setBox, userFunctions, [fn, user]);
    }
    return user;
  };
  const hasBoxes = (list: ArrayLike<unknown>): boolean => {
    for (let i = 0; i < list.length && i < 4096; i++) if (boxOf(list[i]) !== undefined) return true;
    return false;
  };
  type NativeHandler = (self: unknown, args: readonly unknown[]) => unknown;
  const natives = new Map<unknown, NativeHandler>();
  const arrayProto = Array.prototype as unknown as Record<string, Fn>;
  const each = (
    name: string,
    run: (list: unknown[], callback: Fn, args: readonly unknown[]) => unknown,
  ): void => {
    natives.set(arrayProto[name], (self, args) => {
      const [callback] = args;
      if (!isArray(self) || typeof callback !== 'function')
        return apply(arrayProto[name] as Fn, self, args) as unknown;
      const bound = (...given: unknown[]): unknown => apply(callback, args[1], given) as unknown;
      return run(self, bound, args);
    });
  };
  each('forEach', (list, fn) => {
    for (let i = 0; i < list.length; i++) fn(list[i], i, list);
  });
  each('map', (list, fn) => {
    const results: unknown[] = [];
    for (let i = 0; i < list.length; i++) results[i] = fn(list[i], i, list);
    return results;
  });
  each('filter', (list, fn) => {
    const results: unknown[] = [];
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) results[results.length] = list[i];
    return results;
  });
  each('some', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return true;
    return false;
  });
  each('every', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (!truth(fn(list[i], i, list))) return false;
    return true;
  });
  each('find', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return list[i];
    return undefined;
  });
  each('findIndex', (list, fn) => {
    for (let i = 0; i < list.length; i++) if (truth(fn(list[i], i, list))) return i;
    return -1;
  });
  const indexIn = (self: unknown, needle: unknown): number => {
    const list = self as ArrayLike<unknown>;
    for (let i = 0; i < list.length; i++) if (truth(binary('===', list[i], needle))) return i;
    return -1;
  };
  natives.set(Array.prototype.indexOf, (self, args) => indexIn(self, args[0]));
  natives.set(Array.prototype.includes, (self, args) => indexIn(self, args[0]) !== -1);
  natives.set(Array.prototype.join, (self, args) => {
    const list = self as ArrayLike<unknown>;
    let text: unknown = '';
    for (let i = 0; i < list.length; i++) {
      text = binary('+', text, i === 0 ? '' : (args[0] ?? ','));
      text = binary('+', text, list[i] ?? '');
    }
    return text;
  });
  for (const name of ['push', 'pop', 'shift', 'unshift', 'slice', 'concat', 'reverse', 'splice', 'fill']) {
    natives.set(arrayProto[name], (self, args) => apply(arrayProto[name] as Fn, self, args) as unknown);
  }
  natives.set(Function.prototype.call, (self, args) => call(self, args[0], args.slice(1)));
  natives.set(Function.prototype.apply, (self, args) =>
    call(self, args[0], args[1] == null ? [] : Array.from(args[1] as ArrayLike<unknown>)),
  );
  natives.set(Object.prototype.hasOwnProperty, (self, args) => {
    const box = boxOf(args[0]);
    const native = Object.prototype.hasOwnProperty as Fn;
    if (box?.kind === 'table') return lift([args[0]], ([key]) => apply(native, self, [key]) as unknown);
    const found = box === undefined ? undefined : lookup(self as object, args[0], box);
    return found === undefined ? (apply(native, self, args.map(decided)) as unknown) : found.there;
  });
  natives.set(RegExp.prototype.test, (self, args) => {
    const expression = self as RegExp;
    const box = boxOf(args[0]);
    if (box?.kind === 'address' && !expression.global && !expression.sticky) {
      return matches(box.sym, expression.source, expression.flags);
    }
    return lift([args[0]], ([text]) => expression.test(text as string));
  });
  natives.set(RegExp.prototype.exec, (self, args) => {
    const box = boxOf(args[0]);
    const expression = self as RegExp;
    if (box?.kind === 'address' && !expression.global && !expression.sticky) {
      return ADDRESS_METHODS['match']?.(box, args[0], [expression]);
    }
    return expression.exec(decided(args[0]) as string);
  });
  const pure = (fn: unknown, address?: (box: Box, self: unknown) => unknown): void => {
    natives.set(fn, (self, args) => {
      const box = boxOf(args[0]);
      if (box?.kind === 'address' && address !== undefined) return address(box, args[0]);
      if (box?.kind === 'random' && /^(?:parseInt|Number)$/.test((fn as { name: string }).name)) {
        return (fn as { name: string }).name === 'Number' ? args[0] : cutRandom(box, Math.trunc, 'trunc');
      }
      return lift(args, (plain) => apply(fn as Fn, self, plain) as unknown);
    });
  };
  const firstOctet = (box: Box): unknown =>
    box.family === 'v4'
      ? table(`${box.sym}/0`, upTo(256), null)
      : opaque(parseInt(addressText(box.sym)), REASONS.address);
  pure(parseInt, firstOctet);
  pure(Number.parseInt, firstOctet);
  pure(parseFloat);
  pure(Number, () => NaN);
  pure(isNaN, () => true);
  pure(isFinite, () => false);
  pure(String, (_box: Box, self: unknown) => self);
  natives.set(Boolean, (_self, args) => truth(args[0]));
  for (const name of Object.getOwnPropertyNames(Math)) {
    const fn = (Math as unknown as Record<string, unknown>)[name];
    if (typeof fn !== 'function') continue;
    natives.set(fn, (self, args) => {
      const box = boxOf(args[0]);
      if (box?.kind === 'random' && /^(?:floor|ceil|round|trunc)$/.test(name)) {
        return cutRandom(box, fn as (value: number) => number, name);
      }
      return lift(args, (plain) => apply(fn as Fn, self, plain) as unknown);
    });
  }
  for (const name of Object.getOwnPropertyNames(String.prototype)) {
    const fn = (String.prototype as unknown as Record<string, unknown>)[name];
    if (typeof fn !== 'function' || name === 'constructor') continue;
    natives.set(fn, (self, args) => {
      const box = boxOf(self);
      if (box !== undefined) return boxedMethod(self, box, name, args);
      return lift([self, ...args], ([one, ...rest]) => apply(fn as Fn, one, rest) as unknown);
    });
  }

  const call = (fn: unknown, self: unknown, args: readonly unknown[]): unknown => {
    if (typeof fn !== 'function' || boxCount === 0 || isUser(fn))
      return apply(fn as Fn, self, args) as unknown;
    const touched = boxOf(self) !== undefined || hasBoxes(args) || (isArray(self) && hasBoxes(self));
    const callsBack = args.some((arg) => typeof arg === 'function');
    const handler = natives.get(fn);
    const passesOn = fn === Function.prototype.call || fn === Function.prototype.apply;
    if (!touched && !callsBack && !passesOn) return apply(fn as Fn, self, args) as unknown;
    if (handler !== undefined) return handler(self, args);
    const holdsBoxes = args.some((arg) => isArray(arg) && hasBoxes(arg)) || (isArray(self) && hasBoxes(self));
    if (holdsBoxes) sampled('a list of values of the environment is given to a function of the language');
    // What a function of the language is given must be plain; what it calls back is decided when it answers.
    const plain = args.map((arg) =>
      typeof arg === 'function' && boxOf(arg) === undefined
        ? function (this: unknown, ...given: unknown[]): unknown {
            return decided(apply(arg as Fn, this, given));
          }
        : decided(arg),
    );
    return apply(fn as Fn, decided(self), plain) as unknown;
  };

  // --- the PAC builtins ---------------------------------------------------------------------------------------

  const source = (kind: 'me' | 'meEx' | 'dns' | 'dnsEx', name: string): unknown => {
    const answer = ask({ q: 'source', kind, name }) as SourceAnswer;
    if (answer.family === 'none') return kind === 'dns' ? null : '';
    if (answer.family === 'text') return answer.text;
    if (answer.family === 'several') return opaque(answer.text, 'a list of several addresses is used');
    return make({ kind: 'address', sym: answer.sym, family: answer.family });
  };
  const originals: Record<string, Fn> = {};
  const override = (name: string, body: (original: Fn, args: readonly unknown[]) => unknown): void => {
    const original = global[name];
    if (typeof original !== 'function') return;
    originals[name] = original as Fn;
    const replacement = (...args: unknown[]): unknown => body(original as Fn, args);
    aware.add(replacement);
    global[name] = replacement;
  };
  const isLiteralV4 = (text: string): boolean =>
    /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
  const resolve = (host: unknown): unknown => {
    const box = boxOf(host);
    if (box?.kind === 'address') return box.family === 'v4' || config.dnsFamilies === 'both' ? host : null;
    const plain = decided(host);
    if (typeof plain !== 'string') return null;
    return isLiteralV4(plain) ? plain : source('dns', plain);
  };
  override('myIpAddress', () => source('me', ''));
  override('myIpAddressEx', () => source('meEx', ''));
  override('dnsResolve', (_original, [host]) => resolve(host));
  override('dnsResolveEx', (original, [host]) => {
    const plain = boxOf(host)?.kind === 'address' ? host : decided(host);
    if (typeof plain !== 'string') return boxOf(plain) === undefined ? original(plain) : plain;
    return isLiteralV4(plain) || plain.indexOf(':') !== -1 ? plain : source('dnsEx', plain);
  });
  override('isResolvable', (_original, [host]) => resolve(host) !== null);
  override('isResolvableEx', (_original, [host]) => (global['dnsResolveEx'] as Fn)(host) !== '');
  override('isInNet', (original, [host, pattern, mask]) => {
    const net = decided(pattern);
    const bits = decided(mask);
    const box = boxOf(host);
    const isPlainValue = box === undefined || box.kind !== 'address';
    const plain = isPlainValue ? decided(host) : host;
    if (typeof net !== 'string' || typeof bits !== 'string' || !isLiteralV4(net) || !isLiteralV4(bits)) {
      return original(typeof plain === 'string' ? plain : '', net, bits);
    }
    if (isPlainValue && (typeof plain !== 'string' || isLiteralV4(plain))) return original(plain, net, bits);
    const address = isPlainValue ? (global['dnsResolve'] as Fn)(plain) : host;
    const found = boxOf(address);
    if (found?.kind !== 'address') return address === null ? false : original(decided(address), net, bits);
    if (found.family === 'v4') {
      const answer = ask({ q: 'net', sym: found.sym, pattern: net, mask: bits });
      if (answer !== null) return answer;
      sampled(`the mask ${bits} is tried on one address only`);
      return original(addressText(found.sym), net, bits);
    }
    return config.dnsFamilies === 'both' ? original('0.0.0.0', net, bits) : false;
  });
  override('isInNetEx', (original, [address, prefix]) => {
    const box = boxOf(address);
    const net = decided(prefix);
    if (box?.kind !== 'address' || typeof net !== 'string') return original(decided(address), net);
    return ask({ q: 'netEx', sym: box.sym, prefix: net });
  });
  override('sortIpAddressList', (original, [list]) =>
    boxOf(list)?.kind === 'address' ? list : lift([list], ([one]) => original(one)),
  );
  override('shExpMatch', (original, [text, pattern]) => {
    const plain = decided(pattern);
    const box = boxOf(text);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([text], ([one]) => original(one, plain));
    const expression = `^${plain.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')}$`;
    new RegExp(expression);
    return matches(box.sym, expression, '');
  });
  override('dnsDomainIs', (original, [host, domain]) => {
    const box = boxOf(host);
    const plain = decided(domain);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([host], ([one]) => original(one, plain));
    return matches(box.sym, `${escape(plain)}$`, '');
  });
  override('localHostOrDomainIs', (original, [host, domain]) => {
    const box = boxOf(host);
    const plain = decided(domain);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([host], ([one]) => original(one, plain));
    // The domain may begin with the address and a dot; each such beginning is one address to compare.
    const parts = plain.split('.');
    if (equalsText(box, plain)) return true;
    for (let count = 1; count < parts.length; count++)
      if (equalsText(box, parts.slice(0, count).join('.'))) return true;
    return false;
  });
  override('isPlainHostName', (original, [host]) =>
    boxOf(host)?.kind === 'address' ? false : lift([host], ([one]) => original(one)),
  );
  override('isValidIpAddress', (original, [text]) => {
    const box = boxOf(text);
    return box?.kind === 'address' ? box.family === 'v4' : lift([text], ([one]) => original(one));
  });
  override('dnsDomainLevels', (original, [host]) => {
    const box = boxOf(host);
    if (box?.kind === 'address') return box.family === 'v4' ? 3 : 0;
    return lift([host], ([one]) => original(one));
  });
  override('convert_addr', (original, [text]) => lift([text], ([one]) => original(one)));
  override('alert', () => undefined);
  for (const name of ['weekdayRange', 'dateRange', 'timeRange']) {
    override(name, (original, args) => {
      const plain = args
        .map(decided)
        .map((arg) => (typeof arg === 'string' || typeof arg === 'number' ? arg : String(arg)));
      const count = plain[plain.length - 1] === 'GMT' ? plain.length - 1 : plain.length;
      if (plain.length < 1) return false;
      if (
        name === 'timeRange' &&
        !config.dialect.nodeVersions &&
        count !== 1 &&
        count !== 2 &&
        count !== 4 &&
        count !== 6
      )
        throw 'timeRange: bad number of arguments';
      void original;
      return ask({ q: 'calendar', fn: name, args: plain });
    });
  }

  const SymbolicDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined)
      return opaque(String(new NativeDate(ask({ q: 'now' }) as number)), REASONS.now);
    if (args.length === 0) {
      ask({ q: 'clock' });
      return make({ kind: 'now' });
    }
    if (args.length === 1 && boxOf(args[0])?.kind === 'now') return args[0];
    return construct(NativeDate, args.map(decided), new.target) as unknown;
  };
  SymbolicDate.prototype = NativeDate.prototype;
  SymbolicDate.now = (): unknown => opaque(ask({ q: 'now' }), REASONS.now);
  SymbolicDate.parse = NativeDate.parse;
  SymbolicDate.UTC = NativeDate.UTC;
  aware.add(SymbolicDate);
  aware.add(SymbolicDate.now);
  global['Date'] = SymbolicDate;
  const random = (): unknown => make({ kind: 'random', sym: `random${draws++}` });
  aware.add(random);
  Math.random = random as () => number;

  // --- what rewritten code calls ------------------------------------------------------------------------------

  const runtime = {
    h: (block: number): void => {
      hits[block] = true;
      lastBlock = block;
      returned = false;
    },
    t: truth,
    /** Left side of `&&` and `||`: a box that is false is decided, so that the operator sees it. */
    l: (value: unknown): unknown => (boxOf(value) === undefined || truth(value) ? value : decided(value)),
    n: (value: unknown): unknown => {
      const box = boxOf(value);
      return box?.kind === 'table' && box.values.some((one) => one === null || one === undefined)
        ? decided(value)
        : value;
    },
    b: binary,
    p: (first: unknown, ...rest: unknown[]): unknown => {
      let sum = first;
      for (let i = 0; i < rest.length; i++) sum = binary('+', sum, rest[i]);
      return sum;
    },
    u: (operator: string, value: unknown): unknown => {
      const box = boxOf(value);
      if (box?.kind === 'address' && operator !== '~') return NaN;
      if (box?.kind === 'random') {
        if (operator === '+') return value;
        if (operator === '-') return make({ ...box, scale: -box.scale, offset: -box.offset });
        return runtime.u('~', cutRandom(box, Math.trunc, 'trunc'));
      }
      return lift([value], ([one]) =>
        operator === '-' ? -(one as number) : operator === '+' ? Number(one) : ~(one as number),
      );
    },
    y: (value: unknown): unknown => {
      const box = boxOf(value);
      if (box === undefined) return typeof value;
      if (box.kind === 'table') return lift([value], ([one]) => typeof one);
      if (box.kind === 'address' || box.kind === 'slice') return 'string';
      return box.kind === 'random' ? 'number' : box.kind === 'now' ? 'object' : typeof box.value;
    },
    g: getMember,
    m: (object: unknown, key: unknown, args: readonly unknown[]): unknown => {
      const box = boxOf(object);
      if (box !== undefined) return boxedMethod(object, box, String(decided(key)), args);
      const name = decided(key) as PropertyKey;
      return call((object as Record<PropertyKey, unknown>)[name], object, args);
    },
    f: (fn: unknown, args: readonly unknown[]): unknown => call(fn, undefined, args),
    w: (constructor: unknown, args: readonly unknown[]): unknown => {
      const fn = constructor as Fn;
      if (typeof fn !== 'function' || boxCount === 0 || isUser(fn) || !hasBoxes(args))
        return construct(fn, args as unknown[]) as unknown;
      if (fn === (Array as unknown) && args.length > 1) return Array.from(args);
      return construct(fn, args.map(decided)) as unknown;
    },
    s: (value: unknown, constants: readonly string[]): unknown => {
      const box = boxOf(value);
      if (box === undefined || box.kind === 'table') return decided(value);
      if (box.kind === 'address' || box.kind === 'slice') {
        for (const constant of constants) if (equalsText(box, constant)) return constant;
        return '\u0000no case';
      }
      return decided(value);
    },
    v: decided,
    q: (texts: readonly string[], values: readonly unknown[]): unknown => {
      let sum: unknown = texts[0];
      for (let i = 0; i < values.length; i++) {
        const value = boxOf(values[i]) === undefined ? String(values[i]) : values[i];
        sum = binary('+', binary('+', sum, value), texts[i + 1]);
      }
      return sum;
    },
    a: (
      operator: string,
      object: Record<PropertyKey, unknown>,
      key: unknown,
      value: () => unknown,
    ): unknown => {
      const name = decided(key) as PropertyKey;
      const result = binary(operator, object[name], value());
      object[name] = result;
      return result;
    },
    r: (line: number, value: unknown): unknown => {
      lastLine = line;
      returned = true;
      return value;
    },
    R: (variable: number): void => {
      if (calling && written[variable] !== true) ask({ q: 'kept', variable });
    },
    W: (variable: number, value: unknown): unknown => {
      if (calling) written[variable] = true;
      return value;
    },
  };
  Object.defineProperty(global, runtimeName, { value: runtime, enumerable: false, writable: false });

  return {
    begin: () => {
      calling = true;
      written = {};
      hits = {};
      lastLine = 0;
    },
    finish: (result) => decided(result),
    hits: () => Object.keys(hits).join(),
    line: () => String(returned ? lastLine : 0),
  };
}
