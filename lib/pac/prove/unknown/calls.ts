/**
 * The language's own functions with unknowns among `this` and the arguments: some have a rule of their own here, those
 * that are pure are worked out value by value, and the rest are given values that were told apart.
 */
import type { NativeFn } from '../interpreter/native.js';
import { arrayOf } from '../interpreter/arrays.js';
import {
  isObj,
  isUnknown,
  RegExpObj,
  type FunctionObj,
  type Primitive,
  type Value,
} from '../interpreter/values.js';
import type { Vm } from '../interpreter/vm.js';
import { positions } from '../domain/questions.js';
import { roundedOf } from './binary.js';
import { AddressList, AddressPart, AddressText, Table } from './kinds.js';
import type { Operations } from './operations.js';
import { BEYOND, escaped } from './texts.js';

/** `undefined`: the rule does not hold for these arguments. */
type Rule = (rules: Rules, self: Value, args: readonly Value[]) => { readonly value: Value } | undefined;

export interface Rules {
  readonly operations: Operations;
  readonly vm: Vm;
}

const given = (value: Value): { readonly value: Value } => ({ value });
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
function position(
  rules: Rules,
  text: AddressText,
  needle: string,
  isLast: boolean,
  from: number,
): { readonly value: Value } | undefined {
  const { operations } = rules;
  const { path, texts } = operations;
  if (needle === '') return from === 0 && !isLast ? given(0) : undefined;
  texts.settleForm(text.sym);
  if (texts.isByOctets(text.sym))
    return given(path.take(() => positions(path.known, text.sym, needle, isLast, from)));
  if (texts.matches(text.sym, `^[^]{${from}}[^]*${escaped(needle)}`) === false) return given(-1);
  // Somewhere: where is not followed.
  return given(
    operations.range(from, 39, 'where something stands in the text of an IPv6 address is not followed'),
  );
}

type TextRule = (
  rules: Rules,
  text: AddressText,
  args: readonly Value[],
) => { readonly value: Value } | undefined;

const matched = (rules: Rules, text: AddressText, source: string): { readonly value: Value } | undefined => {
  const is = rules.operations.texts.matches(text.sym, source);
  return is === null ? undefined : given(is);
};

const TEXT_RULES: Readonly<Record<string, TextRule>> = {
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
function executed(
  rules: Rules,
  { source, flags }: RegExpObj,
  text: AddressText,
): { readonly value: Value } | undefined {
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

const tested: Rule = (rules, self, [text]) => {
  const plain = plainExpression(rules.vm, self);
  if (plain === null) return undefined;
  const { operations } = rules;
  if (text instanceof AddressText) {
    const is = operations.texts.matches(text.sym, plain.source, plain.flags);
    return is === null ? undefined : given(is);
  }
  if (text instanceof AddressList || !isUnknown(text)) return undefined;
  const as = text instanceof AddressPart ? (operations.texts.asTerm(text) ?? text) : text;
  if (!(as instanceof Table)) return undefined;
  // Each text from the beginning: the expression remembers nothing.
  return given(operations.lift([as], ([one]) => plain.host.test(String(one))));
};

const rounded =
  (name: string, round: (value: number) => number): Rule =>
  ({ operations, vm }, _self, [value]) =>
    given(
      roundedOf(operations, isUnknown(value) ? operations.number(value) : vm.toNumber(value), name, round),
    );

const RULES: Readonly<Record<string, Rule>> = {
  'RegExp.prototype.test': tested,
  'RegExp.prototype.exec': (rules, self, [text]) => {
    const plain = plainExpression(rules.vm, self);
    return plain !== null && text instanceof AddressText ? executed(rules, plain, text) : undefined;
  },
  'Math.floor': rounded('Math.floor', Math.floor),
  'Math.ceil': rounded('Math.ceil', Math.ceil),
  'Math.round': rounded('Math.round', Math.round),
  'Math.trunc': rounded('Math.trunc', Math.trunc),
  parseInt: ({ operations }, _self, [value, radix]) => {
    if (!isUnknown(value) || isUnknown(radix) || isObj(radix)) return undefined;
    const text = operations.text(value);
    return given(
      operations.lift(
        radix === undefined ? [text] : [text, radix],
        ([a, b]) => parseInt(String(a), Number(b)),
        'parseInt',
      ),
    );
  },
  'String.prototype.split': (rules, self, args) => splitText(rules, self, args),
};

/** A list of addresses, or a text of few values, taken apart. */
function splitText(
  { operations, vm }: Rules,
  self: Value,
  [separator, limit]: readonly Value[],
): { readonly value: Value } | undefined {
  if (self instanceof AddressList && separator === ';' && limit === undefined)
    return given(arrayOf(vm, operations.texts.listed(self)));
  return undefined;
}

function ofList(
  { operations }: Rules,
  list: AddressList,
  name: string,
  args: readonly Value[],
): { readonly value: Value } | undefined {
  if (['toString', 'valueOf', 'trim', 'toLowerCase'].includes(name)) return given(list);
  if (args[0] !== ';' || args.length > 1) return undefined;
  if (name === 'includes') return given(true);
  // The shortest address has two characters.
  return name === 'indexOf'
    ? given(operations.range(2, 39, 'where the first address of a list ends is not followed'))
    : undefined;
}

const TEXT_METHOD = /^String\.prototype\.(\w+)$/;

function ruled(
  rules: Rules,
  fn: NativeFn,
  self: Value,
  args: readonly Value[],
): { readonly value: Value } | undefined {
  const own = RULES[fn.row.id]?.(rules, self, args);
  if (own !== undefined) return own;
  const name = TEXT_METHOD.exec(fn.row.id)?.[1];
  if (name === undefined) return undefined;
  if (self instanceof AddressList) return ofList(rules, self, name, args);
  if (
    (name === 'toString' || name === 'valueOf') &&
    (self instanceof AddressText || self instanceof AddressPart)
  )
    return given(self);
  if (!(self instanceof AddressText) || !Object.hasOwn(TEXT_RULES, name)) return undefined;
  const known = args.map((arg) => (isUnknown(arg) ? rules.operations.settle(arg) : arg));
  return TEXT_RULES[name]?.(rules, self, known);
}

/** As the interpreter asks for it (`Unknowns.call`). */
export function callOf(
  rules: Rules,
  fn: NativeFn,
  self: Value,
  args: readonly Value[],
  newTarget: FunctionObj | undefined,
): Value {
  const { operations, vm } = rules;
  const found = newTarget === undefined && !vm.heap.isTampered ? ruled(rules, fn, self, args) : undefined;
  if (found !== undefined) return found.value;
  const isMethod = TEXT_METHOD.test(fn.row.id) || fn.row.id.startsWith('Number.prototype.');
  const all = isMethod ? [self, ...args] : args;
  const apply = (values: readonly Primitive[]): Primitive => {
    const result = isMethod
      ? fn.row.body(vm, values[0], values.slice(1), undefined)
      : fn.row.body(vm, self, values, undefined);
    return isObj(result) || isUnknown(result) ? vm.obstacle('a function that gives no plain value') : result;
  };
  if (fn.row.unknowns === 'pure' && newTarget === undefined && !all.some(isObj))
    return operations.lift(
      all,
      apply,
      isMethod ? `.${fn.row.id.slice(fn.row.id.lastIndexOf('.') + 1)}` : fn.row.id,
    );
  const settled = (value: Value): Value => (isUnknown(value) ? operations.settle(value) : value);
  return fn.row.body(vm, settled(self), args.map(settled), newTarget);
}
