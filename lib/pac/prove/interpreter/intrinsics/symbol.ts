/**
 * Symbols (section 20.4).
 */
import { unwrapped } from '../convert.js';
import type { Value } from '../values.js';
import type { Vm } from '../vm.js';
import { install, installGetters, settled, tag } from './rows.js';

const WELL_KNOWN = [
  'asyncIterator',
  'hasInstance',
  'isConcatSpreadable',
  'iterator',
  'match',
  'matchAll',
  'replace',
  'search',
  'species',
  'split',
  'toPrimitive',
  'toStringTag',
  'unscopables',
] as const;

const thisSymbol = (vm: Vm, self: Value): symbol => unwrapped(vm, self, 'Symbol') as symbol;

export function installSymbol(vm: Vm): void {
  const { realm } = vm;
  const fn = realm.classOf(
    settled('Symbol', 0, 'none', (of, _self, [description], newTarget) => {
      if (newTarget !== undefined) return of.throwError('TypeError', 'Symbol is not constructed');
      return Symbol(description === undefined ? undefined : of.toString(description));
    }),
    'Symbol',
  );
  for (const name of WELL_KNOWN) realm.put(fn, name, Symbol[name], 0);
  install(vm, fn, [
    settled('Symbol.for', 1, 'none', (of, _self, [key]) => Symbol.for(of.toString(key))),
    settled('Symbol.keyFor', 1, 'none', (of, _self, [symbol]) =>
      typeof symbol === 'symbol' ? Symbol.keyFor(symbol) : of.throwError('TypeError', 'not a symbol'),
    ),
  ]);
  const prototype = realm.prototypeOf('Symbol');
  install(vm, prototype, [
    settled('Symbol.prototype.toString', 0, 'none', (of, self) => thisSymbol(of, self).toString()),
    settled('Symbol.prototype.valueOf', 0, 'none', thisSymbol),
  ]);
  install(vm, prototype, [settled('Symbol.prototype.@@toPrimitive', 1, 'none', thisSymbol)], 4);
  installGetters(vm, prototype, [
    settled('Symbol.prototype.description', 0, 'none', (of, self) => thisSymbol(of, self).description),
  ]);
  tag(vm, prototype, 'Symbol');
}
