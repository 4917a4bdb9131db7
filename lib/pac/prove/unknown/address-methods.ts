/**
 * Methods of the text of an address, and of an expression that is tried on it.
 */
import { arrayOf } from '../interpreter/arrays.js';
import { RegExpObj, type Value } from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { positions } from '../domain/questions.js';
import type { AddressText } from './kinds.js';
import type { Operations } from './operations.js';
import { BEYOND, escaped } from './texts.js';

/** What a rule gives; `undefined`: it does not hold for these arguments. */
export type Ruled = { readonly value: Value } | undefined;

export interface Rules {
  readonly operations: Operations;
  readonly vm: Vm;
}

export const given = (value: Value): { readonly value: Value } => ({ value });
const isPlace = (value: Value): value is number => typeof value === 'number' && value >= 0 && value % 1 === 0;

/** An expression whose methods are the language's own, and that remembers nothing from test to test. */
export function plainExpression(vm: Vm, value: Value, ...methods: (string | symbol)[]): RegExpObj | null {
  if (!(value instanceof RegExpObj) || /[gy]/.test(value.flags)) return null;
  const prototype = vm.realm.prototypeOf('RegExp');
  // Of its own it has `lastIndex` alone.
  if (value.proto !== prototype || value.properties.size !== 1) return null;
  for (const name of ['exec', 'flags', 'global', 'unicode', ...methods])
    if (prototype.properties.get(name) !== vm.pristine.get(`RegExp.prototype.${String(name)}`)) return null;
  return value;
}

/** Position of a text in an address. */
function position(rules: Rules, text: AddressText, needle: string, isLast: boolean, from: number): Ruled {
  const { operations } = rules;
  const { path, texts } = operations;
  if (needle === '') return from === 0 && !isLast ? given(0) : undefined;
  texts.settleForm(text.sym);
  if (texts.isByOctets(text.sym))
    return given(path.take('position', needle, () => positions(path.known, text.sym, needle, isLast, from)));
  if (texts.matches(text.sym, `^[^]{${from}}[^]*${escaped(needle)}`) === false) return given(-1);
  // Somewhere: where is not followed.
  return given(
    operations.range(from, 39, 'where something stands in the text of an IPv6 address is not followed'),
  );
}

type TextRule = (rules: Rules, text: AddressText, args: readonly Value[]) => Ruled;

const matched = (rules: Rules, text: AddressText, source: string): Ruled => {
  const is = rules.operations.texts.matches(text.sym, source);
  return is === null ? undefined : given(is);
};

