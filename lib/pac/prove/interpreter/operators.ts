/**
 * The language's operators (section 13), as tables. On two known primitives they are the host's own, which are the
 * same in every engine; where a side is unknown, `Unknowns` answers.
 */
import { ARITHMETIC, COMPARISONS } from '../on-primitives.js';
import { toBoolean, toNumeric, toPrimitive, toText } from './convert.js';
import { power } from './power.js';
import { isObj, isUnknown, type Primitive, type Value } from './values.js';
import type { Vm } from './vm.js';

type Binary = (vm: Vm, left: Value, right: Value) => Value;

export function looselyEqual(vm: Vm, left: Value, right: Value): boolean {
  if (isObj(left) && isObj(right)) return left === right;
  if (isObj(left) || isObj(right)) {
    const other = isObj(left) ? right : left;
    if (other === undefined || other === null) return false;
    if (isUnknown(other) && vm.unknowns.isNullish(other)) return false;
    return isObj(left)
      ? looselyEqual(vm, toPrimitive(vm, left, 'default'), right)
      : looselyEqual(vm, left, toPrimitive(vm, right, 'default'));
  }
  if (isUnknown(left) || isUnknown(right)) return vm.unknowns.equals(left, right, false);
  if (typeof left === 'symbol' || typeof right === 'symbol') return left === right;
  // eslint-disable-next-line eqeqeq -- the language's own operator, on primitives
  return left == right;
}

export function strictlyEqual(vm: Vm, left: Value, right: Value): boolean {
  if (isUnknown(left) || isUnknown(right)) {
    if (isObj(left) || isObj(right)) return false;
    return vm.unknowns.equals(left, right, true);
  }
  return left === right;
}

function add(vm: Vm, left: Value, right: Value): Value {
  const a = toPrimitive(vm, left, 'default');
  const b = toPrimitive(vm, right, 'default');
  if (isUnknown(a) || isUnknown(b)) {
    // Which of the two it is, a sum or a text, is settled by what is known first.
    if (typeof a === 'string' || typeof b === 'string') {
      const [x, y] = [toText(vm, a), toText(vm, b)];
      return isUnknown(x) || isUnknown(y) ? vm.unknowns.binary('+', x, y) : x + y;
    }
    return vm.unknowns.binary('+', a, b);
  }
  if (typeof a === 'string' || typeof b === 'string') {
    const text = textOf(vm, a) + textOf(vm, b);
    vm.budget.text(text.length);
    return text;
  }
  return numberOf(vm, a) + numberOf(vm, b);
}

function textOf(vm: Vm, value: Primitive): string {
  return typeof value === 'symbol' ? vm.throwError('TypeError', 'a symbol is no text') : String(value);
}

function numberOf(vm: Vm, value: Primitive): number {
  return typeof value === 'symbol' ? vm.throwError('TypeError', 'a symbol is no number') : Number(value);
}

const exponentiate: Binary = (vm, left, right) => {
  const a = toNumeric(vm, left);
  const b = toNumeric(vm, right);
  return isUnknown(a) || isUnknown(b) ? vm.unknowns.binary('**', a, b) : power(vm, a, b);
};

function arithmetic(name: string): Binary {
  const apply = ARITHMETIC[name] as (a: number, b: number) => number;
  return (vm, left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
    const a = toNumeric(vm, left);
    const b = toNumeric(vm, right);
    return isUnknown(a) || isUnknown(b) ? vm.unknowns.binary(name, a, b) : apply(a, b);
  };
}

function comparison(name: string): Binary {
  const apply = COMPARISONS[name] as (a: string | number, b: string | number) => boolean;
  return (vm, left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return apply(left, right);
    const a = toPrimitive(vm, left, 'number');
    const b = toPrimitive(vm, right, 'number');
    if (isUnknown(a) || isUnknown(b)) return vm.unknowns.binary(name, a, b);
    if (typeof a === 'string' && typeof b === 'string') return apply(a, b);
    return apply(numberOf(vm, a), numberOf(vm, b));
  };
}

function hasProperty(vm: Vm, key: Value, object: Value): boolean {
  if (!isObj(object)) return vm.throwError('TypeError', 'in: not an object');
  return isUnknown(key) ? vm.unknowns.hasKey(object, key) : vm.has(object, vm.toKey(key));
}

export const BINARY: Readonly<Record<string, Binary>> = {
  ...Object.fromEntries(Object.keys(ARITHMETIC).map((name) => [name, arithmetic(name)])),
  ...Object.fromEntries(Object.keys(COMPARISONS).map((name) => [name, comparison(name)])),
  '**': exponentiate,
  '+': add,
  '==': looselyEqual,
  '!=': (vm, left, right) => !looselyEqual(vm, left, right),
  '===': strictlyEqual,
  '!==': (vm, left, right) => !strictlyEqual(vm, left, right),
  in: hasProperty,
  instanceof: (vm, left, right) => vm.instanceOf(left, right),
};

export const UNARY: Readonly<Record<string, (vm: Vm, value: Value) => Value>> = {
  '!': (vm, value) => !toBoolean(vm, value),
  '+': (vm, value) => toNumeric(vm, value),
  '-': (vm, value) => {
    const number = toNumeric(vm, value);
    return isUnknown(number) ? vm.unknowns.unary('-', number) : -number;
  },
  '~': (vm, value) => {
    const number = toNumeric(vm, value);
    return isUnknown(number) ? vm.unknowns.unary('~', number) : ~number;
  },
  void: () => undefined,
};
