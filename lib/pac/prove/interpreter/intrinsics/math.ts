/**
 * `Math` (section 21.3). What the language leaves to the engine, the last digits of logarithms and the like, is a value
 * of which nothing is known, but where it is the same everywhere.
 */
import type { NativeRow } from '../native.js';
import { Obj } from '../values.js';
import type { Vm } from '../vm.js';
import { power } from '../power.js';
import { install, pure, tag, takes } from './rows.js';

const EXACT = ['abs', 'ceil', 'clz32', 'floor', 'fround', 'round', 'sign', 'sqrt', 'trunc'] as const;

/** Each with what is the same in every engine although the language does not say so. */
const ROUNDED = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'log',
  'log10',
  'log1p',
  'log2',
  'sin',
  'sinh',
  'tan',
  'tanh',
] as const;

const reason = (name: string): string => `the last digits of Math.${name} differ between engines`;

/** Arguments for which the language, or arithmetic without rounding, leaves nothing open. */
const isExactResult = (result: number): boolean =>
  Number.isNaN(result) || result === 0 || !Number.isFinite(result);

function rounded(name: (typeof ROUNDED)[number]): NativeRow {
  const known = KNOWN[name];
  return pure(`Math.${name}`, 1, (vm, _self, [value]) => {
    const number = vm.toNumber(value);
    const result = Math[name](number);
    if (number === 0 || !Number.isFinite(number) || Number.isNaN(result)) {
      if (Number.isNaN(result) || result === 0 || result === 1 || !Number.isFinite(result)) return result;
      if (Math.abs(result) === 1) return result;
    }
    if (known?.(number, result) === true) return result;
    return vm.unknowns.opaque(reason(name));
  });
}

/** Results that are whole and come out whole everywhere. */
const KNOWN: Partial<Record<(typeof ROUNDED)[number], (number: number, result: number) => boolean>> = {
  acos: (number) => number === 1,
  acosh: (number) => number === 1,
  atanh: (number) => Math.abs(number) === 1,
  log: (number) => number === 1,
  log1p: (number) => number === -1,
  log10: (number) => number === 1,
  log2: (number, result) => Number.isInteger(result) && 2 ** result === number,
};

function extreme(name: 'max' | 'min'): NativeRow {
  return pure(`Math.${name}`, 2, (vm, _self, args) => {
    const numbers = args.map((value) => vm.toNumber(value));
    return numbers.reduce((a, b) => Math[name](a, b), name === 'max' ? -Infinity : Infinity);
  });
}

const ROWS: readonly NativeRow[] = [
  ...EXACT.map((name) => pure(`Math.${name}`, 1, (vm, _self, [value]) => Math[name](vm.toNumber(value)))),
  ...ROUNDED.map(rounded),
  extreme('max'),
  extreme('min'),
  pure('Math.imul', 2, (vm, _self, [a, b]) => {
    const left = vm.toNumber(a);
    return Math.imul(left, vm.toNumber(b));
  }),
  pure('Math.atan2', 2, (vm, _self, [a, b]) => {
    const y = vm.toNumber(a);
    const x = vm.toNumber(b);
    const result = Math.atan2(y, x);
    return Number.isNaN(result) || result === 0 ? result : vm.unknowns.opaque(reason('atan2'));
  }),
  pure('Math.hypot', 2, (vm, _self, args) => {
    const numbers = args.map((value) => vm.toNumber(value));
    const result = Math.hypot(...numbers);
    const others = numbers.filter((number) => number !== 0);
    return isExactResult(result) || others.length < 2 ? result : vm.unknowns.opaque(reason('hypot'));
  }),
  pure('Math.pow', 2, (vm, _self, [base, exponent]) => {
    const number = vm.toNumber(base);
    return power(vm, number, vm.toNumber(exponent));
  }),
  takes('Math.random', 0, 'none', (vm) => vm.world.random()),
];

const CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const;

export function installMath(vm: Vm): void {
  const { realm } = vm;
  const math = new Obj(realm.objectPrototype, vm.heap.epoch, 'Math');
  install(vm, math, ROWS);
  for (const name of CONSTANTS) realm.put(math, name, Math[name], 0);
  tag(vm, math, 'Math');
  realm.put(vm.global, 'Math', math);
}
