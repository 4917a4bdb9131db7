/**
 * How expressions match, replace, search and split texts (section 22.2.6).
 */
import { arrayOf } from '../arrays.js';
import type { NativeRow } from '../native.js';
import { isFunction, isObj, isUnknown, type FunctionObj, type Obj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { iteratorOf } from './iterators.js';
import { elementAt, lengthOf } from './list.js';
import { execute } from './regexp-exec.js';
import { settled } from './rows.js';
import { substitute } from './substitute.js';

function thisObject(vm: Vm, self: Value): Obj {
  return isObj(self) ? self : vm.throwError('TypeError', 'not an object');
}

/** AdvanceStringIndex. */
function advance(text: string, at: number, isUnicode: boolean): number {
  if (!isUnicode || at + 1 >= text.length) return at + 1;
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}

/** After a find of nothing the next one is looked for one place further on. */
function goOn(vm: Vm, regexp: Obj, text: string, matched: string, isUnicode: boolean): void {
  if (matched !== '') return;
  const at = vm.toLength(vm.get(regexp, 'lastIndex'));
  vm.set(regexp, 'lastIndex', advance(text, at, isUnicode));
}

function match(vm: Vm, self: Value, [given]: readonly Value[]): Value {
  const regexp = thisObject(vm, self);
  const text = vm.toString(given);
  const flags = vm.toString(vm.get(regexp, 'flags'));
  if (!flags.includes('g')) return execute(vm, regexp, text);
  vm.set(regexp, 'lastIndex', 0);
  const finds: Value[] = [];
  for (let found = execute(vm, regexp, text); found !== null; found = execute(vm, regexp, text)) {
    vm.budget.step();
    const matched = vm.toString(elementAt(vm, found, 0));
    finds.push(matched);
    goOn(vm, regexp, text, matched, flags.includes('u'));
  }
  return finds.length === 0 ? null : arrayOf(vm, finds);
}

/** SpeciesConstructor, for expressions. */
function speciesOf(vm: Vm, regexp: Obj): FunctionObj {
  const fallback = vm.realm.constructorOf('RegExp');
  const constructor = vm.get(regexp, 'constructor');
  if (constructor === undefined) return fallback;
  if (!isObj(constructor)) return vm.throwError('TypeError', 'a constructor that is no object');
  const species = vm.get(constructor, Symbol.species);
  if (species === undefined || species === null) return fallback;
  if (isFunction(species) && species.isConstructor) return species;
  return vm.throwError('TypeError', 'a species that is no constructor');
}

function matchAll(vm: Vm, self: Value, [given]: readonly Value[]): Value {
  const regexp = thisObject(vm, self);
  const text = vm.toString(given);
  const constructor = speciesOf(vm, regexp);
  const flags = vm.toString(vm.get(regexp, 'flags'));
  const matcher = vm.construct(constructor, [regexp, flags]);
  vm.set(matcher, 'lastIndex', vm.toLength(vm.get(regexp, 'lastIndex')));
  return iteratorOf(vm, 'RegExp String Iterator', (turn) => {
    const found = execute(vm, matcher, text);
    if (found === null) return undefined;
    if (!flags.includes('g')) return { value: found, next: Infinity };
    goOn(vm, matcher, text, vm.toString(elementAt(vm, found, 0)), flags.includes('u'));
    return { value: found, next: turn + 1 };
  });
}

interface Found {
  readonly matched: string;
  readonly position: number;
  readonly captures: readonly (string | undefined)[];
  readonly groups: Value;
}

/** A find as its object says it is, which the script may have made. */
function read(vm: Vm, found: Obj, text: string): Found {
  const count = Math.max(lengthOf(vm, found) - 1, 0);
  const matched = vm.toString(elementAt(vm, found, 0));
  const position = Math.max(Math.min(vm.toInteger(vm.get(found, 'index')), text.length), 0);
  const captures: (string | undefined)[] = [];
  for (let at = 1; at <= count; at++) {
    vm.budget.step();
    const capture = elementAt(vm, found, at);
    const value = isUnknown(capture) ? vm.unknowns.settle(capture) : capture;
    captures.push(value === undefined ? undefined : vm.toString(value));
  }
  return { matched, position, captures, groups: vm.get(found, 'groups') };
}

function putFor(vm: Vm, { matched, position, captures, groups }: Found, text: string, by: Value): string {
  if (isFunction(by)) {
    const args: Value[] = [matched, ...captures, position, text];
    if (groups !== undefined) args.push(groups);
    return vm.toString(vm.call(by, undefined, args));
  }
  const named = groups === undefined ? undefined : vm.toObject(groups);
  return substitute(vm, vm.toString(by), { matched, text, position, captures, groups: named });
}

function replace(vm: Vm, self: Value, [given, replacement]: readonly Value[]): Value {
  const regexp = thisObject(vm, self);
  const text = vm.toString(given);
  const by = isFunction(replacement) ? replacement : vm.toString(replacement);
  const flags = vm.toString(vm.get(regexp, 'flags'));
  const isGlobal = flags.includes('g');
  if (isGlobal) vm.set(regexp, 'lastIndex', 0);
  const finds: Obj[] = [];
  for (let found = execute(vm, regexp, text); found !== null; found = execute(vm, regexp, text)) {
    vm.budget.step();
    finds.push(found);
    if (!isGlobal) break;
    goOn(vm, regexp, text, vm.toString(elementAt(vm, found, 0)), flags.includes('u'));
  }
  let result = '';
  let end = 0;
  for (const found of finds) {
    const one = read(vm, found, text);
    const put = putFor(vm, one, text, by);
    if (one.position < end) continue;
    result += text.slice(end, one.position) + put;
    vm.budget.text(result.length);
    end = one.position + one.matched.length;
  }
  return end >= text.length ? result : result + text.slice(end);
}

function search(vm: Vm, self: Value, [given]: readonly Value[]): Value {
  const regexp = thisObject(vm, self);
  const text = vm.toString(given);
  const before = vm.get(regexp, 'lastIndex');
  if (!vm.sameValue(before, 0)) vm.set(regexp, 'lastIndex', 0);
  const found = execute(vm, regexp, text);
  if (!vm.sameValue(vm.get(regexp, 'lastIndex'), before)) vm.set(regexp, 'lastIndex', before);
  return found === null ? -1 : vm.get(found, 'index');
}

function split(vm: Vm, self: Value, [given, limit]: readonly Value[]): Value {
  const regexp = thisObject(vm, self);
  const text = vm.toString(given);
  const constructor = speciesOf(vm, regexp);
  const flags = vm.toString(vm.get(regexp, 'flags'));
  const isUnicode = flags.includes('u');
  const splitter = vm.construct(constructor, [regexp, flags.includes('y') ? flags : `${flags}y`]);
  const most = limit === undefined ? 4294967295 : vm.toNumber(limit) >>> 0;
  if (most === 0) return arrayOf(vm, []);
  if (text === '') return arrayOf(vm, execute(vm, splitter, text) === null ? [text] : []);
  const parts: Value[] = [];
  let begin = 0;
  for (let at = 0; at < text.length;) {
    vm.budget.step();
    vm.set(splitter, 'lastIndex', at);
    const found = execute(vm, splitter, text);
    const end = found === null ? begin : Math.min(vm.toLength(vm.get(splitter, 'lastIndex')), text.length);
    if (found === null || end === begin) {
      at = advance(text, at, isUnicode);
      continue;
    }
    parts.push(text.slice(begin, at));
    if (parts.length === most) return arrayOf(vm, parts);
    begin = at = end;
    const captures = Math.max(lengthOf(vm, found) - 1, 0);
    for (let one = 1; one <= captures; one++) {
      parts.push(elementAt(vm, found, one));
      if (parts.length === most) return arrayOf(vm, parts);
    }
  }
  parts.push(text.slice(begin));
  return arrayOf(vm, parts);
}

export const REGEXP_PATTERNS: readonly NativeRow[] = [
  settled('RegExp.prototype.@@match', 1, 'any', match),
  settled('RegExp.prototype.@@matchAll', 1, 'any', matchAll),
  settled('RegExp.prototype.@@replace', 2, 'any', replace),
  settled('RegExp.prototype.@@search', 1, 'any', search),
  settled('RegExp.prototype.@@split', 2, 'any', split),
];
