/**
 * Methods of texts that may be given an expression: `match`, `replace`, `split` and their like (section 22.1.3).
 */
import { arrayOf } from '../arrays.js';
import type { NativeRow } from '../native.js';
import { getMethod } from '../objects.js';
import { makeRegExp } from '../regexp.js';
import { isFunction, isObj, RegExpObj, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { settled } from './rows.js';
import { substitute } from './substitute.js';

function checked(vm: Vm, self: Value): void {
  if (self === undefined || self === null) vm.throwError('TypeError', 'no text');
}

/** What a pattern that is an object says it does itself. */
function ownMethod(vm: Vm, pattern: Value, symbol: symbol): Obj | undefined {
  return isObj(pattern) ? getMethod(vm, pattern, symbol) : undefined;
}

/** `replaceAll` and `matchAll` want an expression that goes on. */
function checkGlobal(vm: Vm, pattern: Value): void {
  if (!isObj(pattern)) return;
  const match = vm.get(pattern, Symbol.match);
  if (!(match === undefined ? pattern instanceof RegExpObj : vm.toBoolean(match))) return;
  const flags = vm.get(pattern, 'flags');
  checked(vm, flags);
  if (!vm.toString(flags).includes('g')) vm.throwError('TypeError', 'an expression without g');
}

function byExpression(name: 'match' | 'matchAll' | 'search', flags: string): NativeRow {
  const symbol = Symbol[name];
  return settled(`String.prototype.${name}`, 1, 'any', (vm, self, [pattern]) => {
    checked(vm, self);
    if (name === 'matchAll') checkGlobal(vm, pattern);
    const own = ownMethod(vm, pattern, symbol);
    if (own !== undefined) return vm.call(own, pattern, [self]);
    const text = vm.toString(self);
    const made = makeRegExp(vm, pattern === undefined ? '' : vm.toString(pattern), flags);
    return vm.call(vm.get(made, symbol), made, [text]);
  });
}

/** Where a text stands in another; from one find to the next. */
function finds(text: string, search: string, isAll: boolean): number[] {
  const found: number[] = [];
  const step = Math.max(search.length, 1);
  for (let at = text.indexOf(search); at !== -1; at = text.indexOf(search, at + step)) {
    found.push(at);
    if (!isAll || at + step > text.length) break;
  }
  return found;
}

function replacing(name: 'replace' | 'replaceAll'): NativeRow {
  return settled(`String.prototype.${name}`, 2, 'any', (vm, self, [pattern, replacement]) => {
    checked(vm, self);
    if (name === 'replaceAll') checkGlobal(vm, pattern);
    const own = ownMethod(vm, pattern, Symbol.replace);
    if (own !== undefined) return vm.call(own, pattern, [self, replacement]);
    const text = vm.toString(self);
    const search = vm.toString(pattern);
    const by = isFunction(replacement) ? null : vm.toString(replacement);
    let result = '';
    let end = 0;
    for (const at of finds(text, search, name === 'replaceAll')) {
      vm.budget.step();
      const put =
        by === null
          ? vm.toString(vm.call(replacement, undefined, [search, at, text]))
          : substitute(vm, by, { matched: search, text, position: at, captures: [], groups: undefined });
      result += text.slice(end, at) + put;
      vm.budget.text(result.length);
      end = at + search.length;
    }
    return result + text.slice(end);
  });
}

const SPLIT = settled('String.prototype.split', 2, 'any', (vm, self, [separator, limit]) => {
  checked(vm, self);
  const own = ownMethod(vm, separator, Symbol.split);
  if (own !== undefined) return vm.call(own, separator, [self, limit]);
  const text = vm.toString(self);
  const most = limit === undefined ? 4294967295 : vm.toNumber(limit) >>> 0;
  const between = vm.toString(separator);
  if (most === 0) return arrayOf(vm, []);
  if (separator === undefined) return arrayOf(vm, [text]);
  const parts = text.split(between, most);
  vm.budget.step(parts.length);
  return arrayOf(vm, parts);
});

export const STRING_PATTERNS: readonly NativeRow[] = [
  byExpression('match', ''),
  byExpression('matchAll', 'g'),
  byExpression('search', ''),
  replacing('replace'),
  replacing('replaceAll'),
  SPLIT,
];
