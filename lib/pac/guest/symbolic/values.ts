/**
 * Boxes: making them and looking at them. Runs inside the virtual machine; the
 * source of `installValues` names nothing outside itself.
 */
import type { Box, Coded, Primitive, Question, SymbolicBoxes } from './types.js';

export function installValues(askHost: (json: string) => string): SymbolicBoxes {
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const apply = Reflect.apply;
  const NativeDate = Date;
  const boxes = new WeakMap<object, Box>();
  const getBox = WeakMap.prototype.get;
  const setBox = WeakMap.prototype.set;
  const hooks: SymbolicBoxes['hooks'] = {
    member: () => undefined,
    lookup: () => undefined,
    binary: () => undefined,
  };

  let boxCount = 0;
  let askedOfCall = 0;
  const OF_THE_CALL = new Set(['source', 'calendar', 'clock', 'now']);
  let lastBlock = -1;

  let told: readonly unknown[] = [];
  let toldCount = 0;
  const ask = (question: Question): unknown => {
    if (OF_THE_CALL.has(question.q)) askedOfCall++;
    return toldCount < told.length ? told[toldCount++] : parse(askHost(stringify(question)));
  };
  const boxOf = (value: unknown): Box | undefined =>
    boxCount > 0 && ((typeof value === 'object' && value !== null) || typeof value === 'function')
      ? (apply(getBox, boxes, [value]) as Box | undefined)
      : undefined;
  const sampled = (reason: string): void => {
    ask({ q: 'sampled', reason, block: lastBlock });
  };
  const isPrimitive = (value: unknown): value is Primitive =>
    value === null || (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol');
  const upTo = (count: number, from = 0): number[] =>
    Array.from({ length: count }, (_, index) => index + from);

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
      term: null,
      g: 0,
      l: 0,
      c: 0,
      cut: false,
      value: undefined,
      reason: '',
      ...part,
    };
    const proxy: object = new Proxy(
      {},
      {
        get: (_target, key) => {
          if (key === Symbol.toPrimitive) return () => decided(proxy);
          if (box.kind === 'now' && key === 'constructor') return globalThis.Date;
          return hooks.member(proxy, box, key as string);
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
  const decode = ([kind, text]: Coded): Primitive => {
    if (kind === 'n') return text === '-0' ? -0 : Number(text);
    if (kind === 's') return text;
    return kind === 'b' ? text === 'true' : kind === 'z' ? null : undefined;
  };
  const listText = (sym: string): string => {
    const list = ask({ q: 'list', sym }) as { readonly sym: string }[];
    return list.map((one) => addressText(one.sym)).join(';');
  };
  // An example's zone is Greenwich's.
  const moment = ({ g, l, c }: Box): number =>
    g === 0 && l === 0 ? c : (g + l) * (ask({ q: 'now' }) as number) + c;
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
      case 'term':
        return decode(ask({ q: 'example', term: box.term as number }) as Coded);
      case 'list':
        return listText(box.sym);
      case 'now':
        return new NativeDate(moment(box));
      case 'instant':
        return box.cut ? Math.floor(moment(box)) : moment(box);
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
    term: 'a number made of several has more values than are followed',
    list: 'a list of several addresses is used in a way that is not followed',
    instant: 'a moment is used in a way that is not followed',
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
    if (box.kind === 'term') {
      const answer = ask({ q: 'value', term: box.term as number }) as Coded | null;
      if (answer !== null) return decode(answer);
    }
    sampled(box.reason !== '' ? box.reason : REASONS[box.kind]);
    return example(value);
  };
  const truth = (value: unknown): boolean => {
    const box = boxOf(value);
    if (box === undefined) return Boolean(value);
    if (box.kind === 'table') return group(box, box.values.map(Boolean)) as boolean;
    if (box.kind === 'address' || box.kind === 'list' || box.kind === 'now') return true;
    if (box.kind === 'random') return truth(hooks.binary('!=', value, 0));
    if (box.kind === 'term') {
      const answer = ask({ q: 'holds', term: box.term as number }) as boolean | null;
      if (answer !== null) return answer;
    }
    return Boolean(decided(value));
  };

  return {
    reasons: REASONS,
    NativeDate,
    hooks,
    ask,
    asked: () => askedOfCall,
    count: () => boxCount,
    tell: (answers) => {
      told = parse(answers) as readonly unknown[];
      toldCount = 0;
    },
    atBlock: (block) => {
      lastBlock = block;
    },
    boxOf,
    sampled,
    isPrimitive,
    make,
    opaque,
    table,
    addressText,
    example,
    decided,
    truth,
    group,
    upTo,
  };
}
