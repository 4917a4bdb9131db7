/**
 * Numbers and truth values as objects (sections 20.3 and 21.1).
 */
import { toNumeric, unwrapped } from '../convert.js';
import type { NativeRow } from '../native.js';
import { isUnknown, WrapperObj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { install, pure, refused, takes } from './rows.js';

const thisNumber = (vm: Vm, self: Value): number => unwrapped(vm, self, 'Number') as number;

/** Digits that a method is asked for; a number of them that is too small or large is an error. */
function digitsOf(vm: Vm, value: Value, least: number): number {
  const digits = vm.toInteger(value);
  return digits < least || digits > 100 ? vm.throwError('RangeError', 'a number of digits') : digits;
}

function toExponential(vm: Vm, self: Value, [digits]: readonly Value[]): string {
  const number = thisNumber(vm, self);
  const count = vm.toInteger(digits);
  if (!Number.isFinite(number)) return String(number);
  digitsOf(vm, count, 0);
  return digits === undefined ? number.toExponential() : number.toExponential(count);
}

function toFixed(vm: Vm, self: Value, [digits]: readonly Value[]): string {
  const number = thisNumber(vm, self);
  return number.toFixed(digitsOf(vm, digits, 0));
}

function toPrecision(vm: Vm, self: Value, [precision]: readonly Value[]): string {
  const number = thisNumber(vm, self);
  if (precision === undefined) return String(number);
  const count = vm.toInteger(precision);
  if (!Number.isFinite(number)) return String(number);
  return number.toPrecision(digitsOf(vm, count, 1));
}

function numberToString(vm: Vm, self: Value, [radix]: readonly Value[]): string {
  const number = thisNumber(vm, self);
  const base = radix === undefined ? 10 : vm.toInteger(radix);
  if (base < 2 || base > 36) vm.throwError('RangeError', 'a radix');
  if (base !== 10 && Number.isFinite(number) && !Number.isSafeInteger(number) && !isExact(number, base))
    vm.obstacle('the digits of a fraction that is not decimal differ between engines');
  return number.toString(base);
}

/** Whether the number has few enough binary places that every engine writes it in full. */
const isExact = (number: number, base: number): boolean =>
  (base & (base - 1)) === 0 && Math.abs(number) < 2 ** 21 && Number.isInteger(number * 2 ** 20);

const METHODS: readonly NativeRow[] = [
  pure('Number.prototype.toExponential', 1, toExponential),
  pure('Number.prototype.toFixed', 1, toFixed),
  pure('Number.prototype.toPrecision', 1, toPrecision),
  pure('Number.prototype.toString', 1, numberToString),
  pure('Number.prototype.valueOf', 0, thisNumber),
  refused(
    'Number.prototype.toLocaleString',
    0,
    'how a number is written depends on the language of the client',
  ),
];

const STATICS: readonly NativeRow[] = [
  pure('Number.isFinite', 1, (_vm, _self, [value]) => Number.isFinite(value)),
  pure('Number.isInteger', 1, (_vm, _self, [value]) => Number.isInteger(value)),
  pure('Number.isNaN', 1, (_vm, _self, [value]) => Number.isNaN(value)),
  pure('Number.isSafeInteger', 1, (_vm, _self, [value]) => Number.isSafeInteger(value)),
];

const CONSTANTS = [
  'EPSILON',
  'MAX_SAFE_INTEGER',
  'MAX_VALUE',
  'MIN_SAFE_INTEGER',
  'MIN_VALUE',
  'NaN',
  'NEGATIVE_INFINITY',
  'POSITIVE_INFINITY',
] as const;

function numberOf(vm: Vm, args: readonly Value[], newTarget: FunctionObj | undefined): Value {
  const number = args.length === 0 ? 0 : toNumeric(vm, args[0]);
  if (newTarget === undefined) return number;
  const primitive = isUnknown(number) ? vm.unknowns.settle(number) : number;
  return new WrapperObj(vm.prototypeFor(newTarget, 'Number'), vm.heap.epoch, 'Number', primitive);
}

export function installNumber(vm: Vm): void {
  const { realm } = vm;
  const fn = realm.classOf(
    takes('Number', 1, 'none', (of, _self, args, newTarget) => numberOf(of, args, newTarget)),
    'Number',
  );
  for (const name of CONSTANTS) realm.put(fn, name, Number[name], 0);
  install(vm, fn, STATICS);
  // The same functions as the global ones.
  for (const name of ['parseFloat', 'parseInt']) realm.put(fn, name, vm.global.properties.get(name)?.value);
  install(vm, realm.prototypeOf('Number'), METHODS);
}

const thisBoolean = (vm: Vm, self: Value): boolean => unwrapped(vm, self, 'Boolean') as boolean;

export function installBoolean(vm: Vm): void {
  const { realm } = vm;
  realm.classOf(
    takes('Boolean', 1, 'none', (of, _self, [value], newTarget) => {
      const truth = of.toBoolean(value);
      if (newTarget === undefined) return truth;
      return new WrapperObj(of.prototypeFor(newTarget, 'Boolean'), of.heap.epoch, 'Boolean', truth);
    }),
    'Boolean',
  );
  install(vm, realm.prototypeOf('Boolean'), [
    pure('Boolean.prototype.toString', 0, (of, self) => String(thisBoolean(of, self))),
    pure('Boolean.prototype.valueOf', 0, thisBoolean),
  ]);
}
