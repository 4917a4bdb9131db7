/**
 * `RegExp` (section 22.2): its constructor, what it is made of, and how it is run.
 */
import { arrayOf } from '../arrays.js';
import { NativeFn, type NativeRow } from '../native.js';
import * as objects from '../objects.js';
import { makeRegExp } from '../regexp.js';
import { isFunction, isObj, Obj, RegExpObj, type FunctionObj, type Value } from '../values.js';
import type { Vm } from '../vm.js';
import { install, installGetters, installSpecies, settled, takes } from './rows.js';
import { REGEXP_PATTERNS } from './regexp-patterns.js';

function thisObject(vm: Vm, self: Value): Obj {
  return isObj(self) ? self : vm.throwError('TypeError', 'not an object');
}

function thisRegExp(vm: Vm, self: Value): RegExpObj {
  return self instanceof RegExpObj ? self : vm.throwError('TypeError', 'not an expression');
}

export function isRegExp(vm: Vm, value: Value): value is Obj {
  if (!isObj(value)) return false;
  const match = vm.get(value, Symbol.match);
  return match === undefined ? value instanceof RegExpObj : vm.toBoolean(match);
}

/** What a find looks like to the script. */
function matchOf(vm: Vm, found: RegExpExecArray): Obj {
  const list = arrayOf(vm, [...found]);
  objects.create(vm, list, 'index', found.index);
  objects.create(vm, list, 'input', found.input);
  let groups: Obj | undefined;
  if (found.groups !== undefined) {
    groups = new Obj(null, vm.heap.epoch);
    for (const [name, value] of Object.entries(found.groups)) objects.create(vm, groups, name, value);
  }
  objects.create(vm, list, 'groups', groups);
  return list;
}

/** RegExpBuiltinExec: from `lastIndex` where the expression goes on or sticks, which it then writes. */
function builtinExec(vm: Vm, regexp: RegExpObj, text: string): Obj | null {
  const lastIndex = vm.toLength(vm.get(regexp, 'lastIndex'));
  const isMoving = regexp.flags.includes('g') || regexp.flags.includes('y');
  if (isMoving && lastIndex > text.length) {
    vm.set(regexp, 'lastIndex', 0);
    return null;
  }
  vm.budget.step();
  const { host } = regexp;
  host.lastIndex = isMoving ? lastIndex : 0;
  const found = host.exec(text);
  if (found === null) {
    if (isMoving) vm.set(regexp, 'lastIndex', 0);
    return null;
  }
  if (isMoving) vm.set(regexp, 'lastIndex', host.lastIndex);
  return matchOf(vm, found);
}

/** RegExpExec: through the `exec` that the object has. */
export function execute(vm: Vm, regexp: Obj, text: string): Obj | null {
  const exec = vm.get(regexp, 'exec');
  if (isFunction(exec)) {
    const result = vm.call(exec, regexp, [text]);
    if (isObj(result) || result === null) return result;
    return vm.throwError('TypeError', 'a find that is no object');
  }
  return builtinExec(vm, thisRegExp(vm, regexp), text);
}

const FLAGS: readonly (readonly [name: string, letter: string])[] = [
  ['hasIndices', 'd'],
  ['global', 'g'],
  ['ignoreCase', 'i'],
  ['multiline', 'm'],
  ['dotAll', 's'],
  ['unicode', 'u'],
  ['sticky', 'y'],
];

const isPrototype = (vm: Vm, self: Value): boolean => self === vm.realm.prototypeOf('RegExp');

const GETTERS: readonly NativeRow[] = [
  ...FLAGS.map(([name, letter]) =>
    takes(`RegExp.prototype.${name}`, 0, 'none', (vm, self) => {
      if (isPrototype(vm, self)) return undefined;
      return thisRegExp(vm, self).flags.includes(letter);
    }),
  ),
  takes('RegExp.prototype.flags', 0, 'none', (vm, self) => {
    const object = thisObject(vm, self);
    let letters = '';
    for (const [name, letter] of FLAGS) if (vm.toBoolean(vm.get(object, name))) letters += letter;
    return letters;
  }),
  takes('RegExp.prototype.source', 0, 'none', (vm, self) =>
    isPrototype(vm, self) ? '(?:)' : thisRegExp(vm, self).source,
  ),
];

const METHODS: readonly NativeRow[] = [
  settled('RegExp.prototype.exec', 1, 'self', (vm, self, [text]) =>
    builtinExec(vm, thisRegExp(vm, self), vm.toString(text)),
  ),
  settled('RegExp.prototype.test', 1, 'self', (vm, self, [text]) => {
    const regexp = thisObject(vm, self);
    return execute(vm, regexp, vm.toString(text)) !== null;
  }),
  settled('RegExp.prototype.toString', 0, 'none', (vm, self) => {
    const regexp = thisObject(vm, self);
    const source = vm.toString(vm.get(regexp, 'source'));
    return `/${source}/${vm.toString(vm.get(regexp, 'flags'))}`;
  }),
];

function made(vm: Vm, [pattern, flags]: readonly Value[], newTarget: FunctionObj | undefined): Value {
  const isPattern = isRegExp(vm, pattern);
  if (newTarget === undefined && isPattern && flags === undefined) {
    const constructor = vm.get(pattern, 'constructor');
    if (constructor instanceof NativeFn && constructor.row.id === 'RegExp') return pattern;
  }
  let source = pattern;
  let letters = flags;
  if (pattern instanceof RegExpObj) {
    ({ source } = pattern);
    if (flags === undefined) letters = pattern.flags;
  } else if (isPattern) {
    source = vm.get(pattern, 'source');
    if (flags === undefined) letters = vm.get(pattern, 'flags');
  }
  const proto = vm.prototypeFor(newTarget, 'RegExp');
  const text = source === undefined ? '' : vm.toString(source);
  return makeRegExp(vm, text, letters === undefined ? '' : vm.toString(letters), proto);
}

export function installRegExp(vm: Vm): void {
  const fn = vm.realm.classOf(
    settled('RegExp', 2, 'none', (of, _self, args, newTarget) => made(of, args, newTarget)),
    'RegExp',
  );
  installSpecies(vm, fn);
  const prototype = vm.realm.prototypeOf('RegExp');
  install(vm, prototype, [...METHODS, ...REGEXP_PATTERNS]);
  installGetters(vm, prototype, GETTERS);
}
