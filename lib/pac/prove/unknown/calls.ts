/**
 * The language's own functions with unknowns among `this` and the arguments: some have a rule of their own here, those
 * that are pure are worked out value by value, and the rest are given values that were told apart.
 */
import type { NativeFn } from '../interpreter/native.js';
import { arrayOf } from '../interpreter/arrays.js';
import { isObj, isUnknown, type FunctionObj, type Primitive, type Value } from '../interpreter/values.js';
import { numberFrom, textOf } from './conversions.js';
import { roundedOf } from './binary.js';
import { executed, given, plainExpression, TEXT_RULES, type Ruled, type Rules } from './address-methods.js';
import { AddressList, AddressPart, AddressText, Table } from './kinds.js';

type Rule = (rules: Rules, self: Value, args: readonly Value[]) => Ruled;

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
      roundedOf(
        operations,
        isUnknown(value) ? numberFrom(operations, value) : vm.toNumber(value),
        name,
        round,
      ),
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
    const text = textOf(operations, value);
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
function splitText({ operations, vm }: Rules, self: Value, [separator, limit]: readonly Value[]): Ruled {
  if (self instanceof AddressList && separator === ';' && limit === undefined)
    return given(arrayOf(vm, operations.texts.listed(self)));
  return undefined;
}

function ofList({ operations }: Rules, list: AddressList, name: string, args: readonly Value[]): Ruled {
  if (['toString', 'valueOf', 'trim', 'toLowerCase'].includes(name)) return given(list);
  if (args[0] !== ';' || args.length > 1) return undefined;
  if (name === 'includes') return given(true);
  // The shortest address has two characters.
  return name === 'indexOf'
    ? given(operations.range(2, 39, 'where the first address of a list ends is not followed'))
    : undefined;
}

const TEXT_METHOD = /^String\.prototype\.(\w+)$/;

function ruled(rules: Rules, fn: NativeFn, self: Value, args: readonly Value[]): Ruled {
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
