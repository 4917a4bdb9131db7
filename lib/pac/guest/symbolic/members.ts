/**
 * Properties and methods of boxes: what an address, the clock or a table answers when it is taken apart. Runs inside
 * the virtual machine; the source of `installMembers` names nothing outside itself.
 */
import type { AddressMethod, Box, Fn, Lookup, SymbolicMembers, SymbolicValues } from './types.js';

export function installMembers(values: SymbolicValues): SymbolicMembers {
  const {
    ask,
    boxOf,
    sampled,
    make,
    opaque,
    table,
    addressText,
    example,
    decided,
    lift,
    escape,
    matches,
    equalsText,
    upTo,
    hooks,
    reasons: REASONS,
  } = values;
  const apply = Reflect.apply;

  /** Looks an address or a table up in an object's keys, exactly; `undefined` where that cannot be done. */
  const lookup = (object: object, box: Box): Lookup | undefined => {
    if (box.kind !== 'address') return undefined;
    const names = Object.keys(object).filter((name) => /^[0-9a-fA-F.:]+$/.test(name));
    if (names.length > 400) return undefined;
    for (const name of names) {
      if (equalsText(box, name)) return { there: true, value: (object as Record<string, unknown>)[name] };
    }
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
        const at = Number(name);
        if (at >= 39 || !matches(holder.sym, `^[^]{${at + 1}}`, '')) return undefined;
        return make({ kind: 'slice', sym: holder.sym, family: holder.family, from: at, to: at + 1 });
      }
      return member(object, holder, name);
    }
    if (index?.kind === 'table') {
      return lift([key], ([one]) => (object as Record<PropertyKey, unknown>)[one as PropertyKey]);
    }
    const found = index === undefined ? undefined : lookup(object as object, index);
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

  const NOT_HANDLED = {};
  const sliceOf = (box: Box, self: unknown, from: number, to: number): unknown => {
    if (from === 0 && to >= 99) return self;
    // What follows the last dot is an octet, and octets are counted with.
    const isTail = box.family === 'v4' && from > 0 && to >= 99;
    if (isTail && matches(box.sym, `^[^]{${from - 1}}\\.[^.]*$`, '')) return octets(box)[3];
    return make({
      kind: 'slice',
      sym: box.sym,
      family: box.family,
      from: Math.min(from, to),
      to: Math.max(from, to),
    });
  };
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
    substring: (box, self, [from, to]) =>
      wholeNumber(from) && (to === undefined || wholeNumber(to))
        ? sliceOf(box, self, from, to ?? 99)
        : NOT_HANDLED,
    slice: (box, self, [from, to]) =>
      wholeNumber(from) && (to === undefined || (wholeNumber(to) && to >= from))
        ? sliceOf(box, self, from, to ?? 99)
        : NOT_HANDLED,
    substr: (box, self, [from, count]) =>
      wholeNumber(from) && (count === undefined || wholeNumber(count))
        ? sliceOf(box, self, from, count === undefined ? 99 : from + count)
        : NOT_HANDLED,
    charAt: (box, self, [at]) => (wholeNumber(at) ? sliceOf(box, self, at, at + 1) : NOT_HANDLED),
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
    if (match?.[2] === 'Milliseconds') return table('ms:0', upTo(1000), upTo(1000));
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

  hooks.member = member;
  hooks.lookup = lookup;
  return { addressMethods: ADDRESS_METHODS, getMember, boxedMethod };
}