export const TEXT_RULES: Readonly<Record<string, TextRule>> = {
  split: (rules, text, [separator, limit]) => {
    const { texts } = rules.operations;
    if (limit !== undefined || typeof separator !== 'string') return undefined;
    if (separator === '.') {
      texts.settleForm(text.sym);
      return given(arrayOf(rules.vm, texts.isByOctets(text.sym) ? texts.octets(text.sym) : [text]));
    }
    return [';', ',', ' '].includes(separator) ? given(arrayOf(rules.vm, [text])) : undefined;
  },
  indexOf: (rules, text, [needle, from]) =>
    typeof needle === 'string' && (from === undefined || (isPlace(from) && from < 15))
      ? position(rules, text, needle, false, from ?? 0)
      : undefined,
  lastIndexOf: (rules, text, [needle, from]) => {
    if (typeof needle !== 'string' || needle === '') return undefined;
    if (from === 0) {
      const is = rules.operations.texts.matches(text.sym, `^${escaped(needle)}`);
      return is === null ? undefined : given(is ? 0 : -1);
    }
    return needle.length === 1 && from === undefined ? position(rules, text, needle, true, 0) : undefined;
  },
  startsWith: (rules, text, [needle, from]) =>
    typeof needle === 'string' && from === undefined
      ? matched(rules, text, `^${escaped(needle)}`)
      : undefined,
  endsWith: (rules, text, [needle, from]) =>
    typeof needle === 'string' && from === undefined
      ? matched(rules, text, `${escaped(needle)}$`)
      : undefined,
  includes: (rules, text, [needle, from]) =>
    typeof needle === 'string' && from === undefined ? matched(rules, text, escaped(needle)) : undefined,
  substring: ({ operations }, text, [from, to]) =>
    isPlace(from) && (to === undefined || isPlace(to))
      ? given(operations.texts.part(text, from, to ?? BEYOND))
      : undefined,
  slice: ({ operations }, text, [from, to]) =>
    isPlace(from) && (to === undefined || (isPlace(to) && to >= from))
      ? given(operations.texts.part(text, from, to ?? BEYOND))
      : undefined,
  substr: ({ operations }, text, [from, count]) =>
    isPlace(from) && (count === undefined || isPlace(count))
      ? given(operations.texts.part(text, from, count === undefined ? BEYOND : from + count))
      : undefined,
  charAt: ({ operations }, text, [at]) =>
    isPlace(at) ? given(operations.texts.part(text, at, at + 1)) : undefined,
  trim: (_rules, text) => given(text),
  toLowerCase: (_rules, text) => given(text),
  toUpperCase: ({ operations }, text) => (operations.texts.isV4(text.sym) ? given(text) : undefined),
  search: (rules, text, [expression]) => {
    const plain =
      typeof expression === 'string' ? null : plainExpression(rules.vm, expression, Symbol.search);
    const source = typeof expression === 'string' ? expression : plain?.flags === '' ? plain.source : null;
    if (source === null) return undefined;
    const { texts } = rules.operations;
    const is = texts.matches(text.sym, source);
    if (is === false) return given(-1);
    if (is === null) return undefined;
    return source.startsWith('^') && !source.includes('|')
      ? given(0)
      : given(rules.operations.range(0, 39, 'where an expression matches in an address is not followed'));
  },
  match: (rules, text, [expression]) => {
    const plain = plainExpression(rules.vm, expression, Symbol.match);
    return plain === null ? undefined : executed(rules, plain, text);
  },
};

/** For an expression that is octets and dots from the beginning on: which octets its groups are. */
export function octetGroups(
  source: string,
): { readonly captured: readonly number[]; readonly isWhole: boolean } | null {
  const inner = /^\^(.*?)(\$|\\\.)?$/.exec(source);
  const pieces = (inner?.[1] ?? '').split('\\.');
  const digits = '(?:\\\\d|\\[0-9\\])(?:\\+|\\{1,3\\})';
  const isPiece = new RegExp(`^(?:${digits}|\\(${digits}\\))$`);
  if (inner === null || pieces.length > 4 || !pieces.every((piece) => isPiece.test(piece))) return null;
  if (inner[2] === '$' && pieces.length < 4) return null;
  if (inner[2] === '\\.' && pieces.length === 4) return null;
  return { captured: [0, 1, 2, 3].filter((at) => pieces[at]?.startsWith('(')), isWhole: pieces.length === 4 };
}

/** What `exec` gives for an address: nothing, or groups that are octets, where that can be told. */
export function executed(rules: Rules, { source, flags }: RegExpObj, text: AddressText): Ruled {
  const { operations, vm } = rules;
  const { texts } = operations;
  const is = texts.matches(text.sym, source, flags);
  if (is === null) return undefined;
  if (!is) return given(null);
  const groups = flags === '' && texts.isV4(text.sym) ? octetGroups(source) : null;
  const reason = 'what an expression found in an address is not followed';
  if (groups === null) {
    // That there is a result is all that most scripts ask.
    const list = arrayOf(vm, [vm.unknowns.opaque(reason)]);
    list.elements = null;
    list.left = { byKey: new Map(), any: { options: null, reason }, names: reason, slots: reason };
    return given(list);
  }
  const octets = texts.octets(text.sym);
  const whole = groups.isWhole ? text : vm.unknowns.opaque(reason);
  const list = arrayOf(vm, [whole, ...groups.captured.map((at) => octets[at])]);
  vm.heap.setProperty(list, 'index', {
    value: 0,
    get: undefined,
    set: undefined,
    isAccessor: false,
    flags: 7,
  });
  vm.heap.setProperty(list, 'input', {
    value: text,
    get: undefined,
    set: undefined,
    isAccessor: false,
    flags: 7,
  });
  return given(list);
}
