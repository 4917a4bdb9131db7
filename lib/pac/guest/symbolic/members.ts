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
    isPrimitive,
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
    octets,
    textTerm,
    termOf,
    listed,
    group,
    instants,
    upTo,
    hooks,
    reasons: REASONS,
  } = values;
  const apply = Reflect.apply;

  const MOST_NAMES = 400;
  /** Looks a term up among the names an object has, its own and those it inherits. */
  const lookupTerm = (object: Record<string, unknown>, box: Box): Lookup | undefined => {
    const names: string[] = [];
    for (let at: object | null = object; at !== null; at = Reflect.getPrototypeOf(at)) {
      if (typeof at === 'function' || boxOf(at) !== undefined) return undefined;
      names.push(...Object.getOwnPropertyNames(at));
      if (names.length > MOST_NAMES) return undefined;
    }
    const found = ask({ q: 'among', term: box.term as number, names }) as number | null;
    if (found === null) return undefined;
    if (found === -1) return { there: false, value: undefined };
    const name = names[found] as string;
    return { there: true, value: object[name], isOwn: Object.hasOwn(object, name) };
  };

  /** Looks an address or a table up in an object's keys, exactly; `undefined` where that cannot be done. */
  const lookup = (object: object, box: Box): Lookup | undefined => {
    if (box.kind === 'term') return lookupTerm(object as Record<string, unknown>, box);
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
      const values = index.values.map((one) => (object as Record<PropertyKey, unknown>)[one as PropertyKey]);
      return values.every(isPrimitive) ? table(index.atom, values, index.points) : group(index, values);
    }
    const found = index === undefined ? undefined : lookup(object as object, index);
    return found === undefined
      ? (object as Record<PropertyKey, unknown>)[decided(key) as PropertyKey]
      : found.value;
  };

  const member = (value: unknown, box: Box, key: PropertyKey): unknown => {
    if (key === 'length' && box.kind === 'table')
      return lift([value], ([one]) => (one as string).length, 'length');
    if (key === 'length' && box.kind === 'address') return table(`${box.sym}/length`, upTo(38, 2), null);
    if (key === 'length' && (box.kind === 'slice' || box.kind === 'term')) {
      const text = box.kind === 'term' ? value : textTerm(box);
      const isTable = boxOf(text)?.kind === 'table';
      const length = isTable ? lift([text], ([one]) => (one as string).length) : termOf('length', [text]);
      return length ?? opaque((example(value) as string).length, REASONS.address);
    }
    if (key === 'length' && box.kind === 'list') return freeNumber(`length:${box.sym}`, 5, 160);
    if (box.kind === 'table' || box.kind === 'term') {
      const plain = decided(value) as Record<PropertyKey, unknown>;
      return plain[key];
    }
    sampled(box.reason !== '' ? box.reason : REASONS[box.kind]);
    const inner = example(value) as Record<PropertyKey, unknown> | null | undefined;
    const found = (inner as Record<PropertyKey, unknown>)[key];
    return typeof found === 'function' ? (found as Fn).bind(inner) : found;
  };

  const wholeNumber = (value: unknown): value is number =>
    typeof value === 'number' && value >= 0 && value % 1 === 0;

  /**
   * A number that is not followed: any from `from` on will do, and one that is wrong is found out when the path is
   * replayed.
   */
  const freeNumber = (name: string, from: number, to: number): unknown =>
    table(`free:${name}`, upTo(to - from, from), upTo(to - from));
  /** Position of a text in an address. */
  const positionIn = (box: Box, needle: string, last: boolean, from: number): unknown => {
    if (needle === '') return from === 0 ? 0 : NOT_HANDLED;
    if (box.family === 'v4') return ask({ q: 'position', sym: box.sym, needle, last, from }) ?? NOT_HANDLED;
    if (!matches(box.sym, `^[^]{${from}}[^]*${escape(needle)}`, '')) return -1;
    return freeNumber(`${box.sym}:${needle}`, from, 39);
  };

  /** For an expression that is octets and dots from the beginning on: which octets its groups are. */
  const octetGroups = (source: string): { captured: number[]; isWhole: boolean } | null => {
    const inner = /^\^?(.*?)(\$|\\\.)?$/.exec(source);
    const pieces = (inner?.[1] ?? '').split('\\.');
    const digits = '(?:\\\\d|\\[0-9\\])(?:\\+|\\{1,3\\})';
    const isPiece = new RegExp(`^(?:${digits}|\\(${digits}\\))$`);
    if (pieces.length > 4 || !pieces.every((piece) => isPiece.test(piece))) return null;
    if (inner?.[2] === '$' && pieces.length < 4) return null;
    if (inner?.[2] === '\\.' && pieces.length === 4) return null;
    const captured = [0, 1, 2, 3].filter((at) => pieces[at]?.charAt(0) === '(');
    return { captured, isWhole: pieces.length === 4 };
  };

  const NOT_HANDLED = {};
  const sliceOf = (box: Box, self: unknown, from: number, to: number): unknown => {
    if (from === 0 && to >= 99) return self;
    const slice = make({
      kind: 'slice',
      sym: box.sym,
      family: box.family,
      from: Math.min(from, to),
      to: Math.max(from, to),
    });
    // What lies between two dots is an octet, and octets are counted with.
    const text = box.family === 'v4' ? textTerm(boxOf(slice) as Box) : undefined;
    return boxOf(text)?.kind === 'table' ? text : slice;
  };
  const ADDRESS_METHODS: Readonly<Record<string, AddressMethod>> = {
    split: (box, self, [separator, limit]) => {
      if (limit !== undefined || typeof separator !== 'string') return NOT_HANDLED;
      if (separator === '.' && box.family === 'v4') return octets(box.sym);
      if (separator === '.' || separator === ';' || separator === ',' || separator === ' ') return [self];
      return NOT_HANDLED;
    },
    indexOf: (box, _self, [needle, from]) =>
      typeof needle === 'string' && (from === undefined || (wholeNumber(from) && from < 15))
        ? positionIn(box, needle, false, from ?? 0)
        : NOT_HANDLED,
    lastIndexOf: (box, _self, [needle, from]) => {
      if (typeof needle !== 'string' || needle === '') return NOT_HANDLED;
      if (from === 0) return matches(box.sym, `^${escape(needle)}`, '') ? 0 : -1;
      return needle.length === 1 && from === undefined ? positionIn(box, needle, true, 0) : NOT_HANDLED;
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
    match: (box, self, [expression]) => {
      const { source, flags } = asExpression(expression);
      if (!matches(box.sym, source, flags.replace('g', ''))) return null;
      const groups = flags === '' && box.family === 'v4' ? octetGroups(source) : null;
      if (groups !== null) {
        const own = octets(box.sym);
        const whole = groups.isWhole ? self : opaque(addressText(box.sym), REASONS.address);
        return [whole, ...groups.captured.map((at) => own[at])];
      }
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

  /** Of a date that is not the present moment but rests on the zone, or on nothing. */
  const dateMethod = (box: Box, name: string): unknown => {
    const { g, l, c } = box;
    if (name === 'getTime' || name === 'valueOf') return instants.instant({ g, l, c });
    if (g === 1 && l === 0 && c === 0)
      return name === 'getTimezoneOffset'
        ? instants.instant({ g: 1, l: -1, c: 0, scale: 60000 })
        : clockMethod(name);
    const match = /^get(UTC)?(\w+)$/.exec(name);
    const isKnown = match?.[1] === undefined ? g === 1 && l === -1 : g === 0 && l === 0;
    if (!isKnown || CLOCK_FIELDS[match?.[2] ?? ''] === undefined) return NOT_HANDLED;
    // Its fields on its own clock, as if that were Greenwich's.
    return (new values.NativeDate(c) as unknown as Record<string, Fn>)[`getUTC${match?.[2] ?? ''}`]?.();
  };

  const listMethod = (box: Box, self: unknown, name: string, args: readonly unknown[]): unknown => {
    if (/^(?:toString|valueOf|trim|toLowerCase)$/.test(name)) return self;
    if (args[0] !== ';' || args.length > 1) return NOT_HANDLED;
    if (name === 'split') return listed(box);
    if (name === 'includes') return true;
    // The shortest address has two characters.
    return name === 'indexOf' || name === 'search' ? freeNumber(`semicolon:${box.sym}`, 2, 40) : NOT_HANDLED;
  };

  // The language's own methods, as they were before the script could change them.
  const nativeMethods = new Map<string, unknown>(
    [Number.prototype, String.prototype].flatMap((proto): [string, unknown][] =>
      Object.getOwnPropertyNames(proto).map((name) => [
        name,
        (proto as unknown as Record<string, unknown>)[name],
      ]),
    ),
  );

  const boxedMethod = (self: unknown, box: Box, name: string, args: readonly unknown[]): unknown => {
    if (box.kind === 'list') {
      const result = listMethod(box, self, name, args);
      if (result !== NOT_HANDLED) return result;
    }
    if (box.kind === 'address' && Object.hasOwn(ADDRESS_METHODS, name)) {
      const plain = args.map((arg) => (arg instanceof RegExp ? arg : decided(arg)));
      const result = ADDRESS_METHODS[name]?.(box, self, plain);
      if (result !== NOT_HANDLED && result !== undefined) return result;
    }
    if (box.kind === 'now') {
      const result = dateMethod(box, name);
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
    const isNative =
      (String.prototype as unknown as Record<string, unknown>)[name] === nativeMethods.get(name);
    return lift(
      [self, ...args],
      ([one, ...rest]) => {
        const fn = (one as Record<string, unknown>)[name];
        if (typeof fn !== 'function') throw new TypeError(`${name} is not a function`);
        return apply(fn, one, rest) as unknown;
      },
      isNative ? `.${name}` : undefined,
    );
  };

  hooks.member = member;
  hooks.lookup = lookup;
  return { addressMethods: ADDRESS_METHODS, getMember, boxedMethod };
}
